package dev.fairlead.venue.devnet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.model.Address;
import dev.fairlead.model.Token;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.intent.VenueId;
import dev.fairlead.venue.Market;
import dev.fairlead.venue.MarketKeeper;
import dev.fairlead.venue.Pool;
import dev.fairlead.venue.Quote;
import dev.fairlead.venue.SilencedPool;
import dev.fairlead.venue.devnet.ToldHooks.Hook;
import dev.fairlead.venue.executor.ExecutorLeg;
import dev.fairlead.venue.executor.ExecutorProgram;
import dev.fairlead.venue.sample.MarketSampler;
import dev.fairlead.venue.sample.Verdict;
import dev.fairlead.venue.uniswap.v4.HookPromise;
import dev.fairlead.venue.uniswap.v4.PoolKey;
import dev.fairlead.venue.uniswap.v4.UniswapV4Adapter;
import dev.fairlead.venue.uniswap.v4.UniswapV4Pool;
import dev.fairlead.venue.uniswap.v4.V4Quoter;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Pools with hooks in the real manager: which are taken, and what they give as fees move. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UniswapV4HookTest {
  private static final int POSITIONS = 6;
  private static final int ROUNDS = 10;
  private static final int ACTIONS = Math.max(40, Cases.COUNT / 100);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Random random = Cases.random(UniswapV4HookTest.class);
  private final Playground playground = new Playground();
  private final ToldHooks hooks = new ToldHooks(playground, random);
  private Map<Hook, List<List<Object>>> keys = Map.of();

  @BeforeAll
  void makePools() {
    keys = hooks.makePools(POSITIONS);
  }

  @BeforeEach
  void calmDown() {
    for (Hook hook : Hook.values()) {
      hooks.keep(hook, 0);
    }
  }

  @AfterAll
  void close() {
    playground.close();
  }

  @Test
  void quotesPoolsWithHooksAsTheQuoterDoesWhateverTheirFeesBecome() {
    UniswapV4Adapter adapter = adapter(ToldHooks.promises());
    List<Pool> pools = hooked(load(adapter));
    assertThat(pools).hasSize(Math.toIntExact(vouchedFor()));
    int filled = 0;
    for (int round = 0; round < ROUNDS; round++) {
      moveFees();
      pools = adapter.refresh(playground.chain(), playground.newest(), pools);
      assertThat(described(pools)).isEqualTo(described(hooked(load(adapter))));
      for (int i = 0; i < Cases.COUNT / ROUNDS; i++) {
        UniswapV4Pool pool = (UniswapV4Pool) pools.get(random.nextInt(pools.size()));
        filled += V4Questions.isFilled(playground, pool, random) ? 1 : 0;
      }
    }
    assertThat(filled).isGreaterThan(Cases.COUNT / 8);
  }

  @Test
  void followsFeesThatNoLogTellsOf() throws InterruptedException {
    MarketActions trades = new MarketActions(playground, random);
    LiquidityActions changes = new LiquidityActions(playground, random);
    UniswapV4Adapter adapter = adapter(ToldHooks.promises());
    playground.awaitNewest();
    MarketWatch watch = new MarketWatch();
    int traded = 0;
    int moved = 0;
    try (MarketKeeper keeper = MarketKeeper.start(playground.chain(), List.of(adapter), watch)) {
      for (int i = 0; i < ACTIONS; i++) {
        List<Pool> pools = hooked(next(watch).pools());
        Pool pool = pools.get(random.nextInt(pools.size()));
        String before = described(List.of(pool)).toString();
        switch (random.nextInt(3)) {
          case 0 -> moveFees();
          case 1 -> {
            hooks.setFeeWithLiquidity(Hook.LIQUIDITY);
            changes.change(pool);
          }
          default -> {
            Optional<MarketActions.Trade> trade = trades.trade(pool);
            if (trade.isPresent()) {
              assertThat(PoolStates.describe(next(watch).pool(pool.id()).orElseThrow()))
                  .isEqualTo(PoolStates.describe(trade.get().quote().after()));
              traded++;
            }
          }
        }
        Market after = next(watch);
        assertThat(described(hooked(after.pools()))).isEqualTo(described(hooked(load(adapter))));
        moved +=
            before.equals(described(List.of(after.pool(pool.id()).orElseThrow())).toString())
                ? 0
                : 1;
      }
      assertThat(keeper.trouble()).isEmpty();
    }
    assertThat(traded).isPositive();
    assertThat(moved).isGreaterThan(ACTIONS / 4);
  }

  @Test
  void takesHooksAroundSwapsOnlyWhereSomebodyVouchesForThem() {
    assertThat(hooksOf(load(adapter(Map.of()))))
        .isEqualTo(Set.of(Hook.SETTER.address(), Hook.LIQUIDITY.address()));
    assertThat(hooksOf(load(adapter(ToldHooks.promises()))))
        .isEqualTo(
            Set.of(
                Hook.SETTER.address(),
                Hook.LIQUIDITY.address(),
                Hook.WATCHER.address(),
                Hook.NAMER.address()));
  }

  @Test
  void silencesAPoolWhoseHookBreaksItsPromiseUntilItKeepsIt() throws InterruptedException {
    playground.awaitNewest();
    MarketWatch watch = new MarketWatch();
    try (MarketKeeper keeper =
        MarketKeeper.start(playground.chain(), List.of(adapter(ToldHooks.promises())), watch)) {
      Pool pool = namers(next(watch)).getFirst();
      assertThat(pool).isNotInstanceOf(SilencedPool.class);

      hooks.nameTwo(Hook.NAMER);
      assertThat(next(watch).pool(pool.id())).containsInstanceOf(SilencedPool.class);
      hooks.breakDown(Hook.NAMER);
      assertThat(next(watch).pool(pool.id())).containsInstanceOf(SilencedPool.class);
      hooks.keep(Hook.NAMER, 0);

      assertThat(described(List.of(next(watch).pool(pool.id()).orElseThrow())))
          .isEqualTo(described(List.of(pool)));
      assertThat(keeper.trouble()).isEmpty();
    }
  }

  @Test
  void findsWhoWasWronglyVouchedForByAskingTheQuoter() {
    Map<Address, HookPromise> promises = new HashMap<>(ToldHooks.promises());
    promises.put(Hook.TAKER.address(), HookPromise.PLAIN_SWAPS);
    hooks.keep(Hook.TAKER, 30);
    keys.getOrDefault(Hook.TAKER, List.of()).forEach(this::setSmallFee);
    Market market = Market.of(playground.newest(), hooked(load(adapter(promises))));
    MarketSampler sampler =
        new MarketSampler(
            playground.chain(),
            Map.of(
                new VenueId("uniswap-v4"),
                new V4Quoter(playground.deployment().uniswapV4().quoter())),
            random);
    int found = 0;
    int agreed = 0;
    for (int i = 0; i < ROUNDS; i++) {
      for (Verdict verdict : sampler.compare(market, market.pools())) {
        boolean takes = isOf(Hook.TAKER, market.pool(verdict.pool()).orElseThrow());
        found += takes && verdict instanceof Verdict.Differs ? 1 : 0;
        agreed += !takes && verdict instanceof Verdict.Agrees ? 1 : 0;
        assertThat(takes ? verdict instanceof Verdict.Agrees : verdict instanceof Verdict.Differs)
            .as("%s", verdict)
            .isFalse();
      }
    }
    assertThat(found).isPositive();
    assertThat(agreed).isGreaterThan(ROUNDS);
  }

  @Test
  void paysThroughTheExecutorWhatItQuotes() {
    Address executor = playground.deployExecutor();
    playground.approve(executor);
    // Whole fees pause pools: every pool gets one that lets trades through.
    keys.values().forEach(pools -> pools.forEach(this::setSmallFee));
    Set<Address> paid =
        hooked(load(adapter(ToldHooks.promises()))).stream()
            .filter(pool ->
                pays(executor, pool, pool.tokens().getFirst(), pool.tokens().getLast())
                    || pays(executor, pool, pool.tokens().getLast(), pool.tokens().getFirst()))
            .map(pool -> ((UniswapV4Pool) pool).terms().key().hooks())
            .collect(Collectors.toSet());

    assertThat(paid).hasSizeGreaterThanOrEqualTo(3);
  }

  /** How many pools are taken: none is of the native coin and its own wrapper. */
  private long vouchedFor() {
    List<Object> same = List.of(Address.ZERO, playground.deployment().tokens().weth().address());
    return keys.entrySet().stream()
        .filter(pools -> pools.getKey() != Hook.TAKER)
        .flatMap(pools -> pools.getValue().stream())
        .filter(key -> !key.subList(0, 2).equals(same))
        .count();
  }

  private void setSmallFee(List<Object> key) {
    if ((int) key.get(2) == PoolKey.DYNAMIC_FEE) {
      playground.send(
          (Address) key.get(4),
          "setFee(address,(address,address,uint24,int24,address),uint24)",
          playground.deployment().uniswapV4().poolManager(),
          key,
          3_000);
    }
  }

  /** Whether the pool takes one of some amounts. */
  private boolean pays(Address executor, Pool pool, Token in, Token out) {
    for (int bits = 70; bits > 10; bits -= 3) {
      Uint256 amount = Uint256.of(BigInteger.ONE.shiftLeft(bits));
      if (pool.quoteExactIn(in, out, amount) instanceof Quote.Filled quote) {
        ExecutorProgram program =
            new ExecutorProgram(
                Instant.ofEpochSecond((1L << 40) - 1),
                in.address(),
                amount,
                out.address(),
                quote.amountOut(),
                List.of(new ExecutorLeg(in.address(), amount, List.of(pool.hop(in, out)))));
        BigInteger before = balance(out);
        playground.sendRaw(executor, program.toCalldata());
        assertThat(balance(out).subtract(before)).isEqualTo(quote.amountOut().toBigInteger());
        return true;
      }
    }
    return false;
  }

  private BigInteger balance(Token token) {
    return playground.dev().anvil().balance(token.address(), playground.account());
  }

  private void moveFees() {
    hooks.name(Hook.NAMER);
    for (List<List<Object>> pools : keys.values()) {
      if (random.nextBoolean()) {
        hooks.setFee(pools.getFirst());
      }
    }
  }

  private Market next(MarketWatch watch) throws InterruptedException {
    return watch.await(playground.newest(), PATIENCE);
  }

  private List<Pool> load(UniswapV4Adapter adapter) {
    return adapter.load(playground.chain(), playground.newest());
  }

  private UniswapV4Adapter adapter(Map<Address, HookPromise> promises) {
    return DevVenues.uniswapV4(playground.dev(), promises);
  }

  private static List<Pool> hooked(List<Pool> pools) {
    List<Pool> hooked = new ArrayList<>();
    for (Pool pool : pools) {
      if (pool instanceof UniswapV4Pool v4 && !v4.terms().key().hooks().isZero()) {
        hooked.add(pool);
      }
    }
    return hooked;
  }

  private static List<Pool> namers(Market market) {
    return hooked(market.pools()).stream()
        .filter(pool -> isOf(Hook.NAMER, pool) && pool.drifts())
        .toList();
  }

  private static boolean isOf(Hook hook, Pool pool) {
    return ((UniswapV4Pool) pool).terms().key().hooks().equals(hook.address());
  }

  private static Set<Address> hooksOf(List<Pool> pools) {
    return hooked(pools).stream()
        .map(pool -> ((UniswapV4Pool) pool).terms().key().hooks())
        .collect(Collectors.toSet());
  }

  private static List<String> described(List<Pool> pools) {
    return pools.stream().map(PoolStates::describe).sorted().toList();
  }
}
