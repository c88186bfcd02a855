package dev.fairlead.venue.router;

import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;
import java.util.List;

/**
 * A venue's own router where it stands on a chain.
 *
 * @param pools where it finds the pools of its trades
 * @param spender whom the token that is sold is approved for: the router, or Permit2, which lets
 *     the router take it
 */
public record VenueRouter(RouterKind kind, Address address, PoolRegistry pools, Address spender) {
  public VenueRouter {
    if (address.isZero() || spender.isZero()) {
      throw new IllegalArgumentException("a router has an address");
    }
    if (spender.equals(address) == kind.takesByPermit2()) {
      throw new IllegalArgumentException(
          kind + (kind.takesByPermit2() ? " takes by Permit2" : " takes what it sells itself"));
    }
  }

  /** One that takes what is sold itself. */
  public VenueRouter(RouterKind kind, Address address, PoolRegistry pools) {
    this(kind, address, pools, address);
  }

  /** Whether what is sold is taken by Permit2. */
  public boolean takesByPermit2() {
    return kind.takesByPermit2();
  }

  /** Whether it can lead a trade over these pools, one after the other. */
  public boolean takes(List<RouterHop> hops) {
    return kind.takes(hops) && !RouterTrade.comesBack(hops);
  }

  /** The call of this router that makes the trade. */
  public Bytes toCalldata(RouterTrade trade) {
    if (!takes(trade.hops())) {
      throw new IllegalArgumentException(kind + " has no such pools: " + trade.hops());
    }
    return kind.codec().write(trade);
  }

  /**
   * Reads a call back. There is one encoding of a trade; anything else, whatever it would do,
   * throws {@link IllegalArgumentException}.
   *
   * @param caller who sends it
   */
  public RouterTrade decode(Bytes calldata, Address caller) {
    RouterTrade trade = kind.codec().read(calldata, caller);
    if (!kind.codec().write(trade).equals(calldata)) {
      throw new IllegalArgumentException("not the one encoding of its trade");
    }
    return trade;
  }
}
