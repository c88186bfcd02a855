package dev.fairlead.node.doctor;

import dev.fairlead.chain.ChainException;
import dev.fairlead.chain.json.FieldNames;
import dev.fairlead.chain.json.JsonInput;
import dev.fairlead.chain.rpc.RpcRequest;
import dev.fairlead.model.BlockHash;
import dev.fairlead.model.BlockNumber;
import dev.fairlead.model.BlockRef;
import dev.fairlead.model.FeePerGas;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What an endpoint says of a block, as it says it. */
record HeadBlock(BlockRef ref, Instant timestamp, FeePerGas baseFee) {
  private static final FieldNames<Field> NAMES = FieldNames.of(Field.class);

  private enum Field {
    NUMBER,
    HASH,
    TIMESTAMP,
    BASE_FEE_PER_GAS
  }

  /** The block under a tag, or at a height in hexadecimal. */
  static RpcRequest<Optional<HeadBlock>> at(String block) {
    return new RpcRequest<>(
        "eth_getBlockByNumber", "[\"" + block + "\",false]", in -> in.optional(HeadBlock::read));
  }

  private static HeadBlock read(JsonInput in) {
    Fields fields = new Fields();
    in.object(NAMES, fields::field);
    return fields.block();
  }

  private static final class Fields {
    private @Nullable BlockNumber number;
    private @Nullable BlockHash hash;
    private long seconds;
    private FeePerGas baseFee = FeePerGas.ZERO;

    void field(Field field, JsonInput in) {
      switch (field) {
        case NUMBER -> number = new BlockNumber(in.quantityAsLong());
        case HASH -> hash = new BlockHash(in.bytes32());
        case TIMESTAMP -> seconds = in.quantityAsLong();
        case BASE_FEE_PER_GAS -> baseFee = new FeePerGas(in.quantity());
      }
    }

    HeadBlock block() {
      BlockNumber height = number;
      BlockHash known = hash;
      if (height == null || known == null) {
        throw ChainException.retryable("a block without its number or hash");
      }
      return new HeadBlock(
          new BlockRef(height, known), Instant.ofEpochSecond(Math.min(seconds, 1L << 40)), baseFee);
    }
  }
}
