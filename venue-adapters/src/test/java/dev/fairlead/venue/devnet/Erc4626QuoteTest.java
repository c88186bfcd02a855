package dev.fairlead.venue.devnet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.model.Address;
import dev.fairlead.model.BlockNumber;
import dev.fairlead.model.Gas;
import dev.fairlead.model.Token;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.intent.Selection;
import dev.fairlead.model.intent.VenueId;
import dev.fairlead.venue.MarketKeeper;
import dev.fairlead.venue.Pool;
import dev.fairlead.venue.Quote;
import dev.fairlead.venue.QuoteRefusal;
import dev.fairlead.venue.VenueSettings;
import dev.fairlead.venue.erc4626.Erc4626Adapter;
import dev.fairlead.venue.erc4626.Erc4626Pool;
import dev.fairlead.venue.erc4626.VaultPreview;
import dev.fairlead.venue.read.TokenDirectory;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Quotes against OpenZeppelin's ERC-4626 vaults of any offset and rate. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class Erc4626QuoteTest {
  private static final BigInteger MAX = BigInteger.ONE.shiftLeft(256).subtract(BigInteger.ONE);
  private static final int[] OFFSETS = {0, 0, 1, 3, 6, 12};
  private static final int AMOUNT_BITS = 115;
  private static final int TRADES = 40;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Random random = Cases.random(Erc4626QuoteTest.class);
  private final Playground playground = new Playground().withTokens(2, 24);
  private final List<Address> vaults = new ArrayList<>();

  @BeforeAll
  void fill() {
    for (int i = 0; i < Cases.pools(OFFSETS.length); i++) {
      int offset = OFFSETS[i % OFFSETS.length];
      Token asset = playground.tokens().get(random.nextInt(playground.tokens().size()));
      Address vault = vault(asset, offset);
      deposit(vault, new BigInteger(20 + random.nextInt(70), random).add(BigInteger.ONE));
      if (random.nextInt(4) > 0) {
        give(asset, vault, new BigInteger(10 + random.nextInt(80), random));
      }
      vaults.add(vault);
    }
    vaults.add(vault(playground.tokens().getFirst(), 2));
  }

  @AfterAll
  void close() {
    playground.close();
  }

  @Test
  void quotesGeneratedVaultsAsTheyThemselvesDo() {
    List<Erc4626Pool> pools = read();
    assertThat(pools).hasSameSizeAs(vaults);
    Tally tally = new Tally("ERC-4626", pools.size());
    for (int i = 0; i < Cases.COUNT; i++) {
      Erc4626Pool pool = pools.get(random.nextInt(pools.size()));
      tally.compare(() -> check(pool));
    }
    tally.end(Cases.COUNT / 4);
  }

  @Test
  void agreesWithTheVaultsPreviews() {
    assertThat(SampledPools.agreed(playground, read(), new VaultPreview(), random))
        .isGreaterThan(vaults.size());
  }

  @Test
  void standsAfterATradeWhereItsQuoteSaid() {
    int done = 0;
    for (int i = 0; i < TRADES; i++) {
      Erc4626Pool pool = read().get(random.nextInt(vaults.size()));
      boolean deposits = random.nextBoolean();
      Token in = pool.tokens().get(deposits ? 0 : 1);
      Token out = pool.tokens().get(deposits ? 1 : 0);
      Uint256 amount = Cases.amount(random, deposits ? AMOUNT_BITS : 60);
      if (pool.quoteExactIn(in, out, amount) instanceof Quote.Filled quote) {
        BigInteger units = amount.toBigInteger();
        boolean sent =
            deposits
                ? playground.trySend(
                    address(pool), "deposit(uint256,address)", units, playground.account())
                : playground.trySend(
                    address(pool),
                    "redeem(uint256,address,address)",
                    units,
                    playground.account(),
                    playground.account());
        if (sent) {
          Erc4626Pool after = pool(pool);
          assertThat(after.rate())
              .as("%s of %s", amount, pool.rate())
              .isEqualTo(((Erc4626Pool) quote.after()).rate());
          done++;
        }
      }
    }
    assertThat(done).isGreaterThan(TRADES / 4);
  }

  @Test
  void keepsStepWithGiftsThatWriteNoLogOfTheVault() throws InterruptedException {
    Token asset = playground.tokens().getFirst();
    Address vault = vault(asset, 0);
    deposit(vault, BigInteger.TEN.pow(9));
    playground.awaitNewest();
    MarketWatch watch = new MarketWatch();
    try (MarketKeeper keeper =
        MarketKeeper.start(playground.chain(), List.of(adapter(List.of(vault))), watch)) {
      watch.await(playground.newest(), PATIENCE);

      give(asset, vault, BigInteger.TEN.pow(8));

      Pool pool = watch.await(playground.newest(), PATIENCE).pool(0);
      assertThat(((Erc4626Pool) pool).rate().totalAssets()).isEqualTo(Uint256.of(1_100_000_000L));
      assertThat(keeper.trouble()).isEmpty();
    }
  }

  @Test
  void leavesOutVaultsThatConvertOtherwiseThanTheySay() {
    Address vault =
        playground.deploy(
            "TestVaults", "FeeVault", "(address)", playground.tokens().getFirst().address());

    assertThat(adapter(List.of(vault)).load(playground.chain(), playground.newest())).isEmpty();
  }

  @Test
  void leavesOutWhatIsNoVault() {
    List<Address> others = List.of(playground.tokens().getFirst().address(), playground.account());

    assertThat(adapter(others).load(playground.chain(), playground.newest())).isEmpty();
  }

  @Test
  void depositsNoMoreThanTheVaultTakes() {
    Address vault = vault(playground.tokens().getFirst(), 0);
    playground.send(vault, "setLimit(uint256)", 1_000);
    Pool pool = adapter(List.of(vault)).load(playground.chain(), playground.newest()).getFirst();
    Token asset = pool.tokens().getFirst();
    Token share = pool.tokens().getLast();

    assertThat(pool.quoteExactIn(asset, share, Uint256.of(1_000))).isInstanceOf(Quote.Filled.class);
    assertThat(pool.quoteExactIn(asset, share, Uint256.of(1_001)))
        .isEqualTo(Quote.refused(QuoteRefusal.EXCEEDS_DEPTH));
    assertThat(
            playground.ask(
                vault, "deposit(uint256,address)", "(uint256)", 1_001, playground.account()))
        .isEmpty();
  }

  private boolean check(Erc4626Pool pool) {
    boolean deposits = random.nextBoolean();
    boolean exactIn = random.nextBoolean();
    Token in = pool.tokens().get(deposits ? 0 : 1);
    Token out = pool.tokens().get(deposits ? 1 : 0);
    Uint256 amount = Cases.amount(random, random.nextInt(10) == 0 ? 256 : AMOUNT_BITS);
    Quote quote =
        exactIn ? pool.quoteExactIn(in, out, amount) : pool.quoteExactOut(in, out, amount);
    String told = pool.rate() + (deposits ? " deposits " : " redeems ") + exactIn + " " + amount;
    String function =
        deposits
            ? (exactIn ? "previewDeposit" : "previewMint")
            : (exactIn ? "previewRedeem" : "previewWithdraw");
    Optional<Uint256> answer = ask(pool, function, amount);
    return switch (quote) {
      case Quote.Filled(Uint256 amountIn, Uint256 amountOut, Pool _) -> {
        assertThat(answer).as("%s", told).contains(exactIn ? amountOut : amountIn);
        String forward = deposits ? "previewDeposit" : "previewRedeem";
        assertThat(ask(pool, forward, amountIn)).as("%s", told).contains(amountOut);
        yield true;
      }
      case Quote.Refused(QuoteRefusal reason) -> {
        switch (reason) {
          case AMOUNT_TOO_SMALL ->
              assertThat(answer.orElse(Uint256.ZERO)).as("%s", told).isEqualTo(Uint256.ZERO);
          case EXCEEDS_DEPTH -> {
            assertThat(deposits).as("%s", told).isFalse();
            Uint256 shares = exactIn ? amount : answer.orElseThrow();
            assertThat(shares).as("%s", told).isGreaterThan(pool.rate().totalSupply());
          }
          // A preview does not know that the sums must fit as well.
          case OVERFLOW ->
              assertThat(answer.filter(other -> fits(pool, deposits, exactIn, amount, other)))
                  .as("%s", told)
                  .isEmpty();
          default -> throw new AssertionError(told + " was refused: " + reason);
        }
        yield false;
      }
    };
  }

  private static boolean fits(
      Erc4626Pool pool, boolean deposits, boolean exactIn, Uint256 amount, Uint256 other) {
    Uint256 assets = deposits == exactIn ? amount : other;
    Uint256 shares = deposits == exactIn ? other : amount;
    return !deposits
        || (assets.isAtMost(Uint256.MAX_VALUE.minus(pool.rate().totalAssets()))
            && shares.isAtMost(Uint256.MAX_VALUE.minus(pool.rate().totalSupply())));
  }

  private Optional<Uint256> ask(Erc4626Pool pool, String function, Uint256 amount) {
    return playground.askNumber(
        address(pool), function + "(uint256)", "(uint256)", amount.toBigInteger());
  }

  private Address vault(Token asset, int offset) {
    Address vault =
        playground.deploy("TestVaults", "OpenVault", "(address,uint8)", asset.address(), offset);
    playground.send(asset.address(), "approve(address,uint256)", vault, MAX);
    return vault;
  }

  private void deposit(Address vault, BigInteger assets) {
    playground.send(vault, "deposit(uint256,address)", assets, playground.account());
  }

  private void give(Token asset, Address vault, BigInteger units) {
    playground.send(asset.address(), "transfer(address,uint256)", vault, units);
  }

  private static Address address(Pool pool) {
    return pool.id().key().addressAt(0);
  }

  private List<Erc4626Pool> read() {
    return adapter(vaults).load(playground.chain(), playground.newest()).stream()
        .map(Erc4626Pool.class::cast)
        .toList();
  }

  private Erc4626Pool pool(Pool before) {
    return (Erc4626Pool)
        adapter(vaults).reload(playground.chain(), playground.newest(), List.of(before)).getFirst();
  }

  private Erc4626Adapter adapter(List<Address> some) {
    return new Erc4626Adapter(
        new VenueSettings(
            new VenueId("erc-4626"),
            Address.ZERO,
            new BlockNumber(0),
            new Gas(60_000),
            Selection.everything()),
        some,
        new TokenDirectory(playground.deployment().chain(), playground.tokens()));
  }
}
