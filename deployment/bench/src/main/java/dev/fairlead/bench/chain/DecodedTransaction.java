package dev.fairlead.bench.chain;

import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Bytes32;
import dev.fairlead.model.Uint256;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A whole transaction, as Jackson's reader makes it. */
record DecodedTransaction(
    Bytes32 hash,
    Address from,
    @Nullable Address to,
    long index,
    long type,
    long nonce,
    long gas,
    Uint256 value,
    Uint256 gasPrice,
    Uint256 maxFee,
    Uint256 tip,
    Bytes input,
    Uint256 v,
    Uint256 r,
    Uint256 s) {

  /** The fields so far. */
  static final class Fields {
    @Nullable Bytes32 hash;
    @Nullable Address from;
    @Nullable Address to;
    long index;
    long type;
    long nonce;
    long gas;
    Uint256 value = Uint256.ZERO;
    Uint256 gasPrice = Uint256.ZERO;
    Uint256 maxFee = Uint256.ZERO;
    Uint256 tip = Uint256.ZERO;
    Bytes input = Bytes.EMPTY;
    Uint256 v = Uint256.ZERO;
    Uint256 r = Uint256.ZERO;
    Uint256 s = Uint256.ZERO;

    DecodedTransaction transaction() {
      return new DecodedTransaction(
          Objects.requireNonNull(hash),
          Objects.requireNonNull(from),
          to,
          index,
          type,
          nonce,
          gas,
          value,
          gasPrice,
          maxFee,
          tip,
          input,
          v,
          r,
          s);
    }
  }
}
