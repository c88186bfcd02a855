package dev.fairlead.venue.router;

import dev.fairlead.chain.abi.AbiReader;
import dev.fairlead.chain.abi.AbiWriter;
import dev.fairlead.chain.abi.Signature;
import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Uint256;
import java.time.Instant;
import java.util.List;

/** Uniswap V3's first SwapRouter, whose parameters hold the deadline. */
final class SwapRouterCodec implements RouterCodec {
  private static final Signature SINGLE =
      Signature.of(
          "exactInputSingle((address,address,uint24,address,uint256,uint256,uint256,uint160))");
  private static final Signature PATH =
      Signature.of("exactInput((bytes,address,uint256,uint256,uint256))");

  @Override
  public Bytes write(RouterTrade trade) {
    long deadline = trade.deadline().getEpochSecond();
    if (trade.hops().size() == 1) {
      RouterHop.UniswapV3 hop = V3Path.v3(trade.hops().getFirst());
      return AbiWriter.call(SINGLE)
          .address(hop.tokenIn())
          .address(hop.tokenOut())
          .uint(hop.fee())
          .address(trade.account())
          .uint(deadline)
          .uint(trade.amountIn())
          .uint(trade.minAmountOut())
          .uint(Uint256.ZERO)
          .toBytes();
    }
    return AbiWriter.call(PATH)
        .dynamic(
            AbiWriter.tuple()
                .bytes(V3Path.write(trade.hops()))
                .address(trade.account())
                .uint(deadline)
                .uint(trade.amountIn())
                .uint(trade.minAmountOut()))
        .toBytes();
  }

  @Override
  public RouterTrade read(Bytes calldata, Address caller) {
    if (SINGLE.selects(calldata)) {
      AbiReader call = AbiReader.ofCall(calldata);
      RouterHop hop =
          new RouterHop.UniswapV3(call.address(), call.address(), (int) call.uintAsLong());
      return rest(call, List.of(hop));
    }
    if (PATH.selects(calldata)) {
      AbiReader call = AbiReader.ofCall(calldata).tuple();
      return rest(call, V3Path.read(call.bytes()));
    }
    throw new IllegalArgumentException("not a call of " + SINGLE + " or " + PATH);
  }

  private static RouterTrade rest(AbiReader call, List<RouterHop> hops) {
    Address account = call.address();
    Instant deadline = Seconds.read(call);
    return new RouterTrade(deadline, account, call.uint(), call.uint(), hops);
  }
}
