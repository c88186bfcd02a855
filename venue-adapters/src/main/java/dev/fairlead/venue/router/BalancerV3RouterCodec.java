package dev.fairlead.venue.router;

import dev.fairlead.chain.abi.AbiReader;
import dev.fairlead.chain.abi.AbiWriter;
import dev.fairlead.chain.abi.Signature;
import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Uint256;
import java.util.List;

/** Balancer V3's Router, which swaps in one pool for its caller, who pays and takes tokens. */
final class BalancerV3RouterCodec implements RouterCodec {
  private static final Signature SWAP =
      Signature.of(
          "swapSingleTokenExactIn(address,address,address,uint256,uint256,uint256,bool,bytes)");

  @Override
  public Bytes write(RouterTrade trade) {
    RouterHop.BalancerV3 hop = pool(trade.hops());
    return AbiWriter.call(SWAP)
        .address(hop.pool())
        .address(hop.tokenIn())
        .address(hop.tokenOut())
        .uint(trade.amountIn())
        .uint(trade.minAmountOut())
        .uint(trade.deadline().getEpochSecond())
        .bool(false)
        .bytes(Bytes.EMPTY)
        .toBytes();
  }

  @Override
  public RouterTrade read(Bytes calldata, Address caller) {
    if (!SWAP.selects(calldata)) {
      throw new IllegalArgumentException("not a call of " + SWAP);
    }
    AbiReader call = AbiReader.ofCall(calldata);
    RouterHop hop = new RouterHop.BalancerV3(call.address(), call.address(), call.address());
    Uint256 amountIn = call.uint();
    Uint256 minAmountOut = call.uint();
    return new RouterTrade(Seconds.read(call), caller, amountIn, minAmountOut, List.of(hop));
  }

  private static RouterHop.BalancerV3 pool(List<RouterHop> hops) {
    if (hops.size() == 1 && hops.getFirst() instanceof RouterHop.BalancerV3 pool) {
      return pool;
    }
    throw new IllegalArgumentException("not one pool of Balancer V3: " + hops);
  }
}
