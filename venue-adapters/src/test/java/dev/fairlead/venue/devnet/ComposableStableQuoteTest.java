package dev.fairlead.venue.devnet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.model.BlockNumber;
import dev.fairlead.model.Gas;
import dev.fairlead.model.Token;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.intent.Selection;
import dev.fairlead.model.intent.VenueId;
import dev.fairlead.venue.MarketKeeper;
import dev.fairlead.venue.Pool;
import dev.fairlead.venue.Quote;
import dev.fairlead.venue.VenueSettings;
import dev.fairlead.venue.balancer.v2.BalancerFactory;
import dev.fairlead.venue.balancer.v2.BalancerV2Adapter;
import dev.fairlead.venue.balancer.v2.ComposableStablePool;
import dev.fairlead.venue.balancer.v2.VaultQuery;
import dev.fairlead.venue.read.TokenDirectory;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Quotes of generated composable stable pools, their own tokens included, against the Vault. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ComposableStableQuoteTest {
  private static final int POOLS = Cases.pools(8);
  private static final int TRADES = Math.max(40, Cases.COUNT / 100);
  private static final int WALLET_BITS = 110;
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final BigInteger FOREVER = BigInteger.ONE.shiftLeft(47);

  private final Random random = Cases.random(ComposableStableQuoteTest.class);
  private final Playground playground = new Playground().withTokens(2, 12);
  private final GeneratedComposablePools generated =
      new GeneratedComposablePools(playground, random);

  @BeforeAll
  void make() {
    playground.dev().control().setTimeBetweenBlocks(12);
    generated.make(POOLS / 2);
    generated.takeProtocolFees();
    generated.make(POOLS / 2);
    generated.moveRates();
  }

  @AfterAll
  void close() {
    playground.close();
  }

  @Test
  void quotesGeneratedPoolsAsTheVaultDoes() {
    List<ComposableStablePool> pools = read();
    assertThat(pools).hasSize(POOLS + 1);
    Tally tally = new Tally("Balancer V2 composable stable", pools.size());
    for (int i = 0; i < Cases.COUNT; i++) {
      tally.compare(() -> check(pools.get(random.nextInt(pools.size()))));
    }
    tally.end(Cases.COUNT / 5);
  }

  @Test
  void agreesWithTheVaultsOwnQuery() {
    List<ComposableStablePool> pools = read();
    int agreed =
        SampledPools.agreed(
            playground,
            pools,
            new VaultQuery(playground.deployment().balancerV2().vault()),
            random);
    assertThat(agreed).isGreaterThan(pools.size());
  }

  @Test
  void standsAfterATradeWhereItsQuoteSaid() throws InterruptedException {
    MarketWatch watch = new MarketWatch();
    int traded = 0;
    try (MarketKeeper keeper = MarketKeeper.start(playground.chain(), List.of(adapter()), watch)) {
      for (int i = 0; i < TRADES; i++) {
        List<Pool> pools = watch.await(playground.newest(), PATIENCE).pools();
        Pool pool = pools.get(random.nextInt(pools.size()));
        traded += trade(watch, (ComposableStablePool) pool) ? 1 : 0;
      }
      assertThat(keeper.trouble()).isEmpty();
    }
    assertThat(traded).isGreaterThan(TRADES / 4);
  }

  private boolean trade(MarketWatch watch, ComposableStablePool pool) throws InterruptedException {
    boolean exactIn = random.nextBoolean();
    int from = random.nextInt(pool.tokens().size());
    int to = (from + 1 + random.nextInt(pool.tokens().size() - 1)) % pool.tokens().size();
    Token in = pool.tokens().get(from);
    Token out = pool.tokens().get(to);
    Uint256 amount = Cases.amount(random, bits(pool, exactIn ? from : to) - 2);
    Quote quote =
        exactIn ? pool.quoteExactIn(in, out, amount) : pool.quoteExactOut(in, out, amount);
    if (!(quote instanceof Quote.Filled filled) || filled.amountIn().bitLength() > WALLET_BITS) {
      return false;
    }
    boolean sent =
        playground.trySend(
            playground.deployment().balancerV2().vault(),
            "swap((bytes32,uint8,address,address,uint256,bytes),(address,bool,address,bool),uint256,uint256)",
            List.of(
                pool.vaultId(),
                exactIn ? 0 : 1,
                in.address(),
                out.address(),
                (exactIn ? filled.amountIn() : filled.amountOut()).toBigInteger(),
                new byte[0]),
            List.of(playground.account(), false, playground.account(), false),
            (exactIn ? filled.amountOut() : filled.amountIn()).toBigInteger(),
            FOREVER);
    if (!sent) {
      // Only for want of the pool's own token.
      assertThat(from).isEqualTo(pool.shareIndex());
      return false;
    }
    Pool after = watch.await(playground.newest(), PATIENCE).pool(pool.id()).orElseThrow();
    assertThat(PoolStates.describe(after))
        .as("%s %s", pool.figures(), filled)
        .isEqualTo(PoolStates.describe(filled.after()));
    return true;
  }

  private boolean check(ComposableStablePool pool) {
    boolean exactIn = random.nextBoolean();
    int from = random.nextInt(pool.tokens().size());
    int to = (from + 1 + random.nextInt(pool.tokens().size() - 1)) % pool.tokens().size();
    Token in = pool.tokens().get(from);
    Token out = pool.tokens().get(to);
    Uint256 amount =
        random.nextInt(20) == 0
            ? Cases.near(random, pool.balance(exactIn ? from : to))
            : Cases.amount(random, bits(pool, exactIn ? from : to) + 1);
    Optional<Uint256> answer = ask(pool, exactIn, in, out, amount);
    Quote quote =
        exactIn ? pool.quoteExactIn(in, out, amount) : pool.quoteExactOut(in, out, amount);
    String told =
        pool.figures() + (exactIn ? " in " : " out ") + from + " for " + to + " " + amount;
    return ContractAnswer.isFilled(quote, exactIn, answer, told);
  }

  /** Of a token's balance; of the pool's own, of what is not in the Vault. */
  private int bits(ComposableStablePool pool, int token) {
    Uint256 balance = pool.balance(token);
    return token == pool.shareIndex()
        ? Uint256.of(pool.figures().getOrDefault("total_supply", BigInteger.ZERO))
            .minus(balance)
            .bitLength()
        : balance.bitLength();
  }

  private Optional<Uint256> ask(
      ComposableStablePool pool, boolean exactIn, Token in, Token out, Uint256 amount) {
    return playground.askNumber(
        playground.deployment().balancerV2().queries(),
        "querySwap((bytes32,uint8,address,address,uint256,bytes),(address,bool,address,bool))",
        "(uint256)",
        List.of(
            pool.vaultId(),
            exactIn ? 0 : 1,
            in.address(),
            out.address(),
            amount.toBigInteger(),
            new byte[0]),
        List.of(playground.account(), false, playground.account(), false));
  }

  private List<ComposableStablePool> read() {
    return adapter().load(playground.chain(), playground.newest()).stream()
        .map(ComposableStablePool.class::cast)
        .toList();
  }

  private BalancerV2Adapter adapter() {
    var deployed = playground.deployment().balancerV2();
    return new BalancerV2Adapter(
        new VenueSettings(
            new VenueId("balancer-v2"),
            deployed.vault(),
            new BlockNumber(0),
            new Gas(130_000),
            Selection.everything()),
        List.of(
            new BalancerFactory(
                deployed.composableStableFactory(), BalancerFactory.Kind.COMPOSABLE_STABLE)),
        new TokenDirectory(playground.deployment().chain(), playground.tokens()));
  }
}
