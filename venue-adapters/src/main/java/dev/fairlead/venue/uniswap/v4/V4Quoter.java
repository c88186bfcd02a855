package dev.fairlead.venue.uniswap.v4;

import dev.fairlead.chain.Call;
import dev.fairlead.chain.abi.AbiReader;
import dev.fairlead.chain.abi.AbiWriter;
import dev.fairlead.chain.abi.Signature;
import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Token;
import dev.fairlead.model.Uint256;
import dev.fairlead.venue.Pool;
import dev.fairlead.venue.sample.ChainQuoter;
import java.util.Optional;

/** Asks the V4Quoter. */
public record V4Quoter(Address quoter) implements ChainQuoter {
  private static final Signature QUOTE =
      Signature.of(
          "quoteExactInputSingle(((address,address,uint24,int24,address),bool,uint128,bytes))");

  @Override
  public Optional<Call> question(Pool pool, Token in, Token out, Uint256 amountIn) {
    PoolKey key = ((UniswapV4Pool) pool).terms().key();
    AbiWriter asked =
        AbiWriter.tuple()
            .address(key.currency0())
            .address(key.currency1())
            .uint(key.fee())
            .signed(key.tickSpacing())
            .address(key.hooks())
            .bool(pool.tokens().getFirst().equals(in))
            .uint(amountIn)
            .bytes(Bytes.EMPTY);
    return Optional.of(Call.view(quoter, AbiWriter.call(QUOTE).dynamic(asked).toBytes()));
  }

  @Override
  public Uint256 amountOut(AbiReader answer) {
    return answer.uint();
  }
}
