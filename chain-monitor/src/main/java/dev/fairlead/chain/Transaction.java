package dev.fairlead.chain;

import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.FeePerGas;
import dev.fairlead.model.Gas;
import dev.fairlead.model.Nonce;
import dev.fairlead.model.TxHash;
import dev.fairlead.model.Wei;
import java.util.Optional;

/**
 * A transaction in its block.
 *
 * @param index its place in the block, from 0
 * @param to empty where it creates a contract
 * @param input calldata, or the code that creates a contract
 * @param envelope what its type alone has: fees, lists, signature
 */
public record Transaction(
    TxHash hash,
    int index,
    Address from,
    Optional<Address> to,
    Nonce nonce,
    Wei value,
    Bytes input,
    Gas gasLimit,
    Envelope envelope) {

  /** The number of its type. */
  public int type() {
    return envelope.type();
  }

  Transaction withInput(Bytes other) {
    return new Transaction(hash, index, from, to, nonce, value, other, gasLimit, envelope);
  }

  /** What it pays for each unit of gas at this base fee, by Ethereum's rule. */
  public FeePerGas gasPrice(FeePerGas baseFee) {
    return switch (envelope) {
      case Envelope.Legacy legacy -> legacy.gasPrice();
      case Envelope.AccessList listed -> listed.gasPrice();
      case Envelope.DynamicFee(_, FeePerGas tip, FeePerGas max, _, _) -> least(baseFee, tip, max);
      case Envelope.Blob(_, FeePerGas tip, FeePerGas max, _, _, _, _) -> least(baseFee, tip, max);
      case Envelope.SetCode(_, FeePerGas tip, FeePerGas max, _, _, _) -> least(baseFee, tip, max);
      case Envelope.ArbitrumUnsigned _,
          Envelope.ArbitrumContract _,
          Envelope.ArbitrumRetry _,
          Envelope.ArbitrumSubmitRetryable _ ->
          baseFee;
      case Envelope.OpDeposit _,
          Envelope.ArbitrumDeposit _,
          Envelope.ArbitrumInternal _,
          Envelope.Unknown _ ->
          FeePerGas.ZERO;
    };
  }

  private static FeePerGas least(FeePerGas baseFee, FeePerGas tip, FeePerGas max) {
    FeePerGas wanted = baseFee.plus(tip);
    return wanted.compareTo(max) < 0 ? wanted : max;
  }
}
