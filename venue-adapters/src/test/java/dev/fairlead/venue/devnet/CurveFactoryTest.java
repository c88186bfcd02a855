package dev.fairlead.venue.devnet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.chain.Call;
import dev.fairlead.chain.CallResult;
import dev.fairlead.chain.Log;
import dev.fairlead.chain.abi.AbiReader;
import dev.fairlead.chain.abi.Signature;
import dev.fairlead.model.Address;
import dev.fairlead.model.BlockNumber;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Bytes32;
import dev.fairlead.model.Gas;
import dev.fairlead.model.Token;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.intent.Selection;
import dev.fairlead.model.intent.VenueId;
import dev.fairlead.venue.LogEffect;
import dev.fairlead.venue.MarketKeeper;
import dev.fairlead.venue.Pool;
import dev.fairlead.venue.Quote;
import dev.fairlead.venue.Vectors;
import dev.fairlead.venue.VenueAdapter;
import dev.fairlead.venue.VenueSettings;
import dev.fairlead.venue.curve.crypto.CryptoPool;
import dev.fairlead.venue.curve.crypto.CryptoView;
import dev.fairlead.venue.curve.crypto.CurveCryptoAdapter;
import dev.fairlead.venue.curve.stableswap.CurveFactorySettings;
import dev.fairlead.venue.curve.stableswap.CurveMetaPool;
import dev.fairlead.venue.curve.stableswap.CurveStableSwapPool;
import dev.fairlead.venue.curve.stableswap.CurveView;
import dev.fairlead.venue.curve.stableswap.StableSwapFactoryAdapter;
import dev.fairlead.venue.read.TokenDirectory;
import dev.fairlead.venue.sample.ChainQuoter;
import java.io.IOException;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/** Recorded pools behind stand-ins with their contracts' views, found and read as a node does. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CurveFactoryTest {
  private static final Address FACTORY =
      Address.parse("0x00000000000000000000000000000000000fac01");

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Playground playground = new Playground();

  @AfterAll
  void stop() {
    playground.close();
  }

  @Test
  @DisplayName("failures #150: takes StableSwap-NG pools from the factory's own list")
  void takesStableSwapPoolsFromTheFactorysList() throws IOException {
    JsonNode plain = RecordedCurve.pool("curve-stable-ng.json", "0x3adf984c@185977087-in");
    JsonNode meta = RecordedCurve.pool("curve-stable-meta-ng.json", "0x9e10f9fb@19425514-in");
    JsonNode baseState = meta.path("state").path("base_pool");
    StandIn factory = new StandIn(playground, FACTORY);
    StandIn plainPool = new StandIn(playground, RecordedCurve.address(plain));
    StandIn metaPool = new StandIn(playground, RecordedCurve.address(meta));
    StandIn basePool = new StandIn(playground, RecordedCurve.address(baseState));
    RecordedCurve.stable(plainPool, factory, plain.path("state"), 0, 0);
    RecordedCurve.stable(metaPool, factory, meta.path("state"), 0, 0);
    RecordedCurve.stable(basePool, factory, baseState, 0, 0);
    BigInteger price = Vectors.numbers(meta.path("state"), "rates").getLast().toBigInteger();
    basePool.answers("(uint256)", price, "get_virtual_price()");
    factory.answers("(address)", basePool.address(), "get_base_pool(address)", metaPool.address());
    RecordedCurve.list(factory, basePool.address(), plainPool.address(), metaPool.address());
    List.of(factory, plainPool, metaPool, basePool).forEach(StandIn::settle);
    VenueAdapter adapter = stableSwap(plain, meta, baseState);

    List<Pool> pools = adapter.load(playground.chain(), playground.newest());

    assertThat(pools).hasSize(3);
    assertThat(pools.get(0)).isInstanceOf(CurveStableSwapPool.class);
    assertThat(pools.get(2)).isInstanceOf(CurveMetaPool.class);
    assertThat(pools.get(1).drifts()).isFalse();
    assertThat(pools.get(2).drifts()).isTrue();
    assertThat(checkMeta(pools.get(2), meta)).isEqualTo(14);
    assertThat(check(pools.get(1), plain)).isEqualTo(4);
    assertThat(asked(new CurveView(), pools.get(1), plainPool, plain, "int128")).isEqualTo(4);
    assertThat(asked(new CurveView(), pools.get(2), metaPool, meta, "int128")).isEqualTo(9);

    assertThat(adapter.load(playground.chain(), playground.newest(), List.of(announcement())))
        .extracting(pool -> pool.id().key())
        .containsExactly(Bytes.wrap(metaPool.address().toArray()));

    RecordedCurve.stable(plainPool, factory, plain.path("state"), 0, 1);
    factory.settle();
    assertThat(adapter.reload(playground.chain(), playground.newest(), List.of(pools.get(1))))
        .singleElement()
        .matches(Pool::drifts, "drifts with an oracle's rate");

    RecordedCurve.stable(plainPool, factory, plain.path("state"), 0, 2);
    basePool.answers("(uint256)", price.add(BigInteger.ONE), "get_virtual_price()");
    factory.settle();
    basePool.settle();
    assertThat(
            adapter.reload(
                playground.chain(), playground.newest(), List.of(pools.get(1), pools.get(2))))
        .as("a rebasing coin, and a virtual price that is not ours")
        .isEmpty();
  }

  @Test
  @DisplayName("failures #150: takes crypto pools of the known version from the factory's own list")
  void takesCryptoPoolsFromTheFactorysList() throws IOException {
    JsonNode two = RecordedCurve.pool("curve-twocrypto-ng.json", "0x1fb84fa6@1726463373-in");
    JsonNode three = RecordedCurve.pool("curve-tricrypto-ng.json", "0x2889302a@1710842900-in");
    JsonNode later = RecordedCurve.pool("curve-twocrypto-ng.json", "0xe34b3a4c@1726463373-in");
    StandIn factory =
        new StandIn(playground, Address.parse("0x00000000000000000000000000000000000fac02"));
    StandIn twoPool = new StandIn(playground, RecordedCurve.address(two));
    StandIn threePool = new StandIn(playground, RecordedCurve.address(three));
    StandIn laterPool = new StandIn(playground, RecordedCurve.address(later));
    RecordedCurve.crypto(twoPool, two.path("state"), "v2.0.0");
    RecordedCurve.crypto(threePool, three.path("state"), "v2.0.0");
    RecordedCurve.crypto(laterPool, later.path("state"), "v2.1.0d");
    RecordedCurve.list(factory, twoPool.address(), threePool.address(), laterPool.address());
    List.of(factory, twoPool, threePool, laterPool).forEach(StandIn::settle);
    VenueAdapter adapter =
        CurveCryptoAdapter.ofFactory(
            settings(factory.address()), directory(two.path("state"), three.path("state")));

    List<Pool> pools = adapter.load(playground.chain(), playground.newest());

    assertThat(pools).hasSize(2).allMatch(CryptoPool.class::isInstance);
    assertThat(check(pools.get(0), two)).isEqualTo(6);
    assertThat(check(pools.get(1), three)).isEqualTo(11);
    assertThat(asked(new CryptoView(), pools.get(0), twoPool, two, "uint256")).isEqualTo(5);
    assertThat(asked(new CryptoView(), pools.get(1), threePool, three, "uint256")).isEqualTo(10);
    assertThat(adapter.apply(pools.get(0), announcement())).isEqualTo(LogEffect.Unclear.UNCLEAR);

    RecordedCurve.number(twoPool, two.path("state"), "gamma_effective", "future_A_gamma()");
    twoPool.settle();
    assertThat(adapter.reload(playground.chain(), playground.newest(), List.of(pools.get(0))))
        .singleElement()
        .matches(Pool::drifts, "drifts while A and gamma move");
  }

  @Test
  void readsAPoolWhoseRatesOthersSetWithEveryBlock() throws Exception {
    JsonNode node = RecordedCurve.pool("curve-stable-ng.json", "0x02950460@19787999-out");
    StandIn factory =
        new StandIn(playground, Address.parse("0x00000000000000000000000000000000000fac03"));
    StandIn pool = new StandIn(playground, RecordedCurve.address(node));
    RecordedCurve.stable(pool, factory, node.path("state"), 0, 1);
    RecordedCurve.list(factory, pool.address());
    factory.settle();
    pool.settle();
    VenueAdapter adapter =
        new StableSwapFactoryAdapter(
            settings(factory.address()),
            new CurveFactorySettings(Map.of(), Map.of()),
            directory(node.path("state")));
    playground.awaitNewest();
    MarketWatch watch = new MarketWatch();
    try (MarketKeeper keeper = MarketKeeper.start(playground.chain(), List.of(adapter), watch)) {
      Pool before = watch.await(playground.newest(), PATIENCE).pool(0);
      BigInteger rate = BigInteger.TEN.pow(30).multiply(BigInteger.TWO);
      pool.answers("(uint256[])", List.of(BigInteger.TEN.pow(18), rate), "stored_rates()");
      pool.settle();

      Pool after = watch.await(playground.newest(), PATIENCE).pool(0);

      assertThat(before.figures().get("rate1")).isEqualTo(BigInteger.TEN.pow(30));
      assertThat(after.figures().get("rate1")).isEqualTo(rate);
      assertThat(keeper.trouble()).isEmpty();
    }
  }

  private VenueAdapter stableSwap(JsonNode plain, JsonNode meta, JsonNode baseState) {
    return new StableSwapFactoryAdapter(
        settings(FACTORY),
        new CurveFactorySettings(Map.of(), Map.of()),
        directory(plain.path("state"), meta.path("state"), baseState));
  }

  private static VenueSettings settings(Address registry) {
    return new VenueSettings(
        new VenueId("curve"),
        registry,
        new BlockNumber(0),
        new Gas(200_000),
        Selection.everything());
  }

  private TokenDirectory directory(JsonNode... states) {
    List<Token> tokens = new ArrayList<>();
    for (JsonNode state : states) {
      tokens.addAll(RecordedCurve.tokens(playground.dev().id(), state));
    }
    return new TokenDirectory(playground.dev().id(), tokens.stream().distinct().toList());
  }

  private static Log announcement() {
    Bytes32 topic =
        Signature.of("MetaPoolDeployed(address,address,uint256,uint256,address)").topic();
    return new Log(FACTORY, List.of(topic), Bytes.EMPTY, 0);
  }

  private static int check(Pool pool, JsonNode node) {
    int checked = 0;
    for (JsonNode swap : node.path("swaps")) {
      Vectors.check(
          node,
          swap,
          quote(pool, swap.path("in_index").asInt(), swap.path("out_index").asInt(), swap));
      checked++;
    }
    return checked;
  }

  /**
   * How many recorded swaps the pool's view is asked for, by the very call that its contract knows
   * them by; none is that begins with a deposit into another pool.
   */
  private int asked(ChainQuoter quoter, Pool pool, StandIn standIn, JsonNode node, String index) {
    List<JsonNode> filled =
        node.path("swaps").valueStream().filter(swap -> swap.has("amount_out")).toList();
    for (JsonNode swap : filled) {
      String view = isThrough(swap) ? "get_dy_underlying" : "get_dy";
      standIn.answers(
          "(uint256)",
          Vectors.number(swap, "amount_out").toBigInteger(),
          "%s(%s,%s,uint256)".formatted(view, index, index),
          swap.path("in_index").asInt(),
          swap.path("out_index").asInt(),
          Vectors.number(swap, "amount_in").toBigInteger());
    }
    standIn.settle();
    int asked = 0;
    for (JsonNode swap : filled) {
      int in = swap.path("in_index").asInt();
      Optional<Call> question =
          quoter.question(
              pool,
              pool.tokens().get(place(swap, "in_index")),
              pool.tokens().get(place(swap, "out_index")),
              Vectors.number(swap, "amount_in"));
      assertThat(question.isPresent()).isEqualTo(!isThrough(swap) || in == 0);
      if (question.isPresent()) {
        CallResult answer =
            playground.chain().call(playground.newest(), List.of(question.get())).getFirst();
        assertThat(answer)
            .isInstanceOfSatisfying(
                CallResult.Returned.class,
                returned ->
                    assertThat(quoter.amountOut(AbiReader.of(returned.data())))
                        .isEqualTo(Vectors.number(swap, "amount_out")));
        asked++;
      }
    }
    return asked;
  }

  private static boolean isThrough(JsonNode swap) {
    return swap.path("level").asString().equals("underlying");
  }

  /** Of the pool's tokens: a metapool shows its shares before the coins that stand for them. */
  private static int place(JsonNode swap, String field) {
    int index = swap.path(field).asInt();
    return index > 0 && isThrough(swap) ? index + 1 : index;
  }

  private static int checkMeta(Pool pool, JsonNode node) {
    int checked = 0;
    for (JsonNode swap : node.path("swaps")) {
      Vectors.check(
          node, swap, quote(pool, place(swap, "in_index"), place(swap, "out_index"), swap));
      checked++;
    }
    return checked;
  }

  private static Quote quote(Pool pool, int in, int out, JsonNode swap) {
    Uint256 amountIn = Vectors.number(swap, "amount_in");
    return pool.quoteExactIn(pool.tokens().get(in), pool.tokens().get(out), amountIn);
  }
}
