package dev.fairlead.venue.curve.stableswap;

import dev.fairlead.chain.Call;
import dev.fairlead.chain.abi.AbiReader;
import dev.fairlead.chain.abi.AbiWriter;
import dev.fairlead.chain.abi.Signature;
import dev.fairlead.model.Token;
import dev.fairlead.model.Uint256;
import dev.fairlead.venue.Pool;
import dev.fairlead.venue.sample.ChainQuoter;

/** Asks the pool's own view, which in the oldest pools may be a unit above what a trade gives. */
public record CurveView() implements ChainQuoter {
  private static final Signature GET_DY = Signature.of("get_dy(int128,int128,uint256)");

  @Override
  public Call question(Pool pool, Token in, Token out, Uint256 amountIn) {
    return Call.view(
        pool.id().key().addressAt(0),
        AbiWriter.call(GET_DY)
            .uint(pool.tokens().indexOf(in))
            .uint(pool.tokens().indexOf(out))
            .uint(amountIn)
            .toBytes());
  }

  @Override
  public Uint256 amountOut(AbiReader answer) {
    return answer.uint();
  }

  @Override
  public Uint256 excess() {
    return Uint256.ONE;
  }
}
