package dev.fairlead.venue.router;

import dev.fairlead.chain.abi.AbiReader;
import dev.fairlead.chain.abi.AbiWriter;
import dev.fairlead.chain.abi.Signature;
import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Uint256;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** UniswapV2Router02, and those of forks that kept its words. */
final class UniswapV2Codec implements RouterCodec {
  private static final Signature SWAP =
      Signature.of("swapExactTokensForTokens(uint256,uint256,address[],address,uint256)");

  @Override
  public Bytes write(RouterTrade trade) {
    return AbiWriter.call(SWAP)
        .uint(trade.amountIn())
        .uint(trade.minAmountOut())
        .addresses(trade.tokens())
        .address(trade.account())
        .uint(trade.deadline().getEpochSecond())
        .toBytes();
  }

  @Override
  public RouterTrade read(Bytes calldata, Address caller) {
    if (!SWAP.selects(calldata)) {
      throw new IllegalArgumentException("not a call of " + SWAP);
    }
    AbiReader call = AbiReader.ofCall(calldata);
    Uint256 amountIn = call.uint();
    Uint256 minAmountOut = call.uint();
    List<Address> tokens = call.addresses();
    Address account = call.address();
    Instant deadline = Seconds.read(call);
    List<RouterHop> hops = new ArrayList<>();
    for (int i = 1; i < tokens.size(); i++) {
      hops.add(new RouterHop.UniswapV2(tokens.get(i - 1), tokens.get(i)));
    }
    return new RouterTrade(deadline, account, amountIn, minAmountOut, hops);
  }
}
