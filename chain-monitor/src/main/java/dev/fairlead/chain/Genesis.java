package dev.fairlead.chain;

import dev.fairlead.chain.json.FieldNames;
import dev.fairlead.chain.json.JsonInput;
import dev.fairlead.chain.rpc.Rpc;
import dev.fairlead.chain.rpc.RpcRequest;
import dev.fairlead.model.BlockHash;
import java.util.Optional;

/**
 * A chain's first block as an endpoint tells it. Its header is not proven: some chains' first
 * headers have a shape of their own, and all that is asked is whether it is another than before.
 */
final class Genesis {
  private static final RpcRequest<Optional<BlockHash>> REQUEST =
      new RpcRequest<>(
          "eth_getBlockByNumber",
          "[\"0x0\",false]",
          in -> in.optional(Genesis::hash).flatMap(h -> h));

  private Genesis() {}

  /** Empty if the endpoint does not have it. */
  static Optional<BlockHash> of(Rpc rpc) {
    return rpc.call(REQUEST).orThrow("eth_getBlockByNumber");
  }

  private static Optional<BlockHash> hash(JsonInput in) {
    BlockHash[] hash = new BlockHash[1];
    in.object(
        Field.NAMES,
        (_, value) -> {
          if (!value.isNull()) {
            hash[0] = new BlockHash(value.bytes32());
          }
        });
    return Optional.ofNullable(hash[0]);
  }

  private enum Field {
    HASH;

    private static final FieldNames<Field> NAMES = FieldNames.of(Field.class);
  }
}
