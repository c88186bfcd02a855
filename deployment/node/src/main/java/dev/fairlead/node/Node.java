package dev.fairlead.node;

import dev.fairlead.chain.Chain;
import dev.fairlead.chain.EvmChain;
import dev.fairlead.chain.relay.FlashbotsRelay;
import dev.fairlead.chain.relay.PrivateRelay;
import dev.fairlead.chain.rpc.ChainIo;
import dev.fairlead.chain.rpc.RpcEndpoint;
import dev.fairlead.event.EventStore;
import dev.fairlead.event.EventStoreSettings;
import dev.fairlead.event.LogDatabase;
import dev.fairlead.event.postgres.PostgresEventStore;
import dev.fairlead.grpc.ApiSettings;
import dev.fairlead.grpc.GrpcServer;
import dev.fairlead.grpc.Services;
import dev.fairlead.grpc.StatusSource.NodeView;
import dev.fairlead.intent.IntentEngine;
import dev.fairlead.intent.RouterUse;
import dev.fairlead.intent.Surroundings;
import dev.fairlead.intent.TradingChain;
import dev.fairlead.model.Address;
import dev.fairlead.model.ChainId;
import dev.fairlead.node.cli.Version;
import dev.fairlead.node.config.ChainConfig;
import dev.fairlead.node.config.NodeConfig;
import dev.fairlead.node.market.LoadProgress;
import dev.fairlead.node.market.MarketRecorder;
import dev.fairlead.node.metrics.ChainMetrics;
import dev.fairlead.node.metrics.CursorMetrics;
import dev.fairlead.node.metrics.EndpointMetrics;
import dev.fairlead.node.metrics.FeeMetrics;
import dev.fairlead.node.metrics.IntentMetrics;
import dev.fairlead.node.metrics.LogMetrics;
import dev.fairlead.node.metrics.MetricsServer;
import dev.fairlead.node.metrics.RecorderMetrics;
import dev.fairlead.node.metrics.WireMetrics;
import dev.fairlead.node.trust.MarketDesk;
import dev.fairlead.node.trust.MarketGuard;
import dev.fairlead.route.GraphRouter;
import dev.fairlead.signing.LocalSigner;
import dev.fairlead.venue.MarketKeeper;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A whole node, made from its configuration and taken apart in the reverse order. It serves from
 * the end of {@link #start} on, and what was open in its log is being worked again.
 */
public final class Node implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger("fairlead.node");
  private static final Duration DEPLOYMENT_PATIENCE = Duration.ofSeconds(60);
  private static final Duration MARKET_PATIENCE = Duration.ofMinutes(10);

  private final NodeConfig config;
  private final NodeOptions options;
  private final ClosingStack open = new ClosingStack();
  private final Instant startedAt = Instant.now();
  private final InstantSource clock = InstantSource.system();
  private final ThreadFactory threads = Thread.ofVirtual().name("fairlead-", 0).factory();
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final ChainTally tally = new ChainTally(clock);
  private final WireMetrics wires = new WireMetrics(registry);

  private final EventStore store;
  private final NodeTroubles troubles;
  private final String edition;
  private volatile boolean serving;
  private final List<ChainUnit> chains = new ArrayList<>();
  private final List<MarketGuard> guards = new ArrayList<>();
  private final MarketDesk markets;
  private final MarketRecorder recorder;
  private final ChainLives lives;
  private final GraphRouter router = new GraphRouter();
  private final IntentEngine engine;
  private final GrpcServer api;
  private final MetricsServer metrics;

  private Node(NodeConfig config, LogDatabase database, NodeOptions options)
      throws IOException, InterruptedException {
    this.config = config;
    this.options = options;
    boolean complete = false;
    try {
      bindJvmMetrics();
      Map<Address, LocalSigner> signers = Signers.open(config);
      refuseDegraded(database);
      this.store = open.add(openLog(database, signers.keySet()));
      this.troubles = new NodeTroubles(config, store, chains, clock);
      troubles.warningsOfTheLog(serving).forEach(warning -> LOG.warn("{}", warning));
      this.edition = store.statistics().edition().words();
      LOG.info("the log is on {}", edition);
      open.add(NodeLife.begin(store.log(), config.name(), Version.text()));
      this.markets = new MarketDesk(this::keepers, store.log(), config.name());
      this.recorder = open.add(openRecorder());
      this.lives =
          open.add(
              ChainLives.start(store.log(), config.name(), threads, new RecorderMetrics(registry)));
      ChainIo io = open.add(ChainIo.open());
      for (Map.Entry<String, ChainConfig> chain : config.chains().entrySet()) {
        chains.add(openChain(chain.getKey(), chain.getValue(), io, signers));
      }
      this.metrics =
          open.add(
              MetricsServer.start(
                  config.metrics().host(),
                  config.metrics().port(),
                  registry,
                  () -> troubles.health(serving).troubles()));
      for (ChainUnit chain : chains) {
        chain.market().await(chain.chain().head().number(), MARKET_PATIENCE);
      }
      troubles.unknownDenials().forEach(warning -> LOG.warn("{}", warning));
      guards.forEach(MarketGuard::begin);
      open.add(RouterWarmUp.begin(router, chains, registry));
      this.engine = open.add(openIntents(signers));
      open.add(CursorMetrics.start(store.cursors(), store.log()::known, registry, threads));
      ExecutorService streams = open.add(Executors.newVirtualThreadPerTaskExecutor());
      this.api =
          open.add(
              GrpcServer.start(
                  ApiSettings.at(config.api().host(), config.api().port()),
                  Services.of(
                      engine,
                      store,
                      this::view,
                      new ChainReports(this::chains, tally, clock),
                      markets,
                      streams)));
      serving = true;
      complete = true;
    } finally {
      if (!complete) {
        open.close();
      }
    }
  }

  /** Starts a node on the configured database. */
  public static Node start(NodeConfig config, NodeOptions options)
      throws IOException, InterruptedException {
    return start(config, Databases.of(config.database()), options);
  }

  /** Starts a node on this database, whatever the configuration says of one. */
  public static Node start(NodeConfig config, LogDatabase database, NodeOptions options)
      throws IOException, InterruptedException {
    return new Node(config, database, options);
  }

  private void bindJvmMetrics() {
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    open.add(new JvmGcMetrics()).bindTo(registry);
  }

  private EventStore openLog(LogDatabase database, Set<Address> trading) {
    return PostgresEventStore.open(
        database,
        EventStoreSettings.of(config.name()),
        Anchors.evidence(config, trading, open),
        new EventKeyFiles(config).present(),
        clock,
        new LogMetrics(registry));
  }

  private MarketRecorder openRecorder() {
    int days = config.history().marketDays();
    return MarketRecorder.start(
        store.market(),
        store.log()::known,
        config.name(),
        days == 0 ? Optional.empty() : Optional.of(Duration.ofDays(days)),
        clock,
        threads,
        new RecorderMetrics(registry));
  }

  /** Before a table is made: what a refused node leaves behind would stay plain. */
  private void refuseDegraded(LogDatabase database) {
    if (options.mayDegrade()) {
      return;
    }
    Optional<String> reason = PostgresEventStore.degradation(database);
    if (reason.isPresent()) {
      throw new IllegalStateException(
          "database.url: this database lacks TimescaleDB (" + reason.get() + ")");
    }
  }

  private ChainUnit openChain(
      String name, ChainConfig chain, ChainIo io, Map<Address, LocalSigner> signers)
      throws InterruptedException {
    if (chain.reached().quorum() == 1) {
      LOG.warn("chain {} rests on the word of one endpoint: chains.{}.endpoints", name, name);
    }
    EvmChain view =
        open.add(
            EvmChain.open(
                SettingsAssembly.profile(name, chain),
                chain.reached(),
                io,
                threads,
                new TeeChainObserver(
                    List.of(
                        recorder,
                        lives,
                        tally,
                        new ChainMetrics(registry),
                        new FeeMetrics(registry),
                        wires,
                        new EndpointMetrics(registry),
                        options.chainWatcher())),
                ChainFiles.window(config.dataDir(), chain.id())));
    Map<Address, Create2Site> executors = new LinkedHashMap<>();
    for (LocalSigner signer : signers.values()) {
      executors.put(signer.account(), executor(chain, view, signer));
    }
    LoadProgress progress = new LoadProgress();
    MarketAssembly assembly = new MarketAssembly(chain, view, registry, threads, open);
    MarketKeeper market = assembly.keeper(config.dataDir(), recorder, progress);
    guards.add(assembly.guard(market, executors.values().iterator().next().address()));
    return new ChainUnit(
        view,
        market,
        progress,
        relay(chain, io),
        SettingsAssembly.tokens(chain),
        executors,
        RouterAssembly.proven(name, chain.venues(), view),
        ReferenceAssembly.of(name, chain));
  }

  private Create2Site executor(ChainConfig chain, EvmChain view, LocalSigner signer)
      throws InterruptedException {
    Create2Site site = ExecutorSite.of(signer.account(), chain);
    if (options.deploysExecutors()) {
      site.deploy(view, signer, DEPLOYMENT_PATIENCE);
    } else if (!site.isDeployed(view, view.head())) {
      String missing =
          "account %s has no executor on chain %s; deploy it: fairlead executor deploy"
              .formatted(signer.account(), view.id());
      if (config.execution().venueRouters() != RouterUse.WHEN_POSSIBLE) {
        throw new IllegalStateException(missing);
      }
      LOG.warn("only trades that a venue's router takes can be made: {}", missing);
    }
    return site;
  }

  /** Relays know the node by a key that signs nothing else and holds nothing. */
  private @Nullable PrivateRelay relay(ChainConfig chain, ChainIo io) {
    if (chain.relay() == null) {
      return null;
    }
    RelayIdentity identity = RelayIdentity.openOrCreate(config.dataDir().resolve("relay.key"));
    return open.add(
        new FlashbotsRelay(
            chain.id(),
            chain.relay().getHost(),
            RpcEndpoint.of(chain.relay(), Optional.empty()),
            identity,
            io,
            new TeeChainObserver(List.of(new ChainMetrics(registry), wires))));
  }

  private IntentEngine openIntents(Map<Address, LocalSigner> signers) throws InterruptedException {
    Map<ChainId, TradingChain> trading = new LinkedHashMap<>();
    chains.forEach(unit -> trading.put(unit.chain().id(), unit.trading()));
    Surroundings around =
        new Surroundings(
            store,
            trading,
            Map.copyOf(signers),
            router,
            new SettingsAssembly(config).reverts(),
            clock,
            threads,
            options.crashPoints(),
            new TeeObserver(List.of(new IntentMetrics(registry), recorder, options.watcher())));
    return IntentEngine.open(
        around, new SettingsAssembly(config).intents(signers.keySet().iterator().next()));
  }

  private NodeView view() {
    return new NodeView(
        config.name(),
        Version.text(),
        startedAt,
        warnings(),
        store.log().head().position(),
        store.log().head().hash().toString(),
        engine.openIntents(),
        chains.stream().map(ChainUnit::view).toList(),
        edition);
  }

  private Map<ChainId, MarketKeeper> keepers() {
    Map<ChainId, MarketKeeper> keepers = new LinkedHashMap<>();
    chains.forEach(unit -> keepers.put(unit.chain().id(), unit.market()));
    return keepers;
  }

  private List<Chain> chains() {
    return chains.stream().map(ChainUnit::chain).toList();
  }

  /** What is wrong with this node, and what a production node must not lack. */
  public List<String> warnings() {
    List<String> warnings = new ArrayList<>(troubles.warningsOfTheLog(serving));
    engine.accounts().held().forEach(hold -> warnings.add(hold.words()));
    warnings.addAll(markets.warnings());
    warnings.addAll(troubles.unknownDenials());
    return List.copyOf(warnings);
  }

  public int apiPort() {
    return api.port();
  }

  public int metricsPort() {
    return metrics.port();
  }

  @Override
  public void close() {
    open.close();
  }
}
