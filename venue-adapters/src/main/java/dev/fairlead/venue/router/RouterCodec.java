package dev.fairlead.venue.router;

import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;

/** How one kind of router is called. */
interface RouterCodec {
  /** The calldata of a trade whose hops are the router's. */
  Bytes write(RouterTrade trade);

  /**
   * The trade that calldata asks for. What a trade does not say is not looked at, so that the
   * caller compares what {@link #write} makes of it; anything else than a trade throws {@link
   * IllegalArgumentException}.
   *
   * @param caller whom a router pays that names nobody
   */
  RouterTrade read(Bytes calldata, Address caller);
}
