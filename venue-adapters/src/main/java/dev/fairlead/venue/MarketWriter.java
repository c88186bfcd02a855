package dev.fairlead.venue;

import dev.fairlead.chain.Block;
import dev.fairlead.chain.Chain;
import dev.fairlead.chain.ChainException;
import dev.fairlead.chain.Log;
import dev.fairlead.chain.Receipt;
import dev.fairlead.model.BlockRef;
import dev.fairlead.model.intent.PoolId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Makes the next market from the one before and a block's logs. For one thread.
 *
 * <p>What logs leave unclear is read from the chain at the same block. When that fails, the pools
 * concerned refuse to quote, and are read with a later block: an unknown state is never quoted.
 */
final class MarketWriter {
  private final Chain chain;
  private final LogRouter router;
  private final MarketObserver observer;
  private final Set<PoolId> owedPools = new LinkedHashSet<>();
  private final Map<VenueAdapter, List<Log>> owedAnnouncements = new LinkedHashMap<>();

  /** Those of them that are owed only what no log tells: all else is known at this block. */
  private final Set<PoolId> owedDrift = new HashSet<>();

  /** Pools that may drift; each is asked again before it is read. */
  private final Set<PoolId> drifting = new LinkedHashSet<>();

  private final Set<PoolId> doubted = new LinkedHashSet<>();

  MarketWriter(Chain chain, List<VenueAdapter> adapters, MarketObserver observer) {
    this.chain = chain;
    this.observer = observer;
    this.router = new LogRouter(adapters);
  }

  /**
   * Reads everything at one block. A question that fails is asked again while {@code again} says
   * so, so that what was read before it is not read twice.
   */
  Market load(BlockRef at, Predicate<ChainException> again) {
    List<Pool> pools = new ArrayList<>();
    for (VenueAdapter adapter : router.adapters()) {
      long start = System.nanoTime();
      List<Pool> found =
          adapter.load(new LoadingChain(chain, adapter.venue(), observer, again), at);
      pools.addAll(found);
      observer.read(
          chain.id(), adapter.venue(), found.size(), Duration.ofNanos(System.nanoTime() - start));
    }
    Market market = Market.of(at, pools);
    takeUp(market);
    return market;
  }

  /** Goes on from this market. Pools whose state it does not know are read with the next block. */
  void takeUp(Market market) {
    owedPools.clear();
    owedAnnouncements.clear();
    router.learn(market);
    drifting.clear();
    noteDrifting(market.pools());
    for (Pool pool : market.pools()) {
      if (pool instanceof SilencedPool) {
        owedPools.add(pool.id());
      }
    }
  }

  /** Has a pool read with the next block, and refuse until it is. */
  void doubt(PoolId pool) {
    doubted.add(pool);
  }

  /** The market after {@code block}, the child of the block that {@code before} stands at. */
  Market apply(Market before, Block block) {
    return settled(applyLogs(before, block));
  }

  /** The same market, with what is owed read. */
  Market settled(Market market) {
    return owedPools.isEmpty() && owedAnnouncements.isEmpty() ? market : settle(market);
  }

  /** The same, but for what must be read: that is owed, and read with a later block. */
  Market applyLogs(Market before, Block block) {
    owedDrift.clear();
    Map<Integer, Pool> changed = new HashMap<>();
    for (Receipt receipt : block.receipts()) {
      for (Log log : receipt.logs()) {
        apply(before, changed, log);
      }
    }
    for (PoolId id : drifting) {
      int at = before.indexOf(id);
      if (at >= 0) {
        silenceIfDrifting(before, changed, at);
      }
    }
    for (PoolId id : doubted) {
      int at = before.indexOf(id);
      if (at >= 0) {
        owedDrift.remove(id);
        silence(before, changed, at);
      }
    }
    doubted.clear();
    return before.at(block.ref(), changed);
  }

  /** Goes back to an older snapshot of the same lineage. */
  void undo(Market from, Market to) {
    List<Pool> gone = from.pools().subList(to.size(), from.size());
    router.forget(gone);
    gone.forEach(pool -> drifting.remove(pool.id()));
    for (int index : to.changedSince(from)) {
      Pool pool = to.pool(index);
      noteDrifting(List.of(pool));
      if (pool instanceof SilencedPool) {
        owedPools.add(pool.id());
      }
    }
  }

  /** Whether pools were announced that are not read yet. */
  boolean owesNewPools() {
    return !owedAnnouncements.isEmpty();
  }

  private void noteDrifting(Collection<? extends Pool> pools) {
    for (Pool pool : pools) {
      if (pool.drifts()) {
        drifting.add(pool.id());
      } else {
        drifting.remove(pool.id());
      }
    }
  }

  private void silenceIfDrifting(Market before, Map<Integer, Pool> changed, int at) {
    Pool pool = changed.getOrDefault(at, before.pool(at));
    if (pool.drifts()) {
      if (!(pool instanceof SilencedPool)) {
        owedDrift.add(pool.id());
      }
      silence(before, changed, at);
    }
  }

  private void silence(Market before, Map<Integer, Pool> changed, int at) {
    Pool pool = changed.getOrDefault(at, before.pool(at));
    owedPools.add(pool.id());
    changed.put(at, SilencedPool.of(pool));
  }

  private void apply(Market before, Map<Integer, Pool> changed, Log log) {
    for (VenueAdapter adapter : router.adaptersFor(log)) {
      if (adapter.announces(log)) {
        owedAnnouncements.computeIfAbsent(adapter, _ -> new ArrayList<>()).add(log);
        continue;
      }
      int at = router.poolOf(adapter, log);
      if (at < 0) {
        continue;
      }
      Pool pool = changed.getOrDefault(at, before.pool(at));
      LogEffect effect =
          pool instanceof SilencedPool ? LogEffect.Unclear.UNCLEAR : adapter.apply(pool, log);
      switch (effect) {
        case LogEffect.Changed(Pool after) -> changed.put(at, after);
        case LogEffect.Nothing _ -> {}
        case LogEffect.Unclear _ -> silence(before, changed, at);
      }
    }
  }

  private Market settle(Market market) {
    try {
      Collection<Pool> read = readAgain(market);
      Market reread = market.at(market.block(), read);
      List<Pool> added = readAdded(reread);
      Market settled = reread.at(market.block(), added);
      router.learn(settled, added);
      noteDrifting(read);
      noteDrifting(added);
      owedPools.clear();
      owedAnnouncements.clear();
      return settled;
    } catch (ChainException e) {
      if (e.kind() == ChainException.Kind.FATAL) {
        throw e;
      }
      return market;
    }
  }

  private Collection<Pool> readAgain(Market market) {
    Map<VenueAdapter, List<Pool>> whole = new LinkedHashMap<>();
    Map<VenueAdapter, List<Pool>> drifted = new LinkedHashMap<>();
    Map<PoolId, Pool> result = new LinkedHashMap<>();
    for (PoolId id : owedPools) {
      Pool pool = market.pool(id).orElse(null);
      if (pool == null) {
        continue;
      }
      SilencedPool silenced = SilencedPool.of(pool);
      result.put(id, silenced);
      (owedDrift.contains(id) ? drifted : whole)
          .computeIfAbsent(router.adapterOf(pool), _ -> new ArrayList<>())
          .add(silenced.last());
    }
    List<Pool> read = new ArrayList<>();
    whole.forEach((adapter, pools) -> read.addAll(adapter.reload(chain, market.block(), pools)));
    drifted.forEach((adapter, pools) -> read.addAll(adapter.refresh(chain, market.block(), pools)));
    read.forEach(pool -> result.put(pool.id(), pool));
    return result.values();
  }

  private List<Pool> readAdded(Market market) {
    List<Pool> added = new ArrayList<>();
    owedAnnouncements.forEach((adapter, logs) -> {
      for (Pool pool : adapter.load(chain, market.block(), logs)) {
        if (market.indexOf(pool.id()) < 0) {
          added.add(pool);
        }
      }
    });
    return added;
  }
}
