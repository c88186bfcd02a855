package dev.fairlead.model.settlement;

import dev.fairlead.model.Address;
import dev.fairlead.model.Uint256;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * What one transaction brought to a holder and took from it, of one asset.
 *
 * @param token null for the chain's own coin, of which a fee is given as well
 * @param received as the transaction's logs and value say
 * @param given as the transaction's logs, value and fee say
 */
public record Movement(
    Address holder,
    @Nullable Address token,
    Uint256 received,
    Uint256 given,
    BalanceCheck balance) {
  /**
   * What the holder has more by this transaction, or less when negative. Where no other transaction
   * of the block moved the same, that is what the balances show, since a token that keeps a part
   * logs the whole; otherwise it is what was told, since nobody can tell whose the difference is.
   */
  public BigInteger change() {
    BigInteger told = received.toBigInteger().subtract(given.toBigInteger());
    return balance instanceof BalanceCheck.Compared compared && isAloneIn(compared)
        ? told.add(compared.excess())
        : told;
  }

  private boolean isAloneIn(BalanceCheck.Compared block) {
    return block.received().equals(received) && block.given().equals(given);
  }

  /** Whether the balances are known and show something else than what was told. */
  public boolean isContradicted() {
    return balance instanceof BalanceCheck.Compared compared && !compared.isExplained();
  }
}
