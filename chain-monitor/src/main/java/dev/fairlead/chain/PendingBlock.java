package dev.fairlead.chain;

import dev.fairlead.chain.json.FieldNames;
import dev.fairlead.chain.json.JsonInput;
import dev.fairlead.chain.rpc.RpcRequest;
import dev.fairlead.model.BlockNumber;
import dev.fairlead.model.TxHash;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** The block that is being made, as an endpoint tells it; nothing of it can be proven. */
record PendingBlock(BlockNumber number, Set<TxHash> transactions) {
  static final RpcRequest<Optional<PendingBlock>> REQUEST =
      new RpcRequest<>(
          "eth_getBlockByNumber",
          "[\"pending\",false]",
          in -> in.optional(PendingBlock::read).flatMap(block -> block));

  /** Empty of a block without a height, which some servers call pending. */
  private static Optional<PendingBlock> read(JsonInput in) {
    Fields fields = new Fields();
    in.object(Field.NAMES, fields::field);
    return fields.number < 0
        ? Optional.empty()
        : Optional.of(new PendingBlock(new BlockNumber(fields.number), fields.transactions));
  }

  private enum Field {
    NUMBER,
    TRANSACTIONS;

    private static final FieldNames<Field> NAMES = FieldNames.of(Field.class);
  }

  private static final class Fields {
    private final Set<TxHash> transactions = new HashSet<>();
    private long number = -1;

    void field(Field field, JsonInput in) {
      if (in.isNull()) {
        return;
      }
      switch (field) {
        case NUMBER -> number = in.quantityAsLong();
        case TRANSACTIONS -> transactions.addAll(in.list(hash -> new TxHash(hash.bytes32())));
      }
    }
  }
}
