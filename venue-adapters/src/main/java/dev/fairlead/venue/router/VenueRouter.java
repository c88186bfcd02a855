package dev.fairlead.venue.router;

import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;
import java.util.List;

/** A venue's own router where it stands on a chain. */
public record VenueRouter(RouterKind kind, Address address) {
  public VenueRouter {
    if (address.isZero()) {
      throw new IllegalArgumentException("a router has an address");
    }
  }

  /** Whether it can lead a trade over these pools, one after the other. */
  public boolean takes(List<RouterHop> hops) {
    return hops.stream().allMatch(kind::takes) && !RouterTrade.comesBack(hops);
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
   */
  public RouterTrade decode(Bytes calldata) {
    RouterTrade trade = kind.codec().read(calldata);
    if (!kind.codec().write(trade).equals(calldata)) {
      throw new IllegalArgumentException("not the one encoding of its trade");
    }
    return trade;
  }
}
