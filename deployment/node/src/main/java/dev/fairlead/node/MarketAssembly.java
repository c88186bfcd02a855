package dev.fairlead.node;

import dev.fairlead.chain.EvmChain;
import dev.fairlead.model.Address;
import dev.fairlead.node.config.ChainConfig;
import dev.fairlead.node.market.LoadProgress;
import dev.fairlead.node.market.MarketKeeping;
import dev.fairlead.node.market.MarketRecorder;
import dev.fairlead.node.metrics.GuardMetrics;
import dev.fairlead.node.metrics.MarketMetrics;
import dev.fairlead.node.trust.MarketGuard;
import dev.fairlead.venue.MarketKeeper;
import dev.fairlead.venue.VenueAdapter;
import dev.fairlead.venue.file.KeptMarketFile;
import dev.fairlead.venue.read.TokenDirectory;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadFactory;

/** A chain's market with what keeps it: who follows it, who guards it, and its file. */
final class MarketAssembly {
  private final ChainConfig chain;
  private final EvmChain view;
  private final MeterRegistry registry;
  private final ThreadFactory threads;
  private final ClosingStack open;
  private final TokenDirectory tokens;
  private final List<VenueAdapter> adapters;

  /** What is opened is added to {@code open}. */
  MarketAssembly(
      ChainConfig chain,
      EvmChain view,
      MeterRegistry registry,
      ThreadFactory threads,
      ClosingStack open) {
    this.chain = chain;
    this.view = view;
    this.registry = registry;
    this.threads = threads;
    this.open = open;
    this.tokens = VenueAssembly.tokens(chain);
    this.adapters = VenueAssembly.adapters(chain, tokens);
  }

  /** Begins with what was kept, and keeps it for the next start. */
  MarketKeeper keeper(Path dataDir, MarketRecorder recorder, LoadProgress progress) {
    MarketMetrics observer = new MarketMetrics(registry);
    TeeMarketObserver all = new TeeMarketObserver(List.of(recorder, observer, progress));
    Duration every = chain.market().keepEvery();
    if (every.isZero()) {
      return open.add(MarketKeeper.start(view, adapters, all));
    }
    KeptMarketFile file =
        new KeptMarketFile(
            ChainFiles.market(dataDir, chain.id()),
            chain.id(),
            VenueAssembly.terms(chain),
            tokens::instance);
    MarketKeeper keeper = open.add(MarketKeeper.start(view, adapters, file, all));
    open.add(MarketKeeping.start(chain.id(), keeper, file, every, threads, observer));
    return keeper;
  }

  MarketGuard guard(MarketKeeper keeper, Address trader) {
    GuardMetrics observer = new GuardMetrics(registry);
    observer.watch(chain.id(), keeper);
    return open.add(
        MarketGuard.over(
            view,
            keeper,
            chain.market(),
            new MarketGuard.Surroundings(
                SettingsAssembly.tokens(chain),
                SettingsAssembly.trustedTokens(chain),
                VenueAssembly.vaults(chain.venues()),
                VenueAssembly.quoters(chain.venues()),
                adapters,
                trader),
            threads,
            observer));
  }
}
