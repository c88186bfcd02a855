package dev.fairlead.node;

import dev.fairlead.chain.Chain;
import dev.fairlead.chain.ChainObserver;
import dev.fairlead.chain.EvmChain;
import dev.fairlead.chain.rpc.ChainIo;
import dev.fairlead.model.Address;
import dev.fairlead.model.BlockRef;
import dev.fairlead.node.config.ChainConfig;
import dev.fairlead.node.trust.TokenAdmission;
import dev.fairlead.venue.Market;
import dev.fairlead.venue.Pool;
import dev.fairlead.venue.VenueAdapter;
import dev.fairlead.venue.file.MarketFile;
import dev.fairlead.venue.token.TokenFinding;
import dev.fairlead.venue.token.TokenProbe;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The market of a configured chain at one block, read without a node. */
public final class MarketSnapshot {
  private final String name;
  private final ChainConfig config;
  private final Consumer<String> progress;

  /** Nothing is asked yet; {@code progress} hears what is found. */
  public MarketSnapshot(String name, ChainConfig config, Consumer<String> progress) {
    this.name = name;
    this.config = config;
    this.progress = progress;
  }

  /** All pools at a block, by its number and hash. */
  public MarketFile at(BlockRef block) {
    return on(chain -> new MarketFile(chain.id(), market(chain, block)));
  }

  /** All pools at the newest block. */
  public MarketFile newest() {
    return on(chain -> new MarketFile(chain.id(), market(chain, chain.head())));
  }

  /** All pools at the newest final block. */
  public MarketFile finalized() {
    return on(chain -> new MarketFile(chain.id(), market(chain, chain.finalized())));
  }

  /**
   * What a probe finds of every token that the pools hold, also of those that the node would trust;
   * not of the chain's coin, which is no contract.
   *
   * @param trader the account that is going to hold them; null where that does not matter
   */
  public List<TokenFinding> tokens(@Nullable Address trader) {
    return on(chain -> {
      Market market = market(chain, chain.head());
      TokenProbe probe =
          new TokenProbe(chain, market.block(), trader == null ? Address.ZERO : trader);
      return new TokenAdmission(Set.of(Address.ZERO), VenueAssembly.vaults(config.venues()), 1)
          .probe(market, probe);
    });
  }

  private <T> T on(Function<Chain, T> question) {
    try (ChainIo io = ChainIo.open();
        EvmChain chain =
            EvmChain.open(
                SettingsAssembly.profile(name, config),
                config.reached(),
                io,
                Thread.ofVirtual().name("fairlead-", 0).factory(),
                ChainObserver.none())) {
      return question.apply(chain);
    }
  }

  private Market market(Chain chain, BlockRef at) {
    progress.accept("%s: reading the pools at block %s".formatted(name, at));
    List<Pool> pools = new ArrayList<>();
    for (VenueAdapter adapter : VenueAssembly.adapters(config, VenueAssembly.tokens(config))) {
      long start = System.nanoTime();
      List<Pool> found = adapter.load(chain, at);
      pools.addAll(found);
      progress.accept(
          "%s: %d pools in %d ms"
              .formatted(
                  adapter.venue(),
                  found.size(),
                  Duration.ofNanos(System.nanoTime() - start).toMillis()));
    }
    return Market.of(at, pools);
  }
}
