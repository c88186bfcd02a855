package dev.fairlead.chain;

import dev.fairlead.chain.json.FieldNames;
import dev.fairlead.chain.json.JsonInput;
import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Bytes32;
import dev.fairlead.model.Uint256;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A whole transaction, as both readers make it. */
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

  enum Field {
    HASH,
    FROM,
    TO,
    TRANSACTION_INDEX,
    TYPE,
    NONCE,
    GAS,
    VALUE,
    GAS_PRICE,
    MAX_FEE_PER_GAS,
    MAX_PRIORITY_FEE_PER_GAS,
    INPUT,
    V,
    R,
    S;

    private static final FieldNames<Field> NAMES = FieldNames.of(Field.class);
  }

  static DecodedTransaction read(JsonInput in) {
    Fields fields = new Fields();
    in.object(Field.NAMES, fields::field);
    return fields.transaction();
  }

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

    private void field(Field field, JsonInput in) {
      if (in.isNull()) {
        return;
      }
      switch (field) {
        case HASH -> hash = in.bytes32();
        case FROM -> from = in.address();
        case TO -> to = in.address();
        case TRANSACTION_INDEX -> index = in.quantityAsLong();
        case TYPE -> type = in.quantityAsLong();
        case NONCE -> nonce = in.quantityAsLong();
        case GAS -> gas = in.quantityAsLong();
        case VALUE -> value = in.quantity();
        case GAS_PRICE -> gasPrice = in.quantity();
        case MAX_FEE_PER_GAS -> maxFee = in.quantity();
        case MAX_PRIORITY_FEE_PER_GAS -> tip = in.quantity();
        case INPUT -> input = in.bytes();
        case V -> v = in.quantity();
        case R -> r = in.quantity();
        case S -> s = in.quantity();
      }
    }

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
