package dev.fairlead.bench.venues;

import dev.fairlead.model.Uint256;
import dev.fairlead.venue.uniswap.concentrated.SwapState;
import dev.fairlead.venue.uniswap.concentrated.TickTable;
import dev.fairlead.venue.uniswap.v3.UniswapV3Pool;
import java.util.List;
import java.util.stream.IntStream;
import tools.jackson.databind.json.JsonMapper;

/** A pool of token 0 and 1 and an amount of token 0, as the peers' scripts read them. */
record PeerState(
    int fee, String sqrtPrice, int tick, String liquidity, List<PeerTick> ticks, String amount) {
  /** An initialised tick. */
  record PeerTick(int index, String gross, String net) {}

  static PeerState of(UniswapV3Pool pool, Uint256 amount) {
    SwapState state = pool.state();
    TickTable table = state.table();
    return new PeerState(
        pool.terms().fee().pips(),
        state.sqrtPrice().toString(),
        state.tick(),
        state.liquidity().toString(),
        IntStream.range(0, table.size()).mapToObj(table::at).map(PeerState::tick).toList(),
        amount.toString());
  }

  private static PeerTick tick(TickTable.Tick tick) {
    return new PeerTick(tick.index(), tick.gross().toString(), tick.net().toString());
  }

  byte[] json() {
    return JsonMapper.shared().writeValueAsBytes(this);
  }
}
