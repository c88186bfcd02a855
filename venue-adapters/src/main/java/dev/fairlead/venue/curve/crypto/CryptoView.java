package dev.fairlead.venue.curve.crypto;

import dev.fairlead.chain.Call;
import dev.fairlead.chain.abi.AbiReader;
import dev.fairlead.chain.abi.AbiWriter;
import dev.fairlead.chain.abi.Signature;
import dev.fairlead.model.Token;
import dev.fairlead.model.Uint256;
import dev.fairlead.venue.Pool;
import dev.fairlead.venue.sample.ChainQuoter;
import java.util.Optional;

/** Asks the crypto pool's own view. */
public record CryptoView() implements ChainQuoter {
  private static final Signature GET_DY = Signature.of("get_dy(uint256,uint256,uint256)");

  @Override
  public Optional<Call> question(Pool pool, Token in, Token out, Uint256 amountIn) {
    return Optional.of(
        Call.view(
            pool.id().key().addressAt(0),
            AbiWriter.call(GET_DY)
                .uint(pool.tokens().indexOf(in))
                .uint(pool.tokens().indexOf(out))
                .uint(amountIn)
                .toBytes()));
  }

  @Override
  public Uint256 amountOut(AbiReader answer) {
    return answer.uint();
  }
}
