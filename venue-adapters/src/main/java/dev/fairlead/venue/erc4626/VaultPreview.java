package dev.fairlead.venue.erc4626;

import dev.fairlead.chain.Call;
import dev.fairlead.chain.abi.AbiReader;
import dev.fairlead.chain.abi.AbiWriter;
import dev.fairlead.chain.abi.Signature;
import dev.fairlead.model.Token;
import dev.fairlead.model.Uint256;
import dev.fairlead.venue.Pool;
import dev.fairlead.venue.sample.ChainQuoter;
import java.util.Optional;

/** Asks the vault for a preview of a deposit, or of a redemption. */
public record VaultPreview() implements ChainQuoter {
  private static final Signature DEPOSIT = Signature.of("previewDeposit(uint256)");
  private static final Signature REDEEM = Signature.of("previewRedeem(uint256)");

  @Override
  public Optional<Call> question(Pool pool, Token in, Token out, Uint256 amountIn) {
    boolean deposits = pool.tokens().getFirst().equals(in);
    return Optional.of(
        Call.view(
            pool.id().key().addressAt(0),
            AbiWriter.call(deposits ? DEPOSIT : REDEEM).uint(amountIn).toBytes()));
  }

  @Override
  public Uint256 amountOut(AbiReader answer) {
    return answer.uint();
  }
}
