package dev.fairlead.venue.router;

import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/** A path of V3 pools, packed: a token, and for each pool its fee and the token that it gives. */
final class V3Path {
  private static final int FEE = 3;
  private static final int STEP = FEE + Address.LENGTH;

  private V3Path() {}

  static Bytes write(List<RouterHop> hops) {
    ByteArrayOutputStream path = new ByteArrayOutputStream();
    path.writeBytes(hops.getFirst().tokenIn().toArray());
    for (RouterHop hop : hops) {
      int fee = v3(hop).fee();
      path.write(fee >>> 16);
      path.write(fee >>> 8);
      path.write(fee);
      path.writeBytes(hop.tokenOut().toArray());
    }
    return Bytes.wrap(path.toByteArray());
  }

  static List<RouterHop> read(Bytes path) {
    if (path.length() < Address.LENGTH + STEP || (path.length() - Address.LENGTH) % STEP != 0) {
      throw new IllegalArgumentException("no path of pools has " + path.length() + " bytes");
    }
    List<RouterHop> hops = new ArrayList<>();
    for (int at = 0; at + Address.LENGTH < path.length(); at += STEP) {
      int fee = 0;
      for (int i = 0; i < FEE; i++) {
        fee = (fee << 8) | (path.at(at + Address.LENGTH + i) & 0xff);
      }
      hops.add(new RouterHop.UniswapV3(path.addressAt(at), path.addressAt(at + STEP), fee));
    }
    return hops;
  }

  static RouterHop.UniswapV3 v3(RouterHop hop) {
    if (hop instanceof RouterHop.UniswapV3 v3) {
      return v3;
    }
    throw new IllegalArgumentException("not a V3 pool: " + hop);
  }
}
