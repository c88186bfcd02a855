package dev.fairlead.chain.endpoint;

import dev.fairlead.chain.ChainException;
import dev.fairlead.chain.rpc.JsonInput;
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

  private static RpcRequest<Optional<BlockRef>> request(String block) {
    return new RpcRequest<>(
        "eth_getBlockByNumber", "[\"" + block + "\",false]", in -> in.optional(BlockAt::read));
  }

  private static BlockRef read(JsonInput in) {
    BlockAt fields = new BlockAt();
    in.object(fields::field);
    return fields.ref();
  }

  private void field(String field, JsonInput in) {
    if (field.equals("number")) {
      number = new BlockNumber(in.quantityAsLong());
    } else if (field.equals("hash")) {
      hash = new BlockHash(in.bytes32());
    } else {
      in.skip();
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
