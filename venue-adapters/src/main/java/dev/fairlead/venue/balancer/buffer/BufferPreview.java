package dev.fairlead.venue.balancer.buffer;

import dev.fairlead.chain.Call;
import dev.fairlead.chain.abi.AbiReader;
import dev.fairlead.model.Token;
import dev.fairlead.model.Uint256;
import dev.fairlead.venue.Pool;
import dev.fairlead.venue.erc4626.VaultPreview;
import dev.fairlead.venue.sample.ChainQuoter;
import java.util.Optional;

/**
 * Asks the ERC-4626 vault as the Vault does for a buffer: a unit less, of which it gives one less.
 */
public record BufferPreview() implements ChainQuoter {
  private static final ChainQuoter PREVIEW = new VaultPreview();

  @Override
  public Optional<Call> question(Pool pool, Token in, Token out, Uint256 amountIn) {
    return PREVIEW.question(pool, in, out, amountIn.minus(Uint256.ONE));
  }

  @Override
  public Uint256 amountOut(AbiReader answer) {
    Uint256 converted = PREVIEW.amountOut(answer);
    if (converted.isZero()) {
      throw new IllegalArgumentException("the vault gives nothing for the amount");
    }
    return converted.minus(Uint256.ONE);
  }
}
