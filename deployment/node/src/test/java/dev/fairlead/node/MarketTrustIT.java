package dev.fairlead.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.chain.Call;
import dev.fairlead.chain.ChainObserver;
import dev.fairlead.chain.EvmChain;
import dev.fairlead.chain.abi.AbiReader;
import dev.fairlead.chain.rpc.ChainIo;
import dev.fairlead.devnet.Devnet;
import dev.fairlead.model.Address;
import dev.fairlead.model.Token;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.intent.PoolId;
import dev.fairlead.model.intent.VenueId;
import dev.fairlead.node.cli.CommandLines;
import dev.fairlead.node.config.ChainConfig;
import dev.fairlead.node.config.MarketConfig;
import dev.fairlead.node.trust.MarketGuard;
import dev.fairlead.venue.Exclusions.Cause;
import dev.fairlead.venue.Market;
import dev.fairlead.venue.MarketKeeper;
import dev.fairlead.venue.MarketObserver;
import dev.fairlead.venue.Pool;
import dev.fairlead.venue.SilencedPool;
import dev.fairlead.venue.file.MarketFile;
import dev.fairlead.venue.sample.ChainQuoter;
import dev.fairlead.venue.sample.Verdict;
import dev.fairlead.venue.token.TokenFinding;
import dev.fairlead.venue.uniswap.v2.RouterQuoter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What keeps a market out of trading, and markets in files, on the venues' real contracts. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class MarketTrustIT {
  private static final VenueId PAIRS = new VenueId("uniswap-v2");
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final ThreadFactory threads = Thread.ofVirtual().factory();
  private final Path directory;
  private Devnet devnet;
  private Path config;

  MarketTrustIT(@TempDir Path directory) {
    this.directory = directory;
  }

  @BeforeAll
  void start() throws IOException {
    devnet = Devnet.start();
    config = Files.writeString(directory.resolve("node.yaml"), DevnetConfig.yaml(devnet.chain()));
  }

  @AfterAll
  void stop() {
    devnet.close();
  }

  @Test
  void writesTheMarketOfAChainAndQuotesFromIt() throws IOException {
    Path first = directory.resolve("first.json");
    Path again = directory.resolve("again.json");

    assertThat(run("snapshot", "--config", config, "--out", first)).isZero();
    MarketFile file = read(first);
    String block = file.market().block().number() + ":" + file.market().block().hash();
    assertThat(run("snapshot", "--config", config, "--block", block, "--out", again)).isZero();

    assertThat(Files.readAllBytes(again)).isEqualTo(Files.readAllBytes(first));
    assertThat(file.chain()).isEqualTo(devnet.chain().id());
    assertThat(file.market().pools().stream().map(pool -> pool.id().venue().value()))
        .contains("uniswap-v2", "uniswap-v3", "uniswap-v4", "curve-stableswap", "balancer-v2");
    assertThat(
            CommandLines.run(
                "quote",
                "--market",
                first.toString(),
                "--in",
                "WETH",
                "--out",
                "USDC",
                "--amount",
                "1",
                "--depth"))
        .isZero();
    Path drawing = directory.resolve("route.svg");
    assertThat(
            CommandLines.run(
                "quote",
                "--config",
                config.toString(),
                "--in",
                "WETH",
                "--out",
                "USDC",
                "--amount",
                "1",
                "--routes",
                "--svg",
                drawing.toString()))
        .isZero();
    assertThat(drawing).content().contains("<svg", "1 WETH");
    assertThat(directory).isDirectoryNotContaining(path -> path.toString().endsWith(".part"));
  }

  @Test
  void findsNothingAgainstTheTokensOfTheChain() {
    assertThat(run("tokens", "--config", config)).isZero();
  }

  @Test
  @Timeout(value = 10, unit = TimeUnit.MINUTES)
  void letsTokensInWhenTheyPassAndQuarantinesPoolsUntilTheyAgree() throws InterruptedException {
    ChainConfig chain = DevnetConfig.chain(config);
    BlockingQueue<Object> heard = new LinkedBlockingQueue<>();
    try (ChainIo io = ChainIo.open();
        EvmChain view =
            EvmChain.open(
                SettingsAssembly.profile("devnet", chain),
                chain.reached(),
                io,
                threads,
                ChainObserver.none());
        MarketKeeper keeper =
            MarketKeeper.start(
                view,
                VenueAssembly.adapters(chain, VenueAssembly.tokens(chain)),
                MarketObserver.none())) {
      keeper.await(view.head().number(), PATIENCE);
      // The factory is no router: it reverts, as if the pool could not trade.
      Switch quoter = new Switch(devnet.chain().deployment().uniswapV2().factory());
      try (MarketGuard guard =
          MarketGuard.over(
              view,
              keeper,
              new MarketConfig(true, 1_000_000, 1, 1_000, 2, Duration.ZERO, 1),
              new MarketGuard.Surroundings(
                  SettingsAssembly.tokens(chain),
                  Set.of(),
                  VenueAssembly.vaults(chain.venues()),
                  Map.of(PAIRS, quoter),
                  VenueAssembly.adapters(chain, VenueAssembly.tokens(chain)),
                  devnet.chain().deployment().permit2()),
              threads,
              new GuardEar(heard))) {
        assertThat(silent(keeper)).isEqualTo(keeper.wholeMarket().orElseThrow().size());

        guard.begin();

        List<TokenFinding> findings =
            heard.stream()
                .filter(TokenFinding.class::isInstance)
                .map(TokenFinding.class::cast)
                .toList();
        assertThat(findings).isNotEmpty().allMatch(TokenFinding::passes);
        assertThat(keeper.exclusions(Cause.PROBE).tokens())
            .doesNotContainKeys(
                findings.stream()
                    .map(finding -> finding.token().address())
                    .toArray(Address[]::new));
        assertThat(keeper.exclusions(Cause.SAMPLE).pools())
            .isNotEmpty()
            .allSatisfy((pool, why) ->
                assertThat(why).startsWith("its quotes differed from the chain's: at block"));
        int quarantined = keeper.exclusions(Cause.SAMPLE).pools().size();
        assertThat(silent(keeper)).isEqualTo(quarantined);

        quoter.to = devnet.chain().deployment().uniswapV2().router();
        while (!keeper.exclusions(Cause.SAMPLE).pools().isEmpty()) {
          heard.clear();
          devnet.chain().control().mine();
          assertThat(heard.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isNotNull();
        }
        assertThat(silent(keeper)).isZero();

        heard.clear();
        quoter.misleadOnce(pool -> keeper.exclusions(Cause.SAMPLE).pools().containsKey(pool));
        devnet.chain().control().mine();
        for (int pool = 0; pool < quarantined; ) {
          Object told = heard.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
          assertThat(told).isNotNull().isNotInstanceOf(Verdict.Differs.class);
          pool += told.toString().startsWith("recanted: its quotes differed") ? 1 : 0;
        }
        assertThat(quoter.keptOut).hasSize(quarantined).doesNotContain(false);
        assertThat(silent(keeper)).isZero();
      }
    }
  }

  private static long silent(MarketKeeper keeper) {
    return keeper.market().map(Market::pools).orElseThrow().stream()
        .filter(SilencedPool.class::isInstance)
        .count();
  }

  /** A quoter whose contract is exchanged while it is in use. */
  private static final class Switch implements ChainQuoter {
    private final Address other;
    private final Set<PoolId> misled = new HashSet<>();
    private final Set<PoolId> askedAgain = new HashSet<>();
    private final List<Boolean> keptOut = new CopyOnWriteArrayList<>();
    private volatile @Nullable Predicate<PoolId> isKeptOut;
    private volatile Address to;

    Switch(Address to) {
      this.other = to;
      this.to = to;
    }

    /** The first contract is asked of each pool once more, the other one after that. */
    void misleadOnce(Predicate<PoolId> keptOutMeanwhile) {
      isKeptOut = keptOutMeanwhile;
    }

    private Address asked(PoolId pool) {
      Predicate<PoolId> meanwhile = isKeptOut;
      if (meanwhile == null || misled.add(pool)) {
        return meanwhile == null ? to : other;
      }
      if (askedAgain.add(pool)) {
        keptOut.add(meanwhile.test(pool));
      }
      return to;
    }

    @Override
    public Optional<Call> question(Pool pool, Token in, Token out, Uint256 amountIn) {
      return new RouterQuoter(asked(pool.id())).question(pool, in, out, amountIn);
    }

    @Override
    public Uint256 amountOut(AbiReader answer) {
      return new RouterQuoter(to).amountOut(answer);
    }

    @Override
    public Uint256 excess() {
      return new RouterQuoter(to).excess();
    }
  }

  private static int run(String command, Object... arguments) {
    String[] all = new String[arguments.length + 2];
    all[0] = "market";
    all[1] = command;
    for (int i = 0; i < arguments.length; i++) {
      all[i + 2] = arguments[i].toString();
    }
    return CommandLines.run(all);
  }

  private static MarketFile read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return MarketFile.read(in);
    }
  }
}
