package dev.fairlead.venue.uniswap.v3;

import dev.fairlead.chain.Call;
import dev.fairlead.chain.abi.AbiReader;
import dev.fairlead.chain.abi.AbiWriter;
import dev.fairlead.chain.abi.Signature;
import dev.fairlead.model.Address;
import dev.fairlead.model.Token;
import dev.fairlead.model.Uint256;
import dev.fairlead.venue.Pool;
import dev.fairlead.venue.sample.ChainQuoter;
import java.util.Optional;

/** Asks the QuoterV2 of Uniswap V3 or of a fork. */
public record QuoterV2(Address quoter) implements ChainQuoter {
  private static final Signature QUOTE =
      Signature.of("quoteExactInputSingle((address,address,uint256,uint24,uint160))");

  @Override
  public Optional<Call> question(Pool pool, Token in, Token out, Uint256 amountIn) {
    return Optional.of(
        Call.view(
            quoter,
            AbiWriter.call(QUOTE)
                .address(in.address())
                .address(out.address())
                .uint(amountIn)
                .uint(((UniswapV3Pool) pool).terms().fee().pips())
                .uint(0)
                .toBytes()));
  }

  @Override
  public Uint256 amountOut(AbiReader answer) {
    return answer.uint();
  }
}
