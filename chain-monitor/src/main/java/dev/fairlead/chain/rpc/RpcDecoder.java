package dev.fairlead.chain.rpc;

import dev.fairlead.chain.ChainException;
import dev.fairlead.model.Bytes;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/** Reads JSON-RPC responses, one or a batch, within the endpoint's limits. */
final class RpcDecoder {
  private final JsonFactory json;

  RpcDecoder(RpcEndpoint endpoint) {
    this.json =
        JsonFactory.builder()
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxNestingDepth(endpoint.maxDepth())
                    .maxDocumentLength(endpoint.maxResponseBytes())
                    .maxStringLength(endpoint.maxResponseBytes())
                    .maxNumberLength(100)
                    .maxNameLength(256)
                    .build())
            .build();
  }

  /** The replies by id; {@code readers} gives the reader of each id that was asked. */
  Map<Long, RpcReply<?>> decode(
      byte[] body, int asked, LongFunction<RpcRequest.@Nullable ResultReader<?>> readers) {
    try (JsonParser parser = json.createParser(ObjectReadContext.empty(), body)) {
      Map<Long, RpcReply<?>> replies = new HashMap<>(asked * 2);
      JsonToken first = parser.nextToken();
      if (first == JsonToken.START_OBJECT) {
        envelope(parser, body, asked, readers, replies);
      } else if (first == JsonToken.START_ARRAY) {
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          envelope(parser, body, asked, readers, replies);
        }
      } else {
        throw ChainException.retryable("not a JSON-RPC response");
      }
      if (parser.nextToken() != null) {
        throw ChainException.retryable("something follows the JSON-RPC response");
      }
      return replies;
    } catch (JacksonException e) {
      throw new ChainException(
          ChainException.Kind.RETRYABLE, "not a JSON-RPC response: " + e.getOriginalMessage(), e);
    }
  }

  private void envelope(
      JsonParser parser,
      byte[] body,
      int asked,
      LongFunction<RpcRequest.@Nullable ResultReader<?>> readers,
      Map<Long, RpcReply<?>> replies) {
    Envelope envelope = new Envelope(body, readers);
    JsonInput in = new JsonInput(parser);
    in.object((field, value) -> envelope.field(field, value, parser));
    RpcReply<?> reply = envelope.reply();
    long id = envelope.id;
    if (id < 0 && reply instanceof RpcReply.Failed<?>) {
      if (asked == 1) {
        replies.put(-1L, reply);
        return;
      }
      throw ChainException.retryable("the batch was refused: " + reply);
    }
    if (readers.apply(id) == null || replies.put(id, reply) != null) {
      throw ChainException.retryable("an answer to request " + id + ", which was not asked");
    }
  }

  private final class Envelope {
    private final byte[] body;
    private final LongFunction<RpcRequest.@Nullable ResultReader<?>> readers;
    private long id = -1;
    private @Nullable RpcReply<?> reply;
    private int resultFrom = -1;
    private int resultTo;

    Envelope(byte[] body, LongFunction<RpcRequest.@Nullable ResultReader<?>> readers) {
      this.body = body;
      this.readers = readers;
    }

    void field(String field, JsonInput value, JsonParser parser) {
      switch (field) {
        case "id" -> id = value.isNull() ? -1 : value.number();
        case "result" -> result(value, parser);
        case "error" -> {
          if (!value.isNull()) {
            reply = new RpcReply.Failed<>(error(value));
          }
        }
        default -> value.skip();
      }
    }

    /** Some servers put the result before the id that says how to read it. */
    private void result(JsonInput value, JsonParser parser) {
      RpcRequest.ResultReader<?> reader = id < 0 ? null : readers.apply(id);
      if (reader != null) {
        reply = new RpcReply.Result<>(reader.read(value));
        return;
      }
      resultFrom = Math.toIntExact(parser.currentTokenLocation().getByteOffset());
      value.skip();
      parser.finishToken();
      resultTo = Math.toIntExact(parser.currentLocation().getByteOffset());
    }

    RpcReply<?> reply() {
      RpcReply<?> known = reply;
      if (known != null) {
        return known;
      }
      RpcRequest.ResultReader<?> reader = id < 0 ? null : readers.apply(id);
      if (resultFrom < 0 || reader == null) {
        throw ChainException.retryable("neither a result nor an error");
      }
      try (JsonParser again =
          json.createParser(ObjectReadContext.empty(), body, resultFrom, resultTo - resultFrom)) {
        var _ = again.nextToken();
        return new RpcReply.Result<>(reader.read(new JsonInput(again)));
      }
    }
  }

  private static RpcError error(JsonInput in) {
    if (in.isText()) {
      return new RpcError(0, in.text(), Bytes.EMPTY);
    }
    ErrorFields fields = new ErrorFields();
    in.object(fields::field);
    return new RpcError(fields.code, fields.message, fields.data);
  }

  private static final class ErrorFields {
    private long code;
    private String message = "no message";
    private Bytes data = Bytes.EMPTY;

    void field(String field, JsonInput in) {
      switch (field) {
        case "code" -> code = in.number();
        case "message" -> message = in.text();
        case "data" -> data(in);
        default -> in.skip();
      }
    }

    /** Data is the revert's bytes, an object around them, or anything at all. */
    private void data(JsonInput in) {
      if (in.isObject()) {
        in.object((field, value) -> {
          if (field.equals("data")) {
            data(value);
          } else {
            value.skip();
          }
        });
        return;
      }
      if (!in.isText()) {
        in.skip();
        return;
      }
      String text = in.text();
      boolean hex =
          text.length() % 2 == 0
              && text.startsWith("0x")
              && text.chars().skip(2).allMatch(c -> Character.digit(c, 16) >= 0 && c < 128);
      data = hex ? Bytes.parse(text) : Bytes.EMPTY;
    }
  }
}
