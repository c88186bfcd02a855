package dev.fairlead.venue.curve.stableswap;

import dev.fairlead.chain.Call;
import dev.fairlead.chain.abi.AbiReader;
import dev.fairlead.chain.abi.AbiWriter;
import dev.fairlead.chain.abi.Signature;
import dev.fairlead.model.Token;
import dev.fairlead.model.Uint256;
import dev.fairlead.venue.Pool;
import dev.fairlead.venue.sample.ChainQuoter;
import java.util.Optional;

/**
 * Asks the pool's own view, which in the oldest pools may be a unit above what a trade gives.
 *
 * <p>A metapool's view of a trade from a coin of the other pool is not asked: it leaves out what
 * the deposit there costs.
 */
public record CurveView() implements ChainQuoter {
  private static final Signature GET_DY = Signature.of("get_dy(int128,int128,uint256)");
  private static final Signature GET_DY_UNDERLYING =
      Signature.of("get_dy_underlying(int128,int128,uint256)");

  @Override
  public Optional<Call> question(Pool pool, Token in, Token out, Uint256 amountIn) {
    int i = pool.tokens().indexOf(in);
    int j = pool.tokens().indexOf(out);
    boolean through = pool instanceof CurveMetaPool && Math.max(i, j) >= CurveMetaPool.UNDERLYING;
    if (!through) {
      return Optional.of(question(pool, GET_DY, i, j, amountIn));
    }
    return i >= CurveMetaPool.UNDERLYING
        ? Optional.empty()
        : Optional.of(question(pool, GET_DY_UNDERLYING, i, CurveMetaPool.underlying(j), amountIn));
  }

  private static Call question(Pool pool, Signature view, int i, int j, Uint256 amountIn) {
    return Call.view(
        pool.id().key().addressAt(0),
        AbiWriter.call(view).uint(i).uint(j).uint(amountIn).toBytes());
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
