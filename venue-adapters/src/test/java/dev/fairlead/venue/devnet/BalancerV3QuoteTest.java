package dev.fairlead.venue.devnet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.fairlead.devnet.deploy.BalancerV3Code;
import dev.fairlead.devnet.rpc.JsonRpc;
import dev.fairlead.model.Address;
import dev.fairlead.model.Token;
import dev.fairlead.model.Uint256;
import dev.fairlead.parts.Parts;
import dev.fairlead.parts.Progress;
import dev.fairlead.venue.Market;
import dev.fairlead.venue.MarketKeeper;
import dev.fairlead.venue.Pool;
import dev.fairlead.venue.Quote;
import dev.fairlead.venue.balancer.curve.WeightedCurve;
import dev.fairlead.venue.balancer.v3.BalancerV3Pool;
import dev.fairlead.venue.balancer.v3.RouterQuery;
import dev.fairlead.venue.executor.ExecutorLeg;
import dev.fairlead.venue.executor.ExecutorProgram;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/**
 * Quotes of generated pools against the real Vault, and the market from its logs.
 *
 * <p>The Vault's code takes minutes to compile, once a machine: where that has not been done, this
 * runs with {@code -Dfairlead.balancer.v3=true} only.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BalancerV3QuoteTest {
  private static final int POOLS = Cases.pools(6);
  private static final int ACTIONS = Math.max(50, Cases.COUNT / 100);
  private static final int WALLET_BITS = 112;
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final BigInteger MAX = BigInteger.ONE.shiftLeft(256).subtract(BigInteger.ONE);

  private final Random random = Cases.random(BalancerV3QuoteTest.class);
  private BalancerV3Playground balancer;

  @BeforeAll
  void start() throws InterruptedException {
    Parts parts = Parts.ofUser(Progress.silent());
    assumeTrue(
        Boolean.getBoolean("fairlead.balancer.v3") || new BalancerV3Code(parts).isCompiled());
    balancer = new BalancerV3Playground(parts, random, Duration.ofMinutes(20));
    balancer.makePools(POOLS);
    balancer.moveRates();
  }

  @AfterAll
  void close() {
    if (balancer != null) {
      balancer.close();
    }
  }

  @Test
  void quotesGeneratedPoolsAsTheVaultDoes() {
    List<BalancerV3Pool> pools = read();
    assertThat(pools).hasSizeGreaterThanOrEqualTo(2 * POOLS);
    Tally tally = new Tally("Balancer V3 weighted and stable", pools.size());
    for (int i = 0; i < Cases.COUNT; i++) {
      tally.compare(() -> check(pools.get(random.nextInt(pools.size()))));
    }
    tally.end(Cases.COUNT / 5);
  }

  @Test
  void agreesWithTheRoutersQuery() {
    List<BalancerV3Pool> pools = read();

    assertThat(
            SampledPools.agreed(
                balancer.playground(), pools, new RouterQuery(balancer.router()), random))
        .isGreaterThan(pools.size());
  }

  @Test
  void keepsStepWithTradesJoinsExitsAndRates() throws InterruptedException {
    MarketWatch watch = new MarketWatch();
    int traded = 0;
    try (MarketKeeper keeper =
        MarketKeeper.start(balancer.playground().chain(), List.of(balancer.adapter()), watch)) {
      for (int i = 0; i < ACTIONS; i++) {
        Market market = watch.await(balancer.playground().newest(), PATIENCE);
        BalancerV3Pool pool = (BalancerV3Pool) market.pool(random.nextInt(market.size()));
        if (random.nextInt(3) == 0) {
          balancer.change(pool);
        } else {
          traded += trade(watch, pool) ? 1 : 0;
        }
        Pool after =
            watch.await(balancer.playground().newest(), PATIENCE).pool(pool.id()).orElseThrow();
        assertThat(PoolStates.describe(after)).isEqualTo(PoolStates.describe(read(pool)));
      }
      assertThat(keeper.trouble()).isEmpty();
    }
    assertThat(traded).isGreaterThan(ACTIONS / 4);
  }

  @Test
  @DisplayName("failures #150: takes pools of configured factories only")
  void takesPoolsOfConfiguredFactoriesOnly() {
    Playground playground = balancer.playground();

    assertThat(balancer.weightedOnly().load(playground.chain(), playground.newest()))
        .isNotEmpty()
        .allSatisfy(
            pool -> assertThat(((BalancerV3Pool) pool).curve()).isInstanceOf(WeightedCurve.class));
  }

  @Test
  void leavesOutPoolsWhoseHooksSetTheFee() {
    Address hooked = balancer.makeHooked();

    assertThat(read()).extracting(BalancerV3Pool::address).isNotEmpty().doesNotContain(hooked);
  }

  @Test
  void paysThroughTheExecutorWhatItQuotes() {
    Playground playground = balancer.playground();
    Address executor = playground.deployExecutor();
    int paid = 0;
    for (BalancerV3Pool pool : read()) {
      Token in = pool.tokens().getFirst();
      Token out = pool.tokens().getLast();
      Uint256 amount = pool.holdings().getFirst().raw().dividedBy(Uint256.of(50));
      if (pool.quoteExactIn(in, out, amount) instanceof Quote.Filled quote) {
        playground.send(in.address(), "approve(address,uint256)", executor, MAX);
        ExecutorProgram program =
            new ExecutorProgram(
                Instant.ofEpochSecond((1L << 40) - 1),
                in.address(),
                amount,
                out.address(),
                quote.amountOut(),
                List.of(new ExecutorLeg(in.address(), amount, List.of(pool.hop(in, out)))));
        BigInteger before = balance(out, playground.account());

        long gas = gas(playground.sendRaw(executor, program.toCalldata()));

        assertThat(balance(out, playground.account()).subtract(before))
            .isEqualTo(quote.amountOut().toBigInteger());
        assertThat(balance(in, executor)).isZero();
        assertThat(balance(out, executor)).isZero();
        long byRouter = gas(balancer.trade(pool, true, in, out, amount, Uint256.ONE));
        System.out.printf(Locale.ROOT, "executor %,d, router %,d%n", gas, byRouter);
        paid++;
      }
    }
    assertThat(paid).isGreaterThan(POOLS);
  }

  private boolean trade(MarketWatch watch, BalancerV3Pool pool) throws InterruptedException {
    boolean exactIn = random.nextBoolean();
    int from = random.nextInt(pool.tokens().size());
    int to = (from + 1 + random.nextInt(pool.tokens().size() - 1)) % pool.tokens().size();
    Token in = pool.tokens().get(from);
    Token out = pool.tokens().get(to);
    int bits = pool.holdings().get(exactIn ? from : to).raw().bitLength() - 2;
    Uint256 amount = Cases.amount(random, bits);
    Quote quote =
        exactIn ? pool.quoteExactIn(in, out, amount) : pool.quoteExactOut(in, out, amount);
    if (!(quote instanceof Quote.Filled filled) || filled.amountIn().bitLength() > WALLET_BITS) {
      return false;
    }
    balancer.trade(
        pool,
        exactIn,
        in,
        out,
        exactIn ? filled.amountIn() : filled.amountOut(),
        exactIn ? filled.amountOut() : filled.amountIn());
    Pool after =
        watch.await(balancer.playground().newest(), PATIENCE).pool(pool.id()).orElseThrow();
    assertThat(PoolStates.describe(after))
        .as("%s %s", pool.holdings(), filled)
        .isEqualTo(PoolStates.describe(filled.after()));
    return true;
  }

  private boolean check(BalancerV3Pool pool) {
    boolean exactIn = random.nextBoolean();
    int from = random.nextInt(pool.tokens().size());
    int to = (from + 1 + random.nextInt(pool.tokens().size() - 1)) % pool.tokens().size();
    Token in = pool.tokens().get(from);
    Token out = pool.tokens().get(to);
    Uint256 balance = pool.holdings().get(exactIn ? from : to).raw();
    Uint256 amount = amount(balance);
    Optional<Uint256> answer = balancer.ask(pool, exactIn, in, out, amount);
    Quote quote =
        exactIn ? pool.quoteExactIn(in, out, amount) : pool.quoteExactOut(in, out, amount);
    String told =
        pool.holdings() + (exactIn ? " in " : " out ") + in + " for " + out + " " + amount;
    return ContractAnswer.isFilled(quote, exactIn, answer, told);
  }

  /** Some are all of a balance, or the part of it that weighted pools move at most. */
  private Uint256 amount(Uint256 balance) {
    return switch (random.nextInt(20)) {
      case 0 -> Cases.near(random, balance);
      case 1, 2 -> Cases.near(random, balance.times(Uint256.of(3)).dividedBy(Uint256.of(10)));
      default -> Cases.amount(random, balance.bitLength() + 1);
    };
  }

  private static long gas(JsonNode receipt) {
    return JsonRpc.number(receipt.required("gasUsed")).longValueExact();
  }

  private BigInteger balance(Token token, Address holder) {
    return balancer.playground().dev().anvil().balance(token.address(), holder);
  }

  private List<BalancerV3Pool> read() {
    Playground playground = balancer.playground();
    return balancer.adapter().load(playground.chain(), playground.newest()).stream()
        .map(BalancerV3Pool.class::cast)
        .toList();
  }

  private Pool read(Pool pool) {
    Playground playground = balancer.playground();
    return balancer
        .adapter()
        .reload(playground.chain(), playground.newest(), List.of(pool))
        .getFirst();
  }
}
