package dev.fairlead.bench.venues;

import dev.fairlead.chain.Log;
import dev.fairlead.model.Address;
import dev.fairlead.model.BlockNumber;
import dev.fairlead.model.BlockRef;
import dev.fairlead.model.Bytes32;
import dev.fairlead.model.intent.PoolId;
import dev.fairlead.model.intent.Selection;
import dev.fairlead.model.intent.VenueId;
import dev.fairlead.venue.LogEffect;
import dev.fairlead.venue.Market;
import dev.fairlead.venue.Pool;
import dev.fairlead.venue.VenueAdapter;
import dev.fairlead.venue.VenueSettings;
import dev.fairlead.venue.read.TokenDirectory;
import dev.fairlead.venue.uniswap.v2.PairFee;
import dev.fairlead.venue.uniswap.v2.UniswapV2Adapter;
import dev.fairlead.venue.uniswap.v3.UniswapV3Adapter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A block's logs, decoded and applied by the adapters, and the next market made of them. */
final class BlockUpdate {
  private static final Bytes32 NO_HASH = Bytes32.wrap(new byte[32]);

  private final Map<Bytes32, VenueAdapter> byTopic = new HashMap<>();

  BlockUpdate() {
    TokenDirectory tokens = new TokenDirectory(SamplePools.CHAIN, List.of());
    add(new UniswapV2Adapter(settings("uniswap-v2"), NO_HASH, PairFee.ofBasisPoints(30), tokens));
    add(new UniswapV3Adapter(settings("uniswap-v3"), NO_HASH, tokens));
  }

  private void add(VenueAdapter adapter) {
    adapter.topics().forEach(topic -> byTopic.put(topic, adapter));
  }

  private static VenueSettings settings(String venue) {
    return new VenueSettings(
        new VenueId(venue),
        Address.ZERO,
        new BlockNumber(0),
        SamplePools.GAS,
        Selection.everything());
  }

  /** The market after a block with these logs, each of which must change its pool. */
  Market apply(Market before, BlockRef block, List<Log> logs) {
    Map<Integer, Pool> changed = new HashMap<>();
    for (Log log : logs) {
      VenueAdapter adapter = adapterOf(log);
      int at =
          adapter
              .routeOf(log)
              .map(key -> before.indexOf(new PoolId(SamplePools.CHAIN, adapter.venue(), key)))
              .orElse(-1);
      if (at < 0
          || !(adapter.apply(changed.getOrDefault(at, before.pool(at)), log)
              instanceof LogEffect.Changed(Pool after))) {
        throw new IllegalStateException("not understood: " + log);
      }
      changed.put(at, after);
    }
    return before.at(block, changed.values());
  }

  private VenueAdapter adapterOf(Log log) {
    VenueAdapter adapter = byTopic.get(log.topics().getFirst());
    if (adapter == null) {
      throw new IllegalStateException("of no venue: " + log);
    }
    return adapter;
  }
}
