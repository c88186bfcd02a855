package dev.fairlead.chain;

import dev.fairlead.chain.json.FieldNames;
import dev.fairlead.chain.json.JsonInput;
import dev.fairlead.chain.json.JsonLimits;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Bytes32;
import dev.fairlead.model.Uint256;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What both readers make of an answer: the block, each transaction whole, receipts and logs. */
record DecodedBlock(
    Bytes32 hash, Bytes bloom, List<DecodedTransaction> transactions, List<Receipt> receipts) {
  private static final JsonLimits LIMITS = new JsonLimits(64 << 20, 64);

  /** Reads the answer to a batch, as this module reads it. */
  static DecodedBlock read(byte[] answer) {
    Fields fields = new Fields();
    List<Boolean> read =
        JsonInput.read(
            answer,
            LIMITS,
            in ->
                in.list(one -> {
                  one.object(AnswerField.NAMES, fields::answer);
                  return true;
                }));
    return fields.block(read.size());
  }

  private enum AnswerField {
    RESULT;

    private static final FieldNames<AnswerField> NAMES = FieldNames.of(AnswerField.class);
  }

  private enum BlockField {
    HASH,
    LOGS_BLOOM,
    TRANSACTIONS,
    PARENT_HASH,
    STATE_ROOT,
    TRANSACTIONS_ROOT,
    RECEIPTS_ROOT,
    NUMBER,
    TIMESTAMP,
    GAS_USED,
    GAS_LIMIT,
    BASE_FEE_PER_GAS;

    private static final FieldNames<BlockField> NAMES = FieldNames.of(BlockField.class);
  }

  private static final class Fields {
    private @Nullable Bytes32 hash;
    private @Nullable Bytes bloom;
    private List<DecodedTransaction> transactions = List.of();
    private List<Receipt> receipts = List.of();

    void answer(AnswerField field, JsonInput in) {
      if (in.isObject()) {
        in.object(BlockField.NAMES, this::block);
      } else {
        receipts = in.list(one -> ReceiptFields.read(one).receipt());
      }
    }

    private void block(BlockField field, JsonInput in) {
      switch (field) {
        case HASH -> hash = in.bytes32();
        case LOGS_BLOOM -> bloom = in.bytes();
        case TRANSACTIONS -> transactions = in.list(DecodedTransaction::read);
        case PARENT_HASH, STATE_ROOT, TRANSACTIONS_ROOT, RECEIPTS_ROOT -> in.bytes32();
        case NUMBER, TIMESTAMP, GAS_USED, GAS_LIMIT, BASE_FEE_PER_GAS -> in.quantity();
      }
    }

    DecodedBlock block(int answers) {
      if (hash == null || bloom == null || answers != 2) {
        throw new IllegalStateException("no block in " + answers + " answers");
      }
      return new DecodedBlock(hash, bloom, transactions, receipts);
    }
  }

  /** As many numbers as a check of equality needs. */
  record Summary(Bytes32 hash, int transactions, int receipts, int logs, Uint256 value) {}

  Summary summary() {
    Uint256 value = Uint256.ZERO;
    for (DecodedTransaction one : transactions) {
      value = value.plus(one.value());
    }
    return new Summary(
        hash,
        transactions.size(),
        receipts.size(),
        receipts.stream().mapToInt(receipt -> receipt.logs().size()).sum(),
        value);
  }
}
