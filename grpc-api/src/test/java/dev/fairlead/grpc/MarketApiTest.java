package dev.fairlead.grpc;

import static dev.fairlead.grpc.PastFixture.CHAIN;
import static dev.fairlead.grpc.PastFixture.GAS;
import static dev.fairlead.grpc.PastFixture.ROUTES;
import static dev.fairlead.grpc.PastFixture.USDC;
import static dev.fairlead.grpc.PastFixture.WETH;
import static dev.fairlead.grpc.PastFixture.at;
import static dev.fairlead.grpc.PastFixture.block;
import static dev.fairlead.grpc.PastFixture.id;
import static dev.fairlead.grpc.PastFixture.pool;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.api.v1.BlockMoment;
import dev.fairlead.api.v1.ChainHead;
import dev.fairlead.api.v1.GetMarketAsOfRequest;
import dev.fairlead.api.v1.GetNodeAsOfRequest;
import dev.fairlead.api.v1.MarketAsOf;
import dev.fairlead.api.v1.Moment;
import dev.fairlead.api.v1.NodeAsOf;
import dev.fairlead.api.v1.PoolState;
import dev.fairlead.event.MarketQuote;
import dev.fairlead.event.MarketSight;
import dev.fairlead.event.PoolSight;
import dev.fairlead.event.SeenBlock;
import dev.fairlead.model.BlockRef;
import dev.fairlead.model.FeePerGas;
import dev.fairlead.model.Fraction;
import dev.fairlead.model.Gas;
import dev.fairlead.model.LogPosition;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.intent.Grounds;
import dev.fairlead.model.intent.Hop;
import dev.fairlead.model.intent.IntentEvent;
import dev.fairlead.model.intent.Leg;
import dev.fairlead.model.intent.Plan;
import dev.fairlead.model.intent.Way;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The market of the past, over real sockets and the real database. */
final class MarketApiTest {
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

  private final PastFixture past = new PastFixture();

  @AfterEach
  void close() {
    past.close();
  }

  /** A block with its gas and a whole market of so many pools. */
  private void stood(long number, LogPosition position, int pools) {
    Instant at = NOW.plusSeconds(number);
    past.store()
        .market()
        .saw(
            new SeenBlock(
                CHAIN,
                block(number),
                block(number - 1).hash(),
                at,
                FeePerGas.of(1_000 + number),
                at,
                position,
                Optional.empty()));
    past.store()
        .market()
        .priced(
            CHAIN,
            block(number).hash(),
            new SeenBlock.NextFees(FeePerGas.of(1_100 + number), FeePerGas.of(3)));
    past.store()
        .market()
        .stood(
            new MarketSight("node-1", CHAIN, block(number), at, position, true),
            IntStream.rangeClosed(1, pools)
                .mapToObj(i ->
                    new PoolSight(
                        pool(i),
                        List.of(USDC, WETH),
                        block(number),
                        Map.of("reserve0", BigInteger.valueOf(number * 100 + i))))
                .toList());
  }

  private void planned(int number, long at, Uint256 out) {
    BlockRef block = block(at);
    Plan plan =
        new Plan(
            block,
            USDC.amount(Uint256.of(1_000_000)),
            WETH.amount(out),
            WETH.amount(out),
            List.of(new Leg(List.of(new Hop(pool(1), USDC, WETH, Uint256.of(1_000_000), out)))),
            Fraction.ZERO,
            new Gas(1),
            new Way.Executor(""));
    past.append(new IntentEvent.Planned(id(number), plan, ROUTES, GAS, Grounds.UNTOLD));
    past.store()
        .market()
        .quoted(
            List.of(
                new MarketQuote(
                    CHAIN,
                    block,
                    NOW.plusSeconds(at),
                    id(number),
                    List.of(pool(1)),
                    USDC.address(),
                    Uint256.of(1_000_000),
                    WETH.address(),
                    out,
                    true,
                    "")));
  }

  @Test
  void showsPoolsQuotesAndGasAsAnIntentWasPlannedOnThem() {
    long accepted = past.accepted(1);
    stood(10, new LogPosition(accepted), 3);
    planned(1, 10, Uint256.of(400));
    stood(11, new LogPosition(accepted + 1), 3);
    planned(1, 11, Uint256.of(500));
    planned(past(2), 11, Uint256.of(600));

    MarketAsOf last = market(GetMarketAsOfRequest.newBuilder().setPlannedIntentId(text(1)));
    MarketAsOf first =
        market(
            GetMarketAsOfRequest.newBuilder()
                .setPlannedIntentId(text(1))
                .setAsOf(at(accepted + 1)));

    assertThat(last.getBlock().getNumber()).isEqualTo(11);
    assertThat(first.getBlock().getNumber()).isEqualTo(10);
    assertThat(first.getPoolsList())
        .extracting(pool -> pool.getFigures(0).getValue())
        .containsExactly("1001", "1002");
    assertThat(first.getGas().getBaseFee()).isEqualTo("1010");
    assertThat(first.getGas().getNextBaseFee()).isEqualTo("1110");
    assertThat(first.getGas().getPriorityFee()).isEqualTo("3");
    assertThat(first.getQuotesList())
        .singleElement()
        .satisfies(quote -> {
          assertThat(quote.getIntentId()).isEqualTo(text(1));
          assertThat(quote.getSold()).isEqualTo("1000000");
          assertThat(quote.getBought()).isEqualTo("400");
          assertThat(quote.getTaken()).isTrue();
          assertThat(quote.getRoute(0).getVenue()).isEqualTo("uniswap-v2");
        });
    assertThat(last.getQuotesCount()).isEqualTo(1);
    assertThat(
            market(
                    GetMarketAsOfRequest.newBuilder()
                        .setAsOf(
                            Moment.newBuilder()
                                .setBlock(
                                    BlockMoment.newBuilder().setHash(block(11).hash().toString()))))
                .getQuotesCount())
        .isEqualTo(2);
    assertThatThrownBy(() ->
            market(
                GetMarketAsOfRequest.newBuilder()
                    .setPlannedIntentId(text(1))
                    .setAsOf(at(accepted))))
        .hasMessageContaining("had not been planned by then");
  }

  private int past(int number) {
    past.accepted(number);
    return number;
  }

  private static String text(int number) {
    return id(number).toString();
  }

  private MarketAsOf market(GetMarketAsOfRequest.Builder request) {
    return past.history().getMarketAsOf(request.build());
  }

  @Test
  void goesThroughAllPoolsOfOneMarketWhateverIsSeenMeanwhile() {
    long position = past.accepted(1);
    stood(10, new LogPosition(position), 7);
    GetMarketAsOfRequest.Builder request =
        GetMarketAsOfRequest.newBuilder()
            .setChainId(CHAIN.value())
            .setAsOf(at(position))
            .setLimit(3);
    List<PoolState> pools = new ArrayList<>();
    MarketAsOf page = market(request);
    pools.addAll(page.getPoolsList());
    stood(11, new LogPosition(position), 9);
    while (!page.getNextPageToken().isEmpty()) {
      page = market(request.setPageToken(page.getNextPageToken()));
      assertThat(page.getBlock().getNumber()).isEqualTo(10);
      pools.addAll(page.getPoolsList());
    }

    assertThat(pools)
        .extracting(pool -> pool.getPool().getKey())
        .doesNotHaveDuplicates()
        .hasSize(7);
    assertThat(pools).allSatisfy(pool -> assertThat(pool.getSince().getNumber()).isEqualTo(10));
    assertThatThrownBy(() -> market(request.setPageToken("next")))
        .hasMessageContaining("page_token");
  }

  @Test
  void refusesOptionsThatContradictEachOther() {
    long accepted = past.accepted(1);
    stood(10, new LogPosition(accepted), 1);
    planned(1, 10, Uint256.of(400));

    assertThatThrownBy(() ->
            market(GetMarketAsOfRequest.newBuilder().setPlannedIntentId(text(1)).setChainId(99)))
        .hasMessageContaining("chain_id");
    assertThatThrownBy(() ->
            market(
                GetMarketAsOfRequest.newBuilder()
                    .setChainId(99)
                    .setAsOf(
                        Moment.newBuilder()
                            .setBlock(
                                BlockMoment.newBuilder().setHash(block(10).hash().toString())))))
        .hasMessageContaining("chain_id");
    for (String key : List.of("0x" + "01".repeat(20), "0x01")) {
      assertThatThrownBy(() ->
              market(
                  GetMarketAsOfRequest.newBuilder()
                      .setChainId(CHAIN.value())
                      .setAsOf(at(accepted))
                      .addPools(
                          dev.fairlead.api.v1.PoolRef.newBuilder()
                              .setChainId(99)
                              .setVenue("uniswap-v2")
                              .setKey(key))))
          .hasMessageContaining("pools");
    }
  }

  @Test
  void theNodeKnowsTheHeadsThatItHadSeen() {
    long before = past.accepted(1);
    stood(10, new LogPosition(before), 1);
    long after = past.accepted(2);
    stood(11, new LogPosition(after), 1);

    long last = past.accepted(3);

    assertThat(node(before).getHeadsList()).isEmpty();
    assertThat(node(after).getHeadsList())
        .extracting(ChainHead::getBlock)
        .extracting(dev.fairlead.api.v1.BlockRef::getNumber)
        .containsExactly(10L);
    assertThat(node(last).getHeadsList())
        .extracting(ChainHead::getBlock)
        .extracting(dev.fairlead.api.v1.BlockRef::getNumber)
        .containsExactly(11L);
  }

  private NodeAsOf node(long position) {
    return past.history()
        .getNodeAsOf(GetNodeAsOfRequest.newBuilder().setAsOf(at(position)).build());
  }
}
