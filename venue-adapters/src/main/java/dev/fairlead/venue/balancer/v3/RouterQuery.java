package dev.fairlead.venue.balancer.v3;

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

/** Asks the Router, which answers only calls that come from nobody. */
public record RouterQuery(Address router) implements ChainQuoter {
  private static final Signature QUERY =
      Signature.of("querySwapSingleTokenExactIn(address,address,address,uint256,address,bytes)");

  @Override
  public Optional<Call> question(Pool pool, Token in, Token out, Uint256 amountIn) {
    return Optional.of(
        Call.view(
            router,
            AbiWriter.call(QUERY)
                .address(pool.id().key().addressAt(0))
                .address(in.address())
                .address(out.address())
                .uint(amountIn)
                .address(Address.ZERO)
                .bytes(Bytes.EMPTY)
                .toBytes()));
  }

  @Override
  public Uint256 amountOut(AbiReader answer) {
    return answer.uint();
  }
}
