package dev.fairlead.chain.endpoint;

import dev.fairlead.chain.ChainException;
import dev.fairlead.chain.json.FieldNames;
import dev.fairlead.chain.json.JsonInput;
import dev.fairlead.chain.json.JsonReader;
import dev.fairlead.chain.rpc.RpcRequest;
import dev.fairlead.model.BlockHash;
import dev.fairlead.model.BlockNumber;
import dev.fairlead.model.BlockRef;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads which block an endpoint claims to have at a height or under a tag; nothing is proven. */
final class BlockAt {
  private @Nullable BlockNumber number;
  private @Nullable BlockHash hash;

  private BlockAt() {}

  static RpcRequest<Optional<BlockRef>> height(BlockNumber number) {
    return request("0x" + Long.toHexString(number.value()));
  }

  static RpcRequest<Optional<BlockRef>> tag(String tag) {
    return request(tag);
  }

  /** Whether what an endpoint calls by a tag is not below a number. */
  static RpcRequest<Optional<Boolean>> reaches(String tag, BlockNumber number) {
    return request(tag, in -> !number.isAfter(read(in).number()));
  }

  private static RpcRequest<Optional<BlockRef>> request(String block) {
    return request(block, BlockAt::read);
  }

  private static <T> RpcRequest<Optional<T>> request(String block, JsonReader<T> read) {
    return new RpcRequest<>(
        "eth_getBlockByNumber", "[\"" + block + "\",false]", in -> in.optional(read));
  }

  private static BlockRef read(JsonInput in) {
    BlockAt fields = new BlockAt();
    in.object(Field.NAMES, fields::field);
    return fields.ref();
  }

  private enum Field {
    NUMBER,
    HASH;

    private static final FieldNames<Field> NAMES = FieldNames.of(Field.class);
  }

  private void field(Field field, JsonInput in) {
    switch (field) {
      case NUMBER -> number = new BlockNumber(in.quantityAsLong());
      case HASH -> hash = new BlockHash(in.bytes32());
    }
  }

  private BlockRef ref() {
    BlockNumber height = number;
    BlockHash known = hash;
    if (height == null || known == null) {
      throw ChainException.retryable("a block without its number or hash");
    }
    return new BlockRef(height, known);
  }
}
