package dev.fairlead.bench.chain;

import dev.fairlead.chain.Log;
import dev.fairlead.chain.Receipt;
import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Bytes32;
import dev.fairlead.model.FeePerGas;
import dev.fairlead.model.Gas;
import dev.fairlead.model.TxHash;
import dev.fairlead.model.Uint256;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * The peer: typed values from Jackson's stream of tokens, hex digits decoded from its characters
 * without a string in between.
 */
final class JacksonReader {
  private static final JsonFactory JSON = JsonFactory.builder().build();

  private final JsonParser parser;
  private @Nullable Bytes32 hash;
  private @Nullable Bytes bloom;
  private List<DecodedTransaction> transactions = List.of();
  private List<Receipt> receipts = List.of();

  private JacksonReader(JsonParser parser) {
    this.parser = parser;
  }

  static DecodedBlock read(byte[] answer) {
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), answer)) {
      JacksonReader reader = new JacksonReader(parser);
      var _ = parser.nextToken();
      reader.list(reader::answer);
      return new DecodedBlock(
          Objects.requireNonNull(reader.hash),
          Objects.requireNonNull(reader.bloom),
          reader.transactions,
          reader.receipts);
    }
  }

  private boolean answer() {
    for (String name = parser.nextName(); name != null; name = parser.nextName()) {
      JsonToken first = parser.nextToken();
      if (!name.equals("result")) {
        parser.skipChildren();
      } else if (first == JsonToken.START_OBJECT) {
        block();
      } else {
        receipts = list(this::receipt);
      }
    }
    return true;
  }

  private void block() {
    for (String name = parser.nextName(); name != null; name = parser.nextName()) {
      var _ = parser.nextToken();
      switch (name) {
        case "hash" -> hash = bytes32();
        case "logsBloom" -> bloom = bytes();
        case "transactions" -> transactions = list(this::transaction);
        case "parentHash", "stateRoot", "transactionsRoot", "receiptsRoot" -> bytes32();
        case "number", "timestamp", "gasUsed", "gasLimit", "baseFeePerGas" -> quantity();
        default -> parser.skipChildren();
      }
    }
  }

  private DecodedTransaction transaction() {
    DecodedTransaction.Fields to = new DecodedTransaction.Fields();
    for (String name = parser.nextName(); name != null; name = parser.nextName()) {
      if (parser.nextToken() == JsonToken.VALUE_NULL) {
        continue;
      }
      switch (name) {
        case "hash" -> to.hash = bytes32();
        case "from" -> to.from = address();
        case "to" -> to.to = address();
        case "transactionIndex" -> to.index = number();
        case "type" -> to.type = number();
        case "nonce" -> to.nonce = number();
        case "gas" -> to.gas = number();
        case "value" -> to.value = quantity();
        case "gasPrice" -> to.gasPrice = quantity();
        case "maxFeePerGas" -> to.maxFee = quantity();
        case "maxPriorityFeePerGas" -> to.tip = quantity();
        case "input" -> to.input = bytes();
        case "v" -> to.v = quantity();
        case "r" -> to.r = quantity();
        case "s" -> to.s = quantity();
        default -> parser.skipChildren();
      }
    }
    return to.transaction();
  }

  private Receipt receipt() {
    Bytes32 transaction = Bytes32.ZERO;
    Bytes32 block = Bytes32.ZERO;
    long number = -1;
    long index = -1;
    Address from = Address.ZERO;
    long status = -1;
    long gasUsed = -1;
    long cumulative = -1;
    Uint256 price = Uint256.ZERO;
    List<Log> logs = List.of();
    for (String name = parser.nextName(); name != null; name = parser.nextName()) {
      if (parser.nextToken() == JsonToken.VALUE_NULL) {
        continue;
      }
      switch (name) {
        case "transactionHash" -> transaction = bytes32();
        case "blockHash" -> block = bytes32();
        case "blockNumber" -> number = number();
        case "transactionIndex" -> index = number();
        case "from" -> from = address();
        case "status" -> status = number();
        case "gasUsed" -> gasUsed = number();
        case "cumulativeGasUsed" -> cumulative = number();
        case "effectiveGasPrice" -> price = quantity();
        case "logs" -> logs = list(this::log);
        default -> parser.skipChildren();
      }
    }
    if (number < 0 || cumulative < 0 || !Objects.equals(hash, block)) {
      throw new IllegalStateException("no receipt");
    }
    return new Receipt(
        new TxHash(transaction),
        (int) index,
        from,
        status == 1,
        new Gas(gasUsed),
        new FeePerGas(price),
        logs);
  }

  private Log log() {
    Address address = Address.ZERO;
    List<Bytes32> topics = List.of();
    Bytes data = Bytes.EMPTY;
    long index = -1;
    for (String name = parser.nextName(); name != null; name = parser.nextName()) {
      JsonToken first = parser.nextToken();
      switch (name) {
        case "address" -> address = address();
        case "topics" -> topics = list(this::bytes32);
        case "data" -> data = bytes();
        case "logIndex" -> index = number();
        case "removed" -> {
          if (first != JsonToken.VALUE_FALSE) {
            throw new IllegalStateException("a removed log");
          }
        }
        default -> parser.skipChildren();
      }
    }
    return new Log(address, topics, data, (int) index);
  }

  private <T> List<T> list(Supplier<T> item) {
    List<T> items = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      items.add(item.get());
    }
    return items;
  }

  private long number() {
    return quantity().toLongExact();
  }

  private Uint256 quantity() {
    char[] chars = parser.getStringCharacters();
    int from = parser.getStringOffset();
    int length = parser.getStringLength();
    long[] limbs = new long[4];
    for (int i = 2; i < length; i++) {
      int fromEnd = length - 1 - i;
      limbs[fromEnd >>> 4] |= (long) digit(chars[from + i]) << (4 * (fromEnd & 15));
    }
    return Uint256.ofLimbs(limbs[3], limbs[2], limbs[1], limbs[0]);
  }

  private Bytes32 bytes32() {
    return Bytes32.wrap(hex());
  }

  private Address address() {
    return Address.of(hex());
  }

  private Bytes bytes() {
    return Bytes.wrap(hex());
  }

  private byte[] hex() {
    char[] chars = parser.getStringCharacters();
    int at = parser.getStringOffset() + 2;
    byte[] content = new byte[(parser.getStringLength() - 2) / 2];
    for (int i = 0; i < content.length; i++, at += 2) {
      content[i] = (byte) ((digit(chars[at]) << 4) | digit(chars[at + 1]));
    }
    return content;
  }

  private static int digit(char c) {
    if (c >= '0' && c <= '9') {
      return c - '0';
    }
    if (c >= 'a' && c <= 'f') {
      return c - 'a' + 10;
    }
    if (c >= 'A' && c <= 'F') {
      return c - 'A' + 10;
    }
    throw new IllegalStateException("no hex digit: " + c);
  }
}
