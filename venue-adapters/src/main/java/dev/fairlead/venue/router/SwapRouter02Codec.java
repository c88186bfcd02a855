package dev.fairlead.venue.router;

import dev.fairlead.chain.abi.AbiReader;
import dev.fairlead.chain.abi.AbiWriter;
import dev.fairlead.chain.abi.Signature;
import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Uint256;
import java.time.Instant;
import java.util.List;

/** SwapRouter02: its swaps know no deadline, which only a batch of calls around them keeps. */
final class SwapRouter02Codec implements RouterCodec {
  private static final Signature BATCH = Signature.of("multicall(uint256,bytes[])");
  private static final Signature SINGLE =
      Signature.of("exactInputSingle((address,address,uint24,address,uint256,uint256,uint160))");
  private static final Signature PATH = Signature.of("exactInput((bytes,address,uint256,uint256))");

  @Override
  public Bytes write(RouterTrade trade) {
    return AbiWriter.call(BATCH)
        .uint(trade.deadline().getEpochSecond())
        .bytesArray(List.of(swap(trade)))
        .toBytes();
  }

  private static Bytes swap(RouterTrade trade) {
    if (trade.hops().size() == 1) {
      RouterHop.UniswapV3 hop = V3Path.v3(trade.hops().getFirst());
      return AbiWriter.call(SINGLE)
          .address(hop.tokenIn())
          .address(hop.tokenOut())
          .uint(hop.fee())
          .address(trade.account())
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
                .uint(trade.amountIn())
                .uint(trade.minAmountOut()))
        .toBytes();
  }

  @Override
  public RouterTrade read(Bytes calldata, Address caller) {
    if (!BATCH.selects(calldata)) {
      throw new IllegalArgumentException("not a call of " + BATCH);
    }
    AbiReader batch = AbiReader.ofCall(calldata);
    Instant deadline = Seconds.read(batch);
    List<Bytes> calls = batch.bytesArray();
    if (calls.size() != 1) {
      throw new IllegalArgumentException("one swap is expected but found " + calls.size());
    }
    return swap(deadline, calls.getFirst());
  }

  private static RouterTrade swap(Instant deadline, Bytes swap) {
    if (SINGLE.selects(swap)) {
      AbiReader call = AbiReader.ofCall(swap);
      RouterHop hop =
          new RouterHop.UniswapV3(call.address(), call.address(), (int) call.uintAsLong());
      return rest(deadline, call, List.of(hop));
    }
    if (PATH.selects(swap)) {
      AbiReader call = AbiReader.ofCall(swap).tuple();
      return rest(deadline, call, V3Path.read(call.bytes()));
    }
    throw new IllegalArgumentException("not a call of " + SINGLE + " or " + PATH);
  }

  private static RouterTrade rest(Instant deadline, AbiReader call, List<RouterHop> hops) {
    Address account = call.address();
    return new RouterTrade(deadline, account, call.uint(), call.uint(), hops);
  }
}
