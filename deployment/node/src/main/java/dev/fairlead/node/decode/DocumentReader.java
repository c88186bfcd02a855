package dev.fairlead.node.decode;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import dev.fairlead.chain.Log;
import dev.fairlead.chain.readable.RevertReader;
import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Bytes32;
import dev.fairlead.model.Uint256;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a user has at hand: a block, a transaction, a receipt, logs, JSON-RPC responses of
 * these, arrays of all of them, or hex.
 *
 * <p>What is there must be right: anything else throws {@link IllegalArgumentException} with its
 * place. What is left out is left out. Several texts make one document.
 */
final class DocumentReader {
  private final RevertReader reverts;
  private final Document document = new Document();
  private String source = "";

  DocumentReader(RevertReader reverts) {
    this.reverts = reverts;
  }

  /** What was read so far. */
  Document document() {
    return document;
  }

  /** Reads one text; {@code name} tells people where it is from. */
  DocumentReader read(String name, String text) {
    source = name;
    String trimmed = text.strip();
    if (trimmed.startsWith("0x")) {
      hex("", trimmed);
    } else {
      any("", json(trimmed));
    }
    return this;
  }

  private JsonElement json(String text) {
    try (JsonReader reader = new JsonReader(new StringReader(text))) {
      reader.setStrictness(Strictness.STRICT);
      JsonElement root = JsonParser.parseReader(reader);
      if (reader.peek() != JsonToken.END_DOCUMENT) {
        throw malformed("", "something follows the JSON");
      }
      return root;
    } catch (JsonParseException | IOException e) {
      throw new IllegalArgumentException(
          source + ": neither hex nor JSON: " + firstLine(e.getMessage()), e);
    }
  }

  private void any(String place, JsonElement element) {
    if (element.isJsonArray()) {
      each(place, element.getAsJsonArray());
    } else if (element.isJsonObject()) {
      object(place, element.getAsJsonObject());
    } else if (isText(element)) {
      hex(place, element.getAsString());
    } else if (!element.isJsonNull()) {
      throw malformed(place, "expected an object, an array or hex");
    }
  }

  private void each(String place, JsonArray items) {
    for (int i = 0; i < items.size(); i++) {
      any(place + "[" + i + "]", items.get(i));
    }
  }

  private void object(String place, JsonObject object) {
    if (object.has("error") && object.get("error").isJsonObject()) {
      error(place + ".error", object.getAsJsonObject("error"));
    } else if (object.has("result")) {
      any(place + ".result", object.get("result"));
    } else if (object.has("transactions")) {
      block(place, object);
    } else if (object.has("topics")) {
      document.logs.add(log(place, object));
    } else if (object.has("logs")) {
      document.receipts.add(receipt(place, object));
    } else if (object.has("input") || object.has("data")) {
      document.transactions.add(transaction(place, object));
    } else {
      throw malformed(place, "neither a block, a transaction, a receipt nor a log");
    }
  }

  private void error(String place, JsonObject error) {
    Bytes data = optional(place, error, "data", DocumentReader::bytes);
    if (data == null) {
      JsonElement message = error.get("message");
      throw malformed(
          place,
          message != null && isText(message)
              ? message.getAsString().replaceAll("\\p{Cntrl}", " ")
              : "no message");
    }
    document.reverts.add(data);
  }

  private void block(String place, JsonObject block) {
    JsonElement transactions = block.get("transactions");
    if (!transactions.isJsonArray()) {
      throw malformed(place + ".transactions", "expected an array");
    }
    document.blocks.add(
        new Document.Block(
            optional(place, block, "number", DocumentReader::quantity),
            optional(place, block, "hash", DocumentReader::word),
            optional(place, block, "timestamp", DocumentReader::quantity),
            transactions.getAsJsonArray().size()));
    for (int i = 0; i < transactions.getAsJsonArray().size(); i++) {
      JsonElement one = transactions.getAsJsonArray().get(i);
      // Blocks are also given with the hashes alone.
      if (one.isJsonObject()) {
        document.transactions.add(
            transaction(place + ".transactions[" + i + "]", one.getAsJsonObject()));
      }
    }
  }

  private Document.Transaction transaction(String place, JsonObject object) {
    Bytes input = optional(place, object, "input", DocumentReader::bytes);
    if (input == null) {
      input = optional(place, object, "data", DocumentReader::bytes);
    }
    return new Document.Transaction(
        optional(place, object, "hash", DocumentReader::word),
        optional(place, object, "blockNumber", DocumentReader::quantity),
        optional(place, object, "from", Address::parse),
        optional(place, object, "to", Address::parse),
        optional(place, object, "value", DocumentReader::quantity),
        optional(place, object, "nonce", DocumentReader::quantity),
        optional(place, object, "gas", DocumentReader::quantity),
        input == null ? Bytes.EMPTY : input);
  }

  private Document.Receipt receipt(String place, JsonObject object) {
    JsonElement logs = object.get("logs");
    if (!logs.isJsonArray()) {
      throw malformed(place + ".logs", "expected an array");
    }
    List<Log> read = new ArrayList<>();
    for (int i = 0; i < logs.getAsJsonArray().size(); i++) {
      JsonElement one = logs.getAsJsonArray().get(i);
      String at = place + ".logs[" + i + "]";
      if (!one.isJsonObject()) {
        throw malformed(at, "expected an object");
      }
      read.add(log(at, one.getAsJsonObject()));
    }
    Uint256 status = optional(place, object, "status", DocumentReader::quantity);
    return new Document.Receipt(
        optional(place, object, "transactionHash", DocumentReader::word),
        optional(place, object, "blockNumber", DocumentReader::quantity),
        optional(place, object, "from", Address::parse),
        optional(place, object, "to", Address::parse),
        status == null ? null : !status.isZero(),
        optional(place, object, "gasUsed", DocumentReader::quantity),
        optional(place, object, "effectiveGasPrice", DocumentReader::quantity),
        read);
  }

  private Log log(String place, JsonObject object) {
    JsonElement topics = object.get("topics");
    if (topics == null || !topics.isJsonArray() || topics.getAsJsonArray().size() > 4) {
      throw malformed(place + ".topics", "expected an array of up to 4 topics");
    }
    List<Bytes32> read = new ArrayList<>();
    for (int i = 0; i < topics.getAsJsonArray().size(); i++) {
      read.add(value(place + ".topics[" + i + "]", topics.getAsJsonArray().get(i), Bytes32::parse));
    }
    Uint256 index = optional(place, object, "logIndex", DocumentReader::quantity);
    return new Log(
        required(place, object, "address", Address::parse),
        read,
        required(place, object, "data", DocumentReader::bytes),
        index == null || index.bitLength() > 31 ? 0 : index.toIntExact());
  }

  /** A signed transaction, what a call reverted with, or calldata. */
  private void hex(String place, String text) {
    Bytes bytes = value(place, text, DocumentReader::bytes);
    Document.Transaction signed = RawTransaction.read(bytes);
    if (signed != null) {
      document.transactions.add(signed);
    } else if (reverts.knows(bytes)) {
      document.reverts.add(bytes);
    } else {
      document.calldata.add(bytes);
    }
  }

  private <T> T required(
      String place, JsonObject object, String field, Function<String, T> parser) {
    JsonElement element = object.get(field);
    if (element == null || element.isJsonNull()) {
      throw malformed(place + "." + field, "is missing");
    }
    return value(place + "." + field, element, parser);
  }

  private <T> @Nullable T optional(
      String place, JsonObject object, String field, Function<String, T> parser) {
    JsonElement element = object.get(field);
    return element == null || element.isJsonNull()
        ? null
        : value(place + "." + field, element, parser);
  }

  private <T> T value(String place, JsonElement element, Function<String, T> parser) {
    if (!isText(element)) {
      throw malformed(place, "expected hex in quotes");
    }
    return value(place, element.getAsString(), parser);
  }

  private <T> T value(String place, String text, Function<String, T> parser) {
    try {
      return parser.apply(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(where(place) + ": " + firstLine(e.getMessage()), e);
    }
  }

  private static boolean isText(JsonElement element) {
    return element.isJsonPrimitive() && element.getAsJsonPrimitive().isString();
  }

  private static Uint256 quantity(String text) {
    if (!text.startsWith("0x")) {
      throw new IllegalArgumentException("expected a number in hex but found \"" + text + "\"");
    }
    return Uint256.parse(text);
  }

  private static Bytes bytes(String text) {
    try {
      return Bytes.parse(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("expected 0x and an even number of hex digits", e);
    }
  }

  private static Bytes word(String text) {
    return Bytes.wrap(Bytes32.parse(text).toArray());
  }

  private IllegalArgumentException malformed(String place, String what) {
    return new IllegalArgumentException(where(place) + ": " + what);
  }

  private String where(String place) {
    String shown = place.startsWith(".") ? place.substring(1) : place;
    return shown.isEmpty() ? source : source + ": " + shown;
  }

  private static String firstLine(@Nullable String message) {
    return message == null ? "unreadable" : message.lines().findFirst().orElse("unreadable");
  }
}
