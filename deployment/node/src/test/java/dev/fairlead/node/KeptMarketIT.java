package dev.fairlead.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.chain.ChainObserver;
import dev.fairlead.chain.EvmChain;
import dev.fairlead.chain.rpc.ChainIo;
import dev.fairlead.devnet.Devnet;
import dev.fairlead.model.Address;
import dev.fairlead.model.ChainId;
import dev.fairlead.node.config.ChainConfig;
import dev.fairlead.node.config.MarketConfig;
import dev.fairlead.node.market.KeepingObserver;
import dev.fairlead.node.market.MarketKeeping;
import dev.fairlead.node.trust.MarketGuard;
import dev.fairlead.venue.Market;
import dev.fairlead.venue.MarketKeeper;
import dev.fairlead.venue.MarketObserver;
import dev.fairlead.venue.SilencedPool;
import dev.fairlead.venue.VenueAdapter;
import dev.fairlead.venue.file.KeptMarketFile;
import dev.fairlead.venue.read.TokenDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A market that outlives its node, on the venues' real contracts. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class KeptMarketIT {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final ThreadFactory threads = Thread.ofVirtual().factory();
  private final Path directory;
  private Devnet devnet;
  private Path config;

  KeptMarketIT(@TempDir Path directory) {
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
  @Timeout(value = 10, unit = TimeUnit.MINUTES)
  void beginsWithTheMarketThatWasKeptAndReadsAllOfItAgain() throws InterruptedException {
    ChainConfig chain = DevnetConfig.chain(config);
    Path file = ChainFiles.market(directory, chain.id());
    BlockingQueue<Object> heard = new LinkedBlockingQueue<>();
    List<String> told = new CopyOnWriteArrayList<>();
    try (ChainIo io = ChainIo.open();
        EvmChain view =
            EvmChain.open(
                SettingsAssembly.profile("devnet", chain),
                chain.reached(),
                io,
                threads,
                ChainObserver.none())) {
      keptIn(file, chain, view, told);
      devnet.chain().control().mine(3);

      TokenDirectory tokens = VenueAssembly.tokens(chain);
      List<VenueAdapter> adapters = VenueAssembly.adapters(chain, tokens);
      try (MarketKeeper keeper =
              MarketKeeper.start(view, adapters, file(file, chain, tokens), MarketObserver.none());
          MarketGuard guard =
              MarketGuard.over(
                  view,
                  keeper,
                  new MarketConfig(false, 1, 0, 1, 0, Duration.ZERO, 5),
                  new MarketGuard.Surroundings(
                      List.of(), Set.of(), Map.of(), Map.of(), adapters, Address.ZERO),
                  threads,
                  new GuardEar(heard))) {
        Market market = keeper.await(view.head().number(), PATIENCE);
        assertThat(keeper.takenUp()).isPresent();
        guard.begin();
        String all = market.size() + " of " + market.size();
        while (!heard.contains(all)) {
          devnet.chain().control().mine();
          keeper.await(view.head().number(), PATIENCE);
        }
        assertThat(heard).contains("5 of " + market.size());
        assertThat(keeper.market().orElseThrow().pools()).noneMatch(SilencedPool.class::isInstance);
      }
    }
    assertThat(told).containsExactly("kept");
    assertThat(file.resolveSibling(file.getFileName() + ".part")).doesNotExist();
  }

  /** The market of one life, kept at its end. */
  private void keptIn(Path file, ChainConfig chain, EvmChain view, List<String> told)
      throws InterruptedException {
    TokenDirectory tokens = VenueAssembly.tokens(chain);
    try (MarketKeeper keeper =
        MarketKeeper.start(view, VenueAssembly.adapters(chain, tokens), MarketObserver.none())) {
      keeper.await(view.head().number(), PATIENCE);
      MarketKeeping keeping =
          MarketKeeping.start(
              chain.id(),
              keeper,
              file(file, chain, tokens),
              Duration.ofDays(1),
              threads,
              new KeepingObserver() {
                @Override
                public void kept(ChainId id, Market market, long bytes, Duration took) {
                  told.add("kept");
                }

                @Override
                public void notKept(ChainId id, String reason) {
                  told.add(reason);
                }
              });
      keeping.close();
    }
  }

  private static KeptMarketFile file(Path file, ChainConfig chain, TokenDirectory tokens) {
    return new KeptMarketFile(file, chain.id(), VenueAssembly.terms(chain), tokens::instance);
  }

  @Test
  void usesNoMarketThatWasFoundWithOtherVenuesOrTokens() throws IOException {
    String yaml = Files.readString(config);
    for (String other :
        List.of(
            yaml.replaceFirst("decimals: 6", "decimals: 7"),
            yaml.replaceFirst("kind: weighted", "kind: weighted-v1"),
            yaml.replaceFirst("uniswap-v2: \\[\\{", "uniswap-v2: [{hop-gas: 1, "))) {
      Path file = Files.writeString(directory.resolve("other.yaml"), other);

      assertThat(VenueAssembly.terms(DevnetConfig.chain(file)))
          .isNotEqualTo(VenueAssembly.terms(DevnetConfig.chain(config)));
    }
    assertThat(VenueAssembly.terms(DevnetConfig.chain(config)))
        .isEqualTo(VenueAssembly.terms(DevnetConfig.chain(config)));
  }
}
