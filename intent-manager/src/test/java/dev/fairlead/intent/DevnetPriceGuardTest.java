package dev.fairlead.intent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.devnet.anvil.Transaction;
import dev.fairlead.devnet.anvil.Wallet;
import dev.fairlead.model.Address;
import dev.fairlead.model.Fraction;
import dev.fairlead.model.Token;
import dev.fairlead.model.intent.ExecutionStyle;
import dev.fairlead.model.intent.IntentEvent;
import dev.fairlead.model.intent.IntentId;
import dev.fairlead.model.intent.IntentType;
import dev.fairlead.model.intent.Privacy;
import dev.fairlead.model.intent.Rejection;
import dev.fairlead.model.intent.RiskCheck;
import dev.fairlead.model.intent.RouteTerms;
import dev.fairlead.model.intent.Selection;
import dev.fairlead.model.intent.VenueId;
import dev.fairlead.venue.feed.PriceFeed;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Plans against prices that a trade can't move, on the venues' real contracts. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class DevnetPriceGuardTest {
  private static final Fraction FIVE_PERCENT = Fraction.ofBasisPoints(500);
  private static final VenueId PAIRS = new VenueId("uniswap-v2");
  private static final RouteTerms ONE_HOP =
      new RouteTerms(null, 1, null, null, Selection.everything());
  private static final BigInteger FOREVER = BigInteger.valueOf(9_999_999_999L);

  private final DevnetWorld world = new DevnetWorld(new MemoryStore(InstantSource.system()));
  private final Token usdc = world.tokens.usdc();
  private final Token weth = world.tokens.weth();
  private int used;

  @AfterEach
  void stop() {
    world.stop();
    assertThat(world.stops).isEmpty();
  }

  @AfterAll
  void close() {
    world.close();
  }

  @Test
  @DisplayName(
      "failures #153: a pool that was bent in the block before is refused, with the numbers")
  void refusesAPlanFarFromTheAverageOfTheBlocksBefore() throws InterruptedException {
    world.guardBy(
        new PriceReferences(
            Map.of(), List.of(new PriceReferences.Pair(usdc, weth)), 3, FIVE_PERCENT, false));
    IntentEngine engine = world.start();
    IntentId patient = next();
    engine.desk().submit(sell(patient, ExecutionStyle.ADAPTIVE), "desk");
    assertThat(world.finish(patient).status()).isEqualTo(IntentStatus.SETTLED);
    assertThat(world.lifeOf(patient))
        .filteredOn(IntentEvent.Deferred.class::isInstance)
        .first()
        .extracting(event -> ((IntentEvent.Deferred) event).reason())
        .isInstanceOf(Rejection.NoReferencePrice.class);
    assertThat(checks(patient))
        .singleElement()
        .satisfies(check -> {
          assertThat(check.name()).isEqualTo("price");
          assertThat(check.detail()).contains("by the average", "of at most 5 %");
        });

    bend();
    IntentId bent = next();
    engine.desk().submit(sell(bent, ExecutionStyle.IMMEDIATE), "desk");

    Rejection.PriceDeviates refused = (Rejection.PriceDeviates) failure(bent);
    assertThat(refused.source()).isEqualTo("average");
    assertThat(refused.limit()).isEqualTo(FIVE_PERCENT);
    assertThat(refused.deviation()).isGreaterThan(FIVE_PERCENT);
    assertThat(FIVE_PERCENT.complement().ofDown(refused.worth().units()))
        .isGreaterThan(refused.quoted().units());
    assertThat(engine.desk().preview(sell(next(), ExecutionStyle.IMMEDIATE)))
        .isInstanceOfSatisfying(
            PreviewResult.Infeasible.class,
            none -> assertThat(none.reason()).isInstanceOf(Rejection.PriceDeviates.class));
  }

  @Test
  void comparesWithFeedsAndRefusesWithoutThem() throws InterruptedException {
    Address dollar = Wallet.named("dollar feed").address();
    Address ether = Wallet.named("ether feed").address();
    Duration day = Duration.ofDays(1);
    PriceReferences strict =
        new PriceReferences(
            Map.of(usdc, new PriceFeed(dollar, day), weth, new PriceFeed(ether, day)),
            List.of(),
            1,
            FIVE_PERCENT,
            false);
    world.guardBy(strict);
    IntentEngine engine = world.start();
    IntentId first = next();
    engine.desk().submit(anywhere(first, ExecutionStyle.IMMEDIATE), "desk");
    assertThat(failure(first).message()).contains("no reference price", dollar.toString());

    Rejection.PriceDeviates far = deviation(engine, dollar, ether, 1);
    BigInteger fair =
        far.worth()
            .units()
            .toBigInteger()
            .divide(far.quoted().units().toBigInteger().max(BigInteger.ONE));
    tell(ether, fair);
    tell(dollar, BigInteger.ONE);
    IntentId good = next();
    engine.desk().submit(anywhere(good, ExecutionStyle.IMMEDIATE), "desk");
    assertThat(world.finish(good).status()).isEqualTo(IntentStatus.SETTLED);
    assertThat(checks(good))
        .singleElement()
        .extracting(RiskCheck::detail)
        .asString()
        .contains("by the feed");

    world.stop();
    world.guardBy(
        new PriceReferences(
            Map.of(), List.of(new PriceReferences.Pair(usdc, weth)), 9_999, FIVE_PERCENT, true));
    IntentEngine lenient = world.start();
    IntentId unchecked = next();
    lenient.desk().submit(anywhere(unchecked, ExecutionStyle.IMMEDIATE), "desk");
    assertThat(world.finish(unchecked).status()).isEqualTo(IntentStatus.SETTLED);
    assertThat(checks(unchecked))
        .singleElement()
        .extracting(RiskCheck::detail)
        .asString()
        .contains("not compared, which is allowed", "of 9999 blocks");
  }

  /** Both feeds say so much; the plan that is refused for it. */
  private Rejection.PriceDeviates deviation(
      IntentEngine engine, Address dollar, Address ether, long price) {
    tell(ether, BigInteger.valueOf(price));
    tell(dollar, BigInteger.valueOf(price));
    IntentId refused = next();
    engine.desk().submit(anywhere(refused, ExecutionStyle.IMMEDIATE), "desk");
    Rejection reason = failure(refused);
    assertThat(reason).isInstanceOf(Rejection.PriceDeviates.class);
    return (Rejection.PriceDeviates) reason;
  }

  /** A contract that tells this price, in whole units, from now on; and a block. */
  private void tell(Address feed, BigInteger price) {
    world.dev.control().setCode(feed, aggregator(price, Instant.now().getEpochSecond()));
    world.mineAndSee();
  }

  /**
   * What an aggregator answers: zero decimals to {@code decimals()}, and a round to everything
   * else.
   */
  private static byte[] aggregator(BigInteger answer, long updatedAt) {
    ByteBuffer code = ByteBuffer.allocate(256);
    // PUSH0 CALLDATALOAD 224 SHR PUSH4 decimals() EQ PUSH1 end JUMPI
    code.put(hex("5f3560e01c63313ce5671460"));
    int jump = code.position();
    code.put((byte) 0).put((byte) 0x57);
    store(code, BigInteger.ONE, 0);
    store(code, answer, 32);
    store(code, BigInteger.valueOf(updatedAt), 64);
    store(code, BigInteger.valueOf(updatedAt), 96);
    store(code, BigInteger.ONE, 128);
    code.put(hex("60a05ff3"));
    code.put(jump, (byte) code.position());
    // JUMPDEST, and a word of zeros
    code.put(hex("5b60205ff3"));
    byte[] runtime = new byte[code.position()];
    code.flip().get(runtime);
    return runtime;
  }

  private static void store(ByteBuffer code, BigInteger value, int at) {
    byte[] word = value.toByteArray();
    // PUSHn value PUSH1 at MSTORE
    code.put((byte) (0x5f + word.length)).put(word);
    code.put((byte) 0x60).put((byte) at).put((byte) 0x52);
  }

  private static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits);
  }

  /** Somebody sells as much to the pair as it holds: from the next block it gives a quarter. */
  private void bend() {
    Wallet whale = Wallet.named("whale");
    BigInteger dollars = BigInteger.TEN.pow(usdc.decimals() + 7);
    Address router = world.dev.deployment().uniswapV2().router();
    world.dev.fund(whale.address(), BigInteger.TEN.pow(20));
    world.dev.fund(whale.address(), usdc, dollars);
    long nonce = world.dev.anvil().nonce(whale.address());
    world
        .dev
        .anvil()
        .send(
            whale,
            Transaction.call(nonce, usdc.address(), "approve(address,uint256)", router, dollars)
                .withGas(200_000));
    world
        .dev
        .anvil()
        .send(
            whale,
            Transaction.call(
                    nonce + 1,
                    router,
                    "swapExactTokensForTokens(uint256,uint256,address[],address,uint256)",
                    dollars,
                    BigInteger.ZERO,
                    List.of(usdc.address(), weth.address()),
                    whale.address(),
                    FOREVER)
                .withGas(500_000));
    world.mineAndSee();
  }

  private Rejection failure(IntentId id) {
    IntentState ended = world.await(id, state -> state instanceof IntentState.Ended);
    IntentEvent last = ((IntentState.Ended) ended).end();
    assertThat(last).isInstanceOf(IntentEvent.Failed.class);
    return ((IntentEvent.Failed) last).reason();
  }

  private List<RiskCheck> checks(IntentId id) {
    return world.lifeOf(id).stream()
        .filter(IntentEvent.Planned.class::isInstance)
        .map(event -> ((IntentEvent.Planned) event).grounds().checks())
        .reduce((_, last) -> last)
        .orElseThrow();
  }

  /** Through the bent pair and nothing else: over several hops there are ways around it. */
  private IntentRequest sell(IntentId id, ExecutionStyle style) {
    return request(id, style, new Selection<>(Set.of(PAIRS), Set.of()), ONE_HOP);
  }

  private IntentRequest anywhere(IntentId id, ExecutionStyle style) {
    return request(id, style, Selection.everything(), RouteTerms.OPEN);
  }

  private IntentRequest request(
      IntentId id, ExecutionStyle style, Selection<VenueId> venues, RouteTerms route) {
    return new IntentRequest(
        id,
        DevnetWorld.STRATEGY,
        IntentType.SWAP,
        List.of(
            new IntentRequest.Target(DevnetWorld.name(usdc), DevnetWorld.whole(usdc, 100)),
            new IntentRequest.Target(DevnetWorld.name(weth), null)),
        null,
        new IntentRequest.Terms(
            Fraction.ofBasisPoints(50),
            Duration.ofMinutes(5),
            null,
            null,
            null,
            null,
            null,
            Privacy.PUBLIC,
            style,
            venues,
            Selection.everything(),
            route));
  }

  private IntentId next() {
    return Samples.id(500 + used++);
  }
}
