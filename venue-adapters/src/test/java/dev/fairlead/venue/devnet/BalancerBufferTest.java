package dev.fairlead.venue.devnet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.fairlead.devnet.deploy.BalancerV3Code;
import dev.fairlead.model.Address;
import dev.fairlead.model.BlockNumber;
import dev.fairlead.model.Gas;
import dev.fairlead.model.Token;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.intent.Selection;
import dev.fairlead.model.intent.VenueId;
import dev.fairlead.parts.Parts;
import dev.fairlead.parts.Progress;
import dev.fairlead.venue.MarketKeeper;
import dev.fairlead.venue.Pool;
import dev.fairlead.venue.Quote;
import dev.fairlead.venue.QuoteRefusal;
import dev.fairlead.venue.VenueSettings;
import dev.fairlead.venue.balancer.buffer.BufferAdapter;
import dev.fairlead.venue.balancer.buffer.BufferPool;
import dev.fairlead.venue.balancer.buffer.BufferPreview;
import dev.fairlead.venue.executor.ExecutorLeg;
import dev.fairlead.venue.executor.ExecutorProgram;
import dev.fairlead.venue.read.TokenDirectory;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Quotes of generated buffers against the real Vault, over OpenZeppelin's ERC-4626 vaults of any
 * offset and rate. Runs where {@link BalancerV3QuoteTest} does.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BalancerBufferTest {
  private static final int[] OFFSETS = {0, 0, 1, 3, 6};
  private static final int USERS_BITS = 100;
  private static final int TRADES = 40;
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final BigInteger MAX = BigInteger.ONE.shiftLeft(256).subtract(BigInteger.ONE);

  private final Random random = Cases.random(BalancerBufferTest.class);
  private final List<Address> wrappers = new ArrayList<>();
  private BalancerV3Playground balancer;
  private Playground playground;
  private Address user;

  @BeforeAll
  void open() throws InterruptedException {
    Parts parts = Parts.ofUser(Progress.silent());
    assumeTrue(
        Boolean.getBoolean("fairlead.balancer.v3") || new BalancerV3Code(parts).isCompiled());
    balancer = new BalancerV3Playground(parts, random, Duration.ofMinutes(20));
    playground = balancer.playground();
    user = playground.deploy("BufferUser", "BufferUser", "(address)", balancer.vault());
    for (int offset : OFFSETS) {
      Token asset = playground.tokens().get(random.nextInt(playground.tokens().size()));
      wrappers.add(openBuffer(asset, offset));
    }
  }

  @AfterAll
  void close() {
    if (balancer != null) {
      balancer.close();
    }
  }

  @Test
  void quotesGeneratedBuffersAsTheVaultTrades() {
    List<BufferPool> pools = read();
    assertThat(pools).hasSameSizeAs(wrappers);
    int filled = 0;
    for (int i = 0; i < Cases.COUNT; i++) {
      filled += check(pools.get(random.nextInt(pools.size()))) ? 1 : 0;
    }
    assertThat(filled).isGreaterThan(Cases.COUNT / 4);
  }

  @Test
  void agreesWithWhatTheVaultAsks() {
    assertThat(SampledPools.agreed(playground, read(), new BufferPreview(), random))
        .isGreaterThan(wrappers.size());
  }

  @Test
  void standsAfterATradeWhereItsQuoteSaid() throws InterruptedException {
    playground.awaitNewest();
    MarketWatch watch = new MarketWatch();
    int traded = 0;
    try (MarketKeeper keeper =
        MarketKeeper.start(playground.chain(), List.of(adapter(wrappers)), watch)) {
      for (int i = 0; i < TRADES; i++) {
        BufferPool pool =
            (BufferPool)
                watch.await(playground.newest(), PATIENCE).pool(random.nextInt(wrappers.size()));
        boolean wraps = random.nextBoolean();
        Token in = pool.tokens().get(wraps ? 0 : 1);
        Token out = pool.tokens().get(wraps ? 1 : 0);
        Uint256 amount = Cases.amount(random, 80);
        if (pool.quoteExactIn(in, out, amount) instanceof Quote.Filled quote) {
          playground.send(
              user,
              "trade(address,uint8,uint8,uint256)",
              wrapper(pool),
              0,
              wraps ? 0 : 1,
              amount.toBigInteger());
          assertThat(
                  PoolStates.describe(
                      watch.await(playground.newest(), PATIENCE).pool(pool.id()).orElseThrow()))
              .isEqualTo(PoolStates.describe(quote.after()));
          traded++;
        }
      }
      assertThat(keeper.trouble()).isEmpty();
    }
    assertThat(traded).isGreaterThan(TRADES / 4);
  }

  @Test
  void refusesWhileBuffersArePaused() {
    List<BufferPool> open = read();
    setPaused("pauseVaultBuffers()");
    try {
      assertThat(read()).hasSameSizeAs(open).allSatisfy(BalancerBufferTest::assertPaused);
      assertThat(trade(wrappers.getFirst(), true, true, Uint256.of(10).pow(6))).isEmpty();
    } finally {
      setPaused("unpauseVaultBuffers()");
    }
  }

  @Test
  void leavesOutWhatTheVaultKeepsNoBufferFor() {
    Address wrapper = vault(playground.tokens().getFirst(), 0);

    assertThat(adapter(List.of(wrapper)).load(playground.chain(), playground.newest())).isEmpty();
  }

  @Test
  void paysThroughTheExecutorWhatItQuotes() {
    Address executor = playground.deployExecutor();
    int paid = 0;
    for (BufferPool buffer : read()) {
      Token asset = buffer.tokens().getFirst();
      Token share = buffer.tokens().getLast();
      playground.send(asset.address(), "approve(address,uint256)", executor, MAX);
      playground.send(share.address(), "approve(address,uint256)", executor, MAX);
      Optional<Quote.Filled> wrapped = pays(executor, buffer, asset, share);
      if (wrapped.isPresent()) {
        paid += pays(executor, wrapped.get().after(), share, asset).isPresent() ? 1 : 0;
      }
    }
    assertThat(paid).isGreaterThan(OFFSETS.length / 2);
  }

  private Optional<Quote.Filled> pays(Address executor, Pool buffer, Token in, Token out) {
    for (int digits = 24; digits > 4; digits--) {
      Uint256 amount = Uint256.of(10).pow(digits);
      boolean owned = balance(in, playground.account()).compareTo(amount.toBigInteger()) >= 0;
      if (owned && buffer.quoteExactIn(in, out, amount) instanceof Quote.Filled quote) {
        BigInteger before = balance(out, playground.account());
        playground.sendRaw(
            executor,
            new ExecutorProgram(
                    Instant.ofEpochSecond((1L << 40) - 1),
                    in.address(),
                    amount,
                    out.address(),
                    quote.amountOut(),
                    List.of(new ExecutorLeg(in.address(), amount, List.of(buffer.hop(in, out)))))
                .toCalldata());
        assertThat(balance(out, playground.account()).subtract(before))
            .isEqualTo(quote.amountOut().toBigInteger());
        assertThat(balance(in, executor)).isZero();
        assertThat(balance(out, executor)).isZero();
        return Optional.of(quote);
      }
    }
    return Optional.empty();
  }

  private boolean check(BufferPool pool) {
    boolean wraps = random.nextBoolean();
    boolean exactIn = random.nextBoolean();
    Token in = pool.tokens().get(wraps ? 0 : 1);
    Token out = pool.tokens().get(wraps ? 1 : 0);
    Uint256 amount = Cases.amount(random, USERS_BITS - 5);
    Quote quote =
        exactIn ? pool.quoteExactIn(in, out, amount) : pool.quoteExactOut(in, out, amount);
    String told = pool.figures() + (wraps ? " wraps " : " unwraps ") + exactIn + " " + amount;
    return switch (quote) {
      case Quote.Filled(Uint256 amountIn, Uint256 amountOut, Pool _) -> {
        assertThat(trade(wrapper(pool), wraps, true, amountIn)).as("%s", told).contains(amountOut);
        if (!exactIn) {
          assertThat(trade(wrapper(pool), wraps, false, amount)).as("%s", told).contains(amountIn);
        }
        yield true;
      }
      case Quote.Refused(QuoteRefusal reason) -> {
        Optional<Uint256> answer = trade(wrapper(pool), wraps, exactIn, amount);
        switch (reason) {
          case AMOUNT_TOO_SMALL -> assertThat(answer).as("%s", told).isEmpty();
          // The Vault fetches what the buffer lacks, or reverts.
          case EXCEEDS_DEPTH ->
              assertThat(exactIn ? answer.orElse(Uint256.MAX_VALUE) : amount.plus(Uint256.ONE))
                  .as("%s", told)
                  .isGreaterThan(wraps ? pool.shares() : pool.assets());
          default -> throw new AssertionError(told + " was refused: " + reason);
        }
        yield false;
      }
    };
  }

  /** What the user would get, or pay where the output is exact. */
  private Optional<Uint256> trade(Address wrapper, boolean wraps, boolean exactIn, Uint256 amount) {
    return playground
        .ask(
            user,
            "trade(address,uint8,uint8,uint256)",
            "(uint256,uint256)",
            wrapper,
            exactIn ? 0 : 1,
            wraps ? 0 : 1,
            amount.toBigInteger())
        .map(answer -> Uint256.of((BigInteger) answer.get(exactIn ? 1 : 0)));
  }

  private static void assertPaused(BufferPool pool) {
    assertThat(
            pool.quoteExactIn(
                pool.tokens().getFirst(), pool.tokens().getLast(), Uint256.of(10).pow(6)))
        .isEqualTo(Quote.refused(QuoteRefusal.PAUSED));
  }

  private void setPaused(String function) {
    playground.allowOwner(
        (Address)
            playground
                .ask(balancer.vault(), "getAuthorizer()", "(address)")
                .orElseThrow()
                .getFirst(),
        balancer.vault(),
        function);
    playground.sendAsOwner(balancer.vault(), function);
  }

  /** A vault of some rate, whose buffer holds anything. */
  private Address openBuffer(Token asset, int offset) {
    Address wrapper = vault(asset, offset);
    give(asset, user, BigInteger.ONE.shiftLeft(USERS_BITS + 4));
    playground.send(
        user, "deposit(address,uint256)", wrapper, BigInteger.ONE.shiftLeft(USERS_BITS));
    give(asset, wrapper, new BigInteger(USERS_BITS - 2, random));
    playground.send(
        user,
        "open(address,uint256,uint256)",
        wrapper,
        new BigInteger(30 + random.nextInt(50), random).add(BigInteger.valueOf(100_000)),
        new BigInteger(30 + random.nextInt(50), random));
    return wrapper;
  }

  private Address vault(Token asset, int offset) {
    Address vault =
        playground.deploy("TestVaults", "OpenVault", "(address,uint8)", asset.address(), offset);
    playground.send(asset.address(), "approve(address,uint256)", vault, MAX);
    return vault;
  }

  private void give(Token asset, Address to, BigInteger units) {
    playground.send(asset.address(), "transfer(address,uint256)", to, units);
  }

  private BigInteger balance(Token token, Address holder) {
    return playground.dev().anvil().balance(token.address(), holder);
  }

  private static Address wrapper(Pool pool) {
    return pool.id().key().addressAt(0);
  }

  private List<BufferPool> read() {
    return adapter(wrappers).load(playground.chain(), playground.newest()).stream()
        .map(BufferPool.class::cast)
        .toList();
  }

  private BufferAdapter adapter(List<Address> some) {
    return new BufferAdapter(
        new VenueSettings(
            new VenueId("balancer-v3-buffer"),
            balancer.vault(),
            new BlockNumber(0),
            new Gas(60_000),
            Selection.everything()),
        some,
        new TokenDirectory(playground.deployment().chain(), playground.tokens()));
  }
}
