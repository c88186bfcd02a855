package dev.fairlead.node.crash;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import com.google.protobuf.util.JsonFormat;
import dev.fairlead.model.Address;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What the chain says, read by plain JSON-RPC with none of the node's code. */
final class ChainFacts implements AutoCloseable {
  /** Blocks this far below the head are read once. */
  private static final int SETTLED_DEPTH = 10;

  /** One transaction in a block. */
  record Mined(String hash, long nonce, long block, String to, String input, boolean succeeded) {}

  private final URI endpoint;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final TreeMap<Long, List<Mined>> blocks = new TreeMap<>();
  private final String account;

  /** Reads what {@code account} did after block {@code start}. */
  ChainFacts(URI endpoint, Address account, long start) {
    this.endpoint = endpoint;
    this.account = lower(account);
    blocks.put(start, List.of());
  }

  /** The number of the newest block. */
  long height() {
    return number(call("eth_blockNumber", "")).longValueExact();
  }

  /** Every transaction of the account in the chain as it is now, in order. */
  List<Mined> mined() {
    long head = height();
    blocks.tailMap(Math.max(blocks.firstKey(), head - SETTLED_DEPTH), false).clear();
    for (long number = blocks.lastKey() + 1; number <= head; number++) {
      blocks.put(number, read(number));
    }
    return blocks.values().stream().flatMap(List::stream).toList();
  }

  private List<Mined> read(long number) {
    Struct block = call("eth_getBlockByNumber", "\"0x%x\",true".formatted(number)).getStructValue();
    List<Mined> own = new ArrayList<>();
    for (Value value : field(block, "transactions").getListValue().getValuesList()) {
      Struct transaction = value.getStructValue();
      if (text(transaction, "from").equals(account)) {
        String hash = text(transaction, "hash");
        Struct receipt = call("eth_getTransactionReceipt", "\"" + hash + "\"").getStructValue();
        own.add(
            new Mined(
                hash,
                number(field(transaction, "nonce")).longValueExact(),
                number,
                text(transaction, "to"),
                text(transaction, "input"),
                text(receipt, "status").equals("0x1")));
      }
    }
    return own;
  }

  /** The account's next nonce, with or without what waits in the pool. */
  long nonce(boolean pending) {
    String at = pending ? "pending" : "latest";
    return number(call("eth_getTransactionCount", "\"%s\",\"%s\"".formatted(account, at)))
        .longValueExact();
  }

  /** Whether nothing of the account waits in the pool. */
  boolean poolIsEmpty() {
    Struct pool = call("txpool_content", "").getStructValue();
    return List.of("pending", "queued").stream()
        .map(part -> field(pool, part).getStructValue().getFieldsMap())
        .map(Map::keySet)
        .flatMap(Set::stream)
        .noneMatch(key -> key.toLowerCase(Locale.ROOT).equals(account));
  }

  /** What {@code holder} has of a token. */
  BigInteger balance(Address token, String holder) {
    String data = "0x70a08231000000000000000000000000" + holder.substring(2);
    return number(
        call(
            "eth_call",
            "{\"to\":\"%s\",\"data\":\"%s\"},\"latest\"".formatted(lower(token), data)));
  }

  String account() {
    return account;
  }

  private Value call(String method, String parameters) {
    String body =
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"%s\",\"params\":[%s]}"
            .formatted(method, parameters);
    try {
      HttpResponse<String> answer =
          http.send(
              HttpRequest.newBuilder(endpoint)
                  .header("Content-Type", "application/json")
                  .POST(HttpRequest.BodyPublishers.ofString(body))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      Struct.Builder json = Struct.newBuilder();
      JsonFormat.parser().merge(answer.body(), json);
      Value result = json.getFieldsOrDefault("result", Value.getDefaultInstance());
      if (result.getKindCase() == Value.KindCase.KIND_NOT_SET) {
        throw new IllegalStateException(method + " was answered by " + answer.body());
      }
      return result;
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException(method + " was not answered by JSON", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while asking the chain", e);
    }
  }

  private static Value field(Struct object, String name) {
    return object.getFieldsOrDefault(name, Value.getDefaultInstance());
  }

  private static String text(Struct object, String name) {
    return field(object, name).getStringValue().toLowerCase(Locale.ROOT);
  }

  private static BigInteger number(Value hex) {
    String digits = hex.getStringValue().substring(2);
    return digits.isEmpty() ? BigInteger.ZERO : new BigInteger(digits, 16);
  }

  private static String lower(Address address) {
    return address.toString().toLowerCase(Locale.ROOT);
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
