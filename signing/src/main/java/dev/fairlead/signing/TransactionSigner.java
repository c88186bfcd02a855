package dev.fairlead.signing;

import dev.fairlead.model.Address;
import dev.fairlead.model.tx.SignedTransaction;
import dev.fairlead.model.tx.UnsignedTransaction;

/**
 * Signs transactions of one account.
 *
 * <p>What is returned was checked: the raw bytes decode to exactly the fields that were asked for,
 * the signature has a low {@code s} and recovers to {@link #account}. The same transaction always
 * gives the same bytes. Safe for use by many threads.
 */
public interface TransactionSigner {
  Address account();

  /**
   * Signs {@code transaction}.
   *
   * @throws SigningException if the transaction is of another account, or the signature fails a
   *     check; nothing may be sent then
   */
  SignedTransaction sign(UnsignedTransaction transaction);
}
