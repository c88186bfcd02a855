package dev.fairlead.devnet.market;

import dev.fairlead.devnet.anvil.Transaction;
import dev.fairlead.model.Token;
import java.math.BigInteger;

/**
 * A pool of one venue in which two tokens can be swapped by a single transaction.
 *
 * @param venue the venue's name, for people
 */
record Market(String venue, Token one, Token other, Swap swap) {
  /** Makes the transaction that sells an amount of a token for another. */
  @FunctionalInterface
  interface Swap {
    Transaction transaction(long nonce, Token sold, Token bought, BigInteger amount);
  }
}
