package dev.fairlead.venue;

import dev.fairlead.model.Token;
import dev.fairlead.model.Uint256;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;

/**
 * A process that holds a generated market, as a keeper does: its index, its routes, what quotes of
 * every pool leave behind, and the snapshots of the newest blocks. Prints the bytes of heap that
 * this takes.
 */
final class MarketMemory {
  private static final int SNAPSHOTS = 128;
  private static final int LOGS = 500;

  private MarketMemory() {}

  /** Arguments: how many pools, and the seed. */
  static void main(String[] args) {
    int pools = Integer.parseInt(args[0]);
    long before = used();
    GeneratedMarket generated = new GeneratedMarket(new Random(Long.parseLong(args[1])));
    Market market = generated.market(pools);
    MarketWriter writer = GeneratedMarket.writer(market);
    Deque<Market> snapshots = new ArrayDeque<>();
    for (int i = 0; i < SNAPSHOTS; i++) {
      market = writer.apply(market, generated.next(market, Math.min(LOGS, pools / 4)));
      snapshots.addLast(market);
    }
    int filled = quote(market);
    long after = used();
    System.out.println(after - before);
    // Whatever is not used below could be collected above.
    if (writer.owesNewPools() || filled == 0 || snapshots.size() != SNAPSHOTS) {
      throw new AssertionError(filled + " quotes, " + snapshots.size() + " snapshots");
    }
  }

  /** Across much of each pool's depth, so that all that quotes remember is there. */
  private static int quote(Market market) {
    int filled = 0;
    Uint256 amount = Uint256.of(10).pow(21);
    for (Pool pool : market.pools()) {
      Token a = pool.tokens().getFirst();
      Token b = pool.tokens().getLast();
      filled += pool.quoteExactIn(a, b, amount) instanceof Quote.Filled ? 1 : 0;
      filled += pool.quoteExactIn(b, a, amount) instanceof Quote.Filled ? 1 : 0;
    }
    return filled;
  }

  private static long used() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }
}
