package dev.fairlead.model.settlement;

import dev.fairlead.model.Uint256;
import java.math.BigInteger;

/** Whether a holder's balance changed in a block by what the block's transactions moved. */
public sealed interface BalanceCheck {
  /**
   * Both are known.
   *
   * @param before the balance after the block's parent
   * @param after the balance after the block
   * @param received what all transactions of the block brought to the holder
   * @param given what all transactions of the block took from the holder
   */
  record Compared(Uint256 before, Uint256 after, Uint256 received, Uint256 given)
      implements BalanceCheck {
    /** What is there beyond what the movements explain; negative where some is missing. */
    public BigInteger excess() {
      BigInteger explained =
          before.toBigInteger().add(received.toBigInteger()).subtract(given.toBigInteger());
      return after.toBigInteger().subtract(explained);
    }

    public boolean isExplained() {
      return excess().signum() == 0;
    }
  }

  /** No endpoint could tell the balances. */
  record Unknown(String why) implements BalanceCheck {}
}
