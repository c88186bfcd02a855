package dev.fairlead.chain;

import dev.fairlead.chain.json.FieldNames;
import dev.fairlead.chain.json.JsonInput;
import dev.fairlead.chain.json.JsonLimits;
import dev.fairlead.chain.proof.BlockClaim;
import dev.fairlead.chain.proof.ReceiptClaim;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a batch that asked for a block with whole transactions and for its receipts, read
 * straight from its bytes by what also reads it off the wire. For who has the answer in hand.
 */
public final class BlockAnswer {
  private static final FieldNames<Field> NAMES = FieldNames.of(Field.class);

  private Header.@Nullable Whole block;
  private @Nullable List<ReceiptClaim> receipts;

  private BlockAnswer() {}

  private enum Field {
    RESULT
  }

  /**
   * What it claims; its header's hash is recomputed, all else is yet to be proven.
   *
   * @throws ChainException if it is no such answer
   */
  public static BlockClaim read(byte[] answer, JsonLimits limits) {
    BlockAnswer fields = new BlockAnswer();
    List<Boolean> _ =
        JsonInput.read(
            answer,
            limits,
            in ->
                in.list(one -> {
                  one.object(NAMES, fields::result);
                  return true;
                }));
    Header.Whole whole = fields.block;
    List<ReceiptClaim> told = fields.receipts;
    if (whole == null || told == null) {
      throw ChainException.retryable("an answer without a block and its receipts");
    }
    return new BlockClaim(whole.header(), whole.transactions(), told);
  }

  private void result(Field field, JsonInput in) {
    switch (field) {
      case RESULT -> {
        if (in.isObject()) {
          block = Header.Whole.read(in);
        } else {
          receipts = in.list(ReceiptFields::read);
        }
      }
    }
  }
}
