package dev.fairlead.chain.rpc;

import dev.fairlead.chain.ChainException;
import dev.fairlead.chain.json.FieldNames;
import dev.fairlead.chain.json.JsonInput;
import dev.fairlead.chain.json.JsonLimits;
import dev.fairlead.chain.json.JsonReader;
import dev.fairlead.model.Bytes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** Reads JSON-RPC responses, one or a batch, within the endpoint's limits. */
final class RpcDecoder {
  private final JsonLimits limits;

  RpcDecoder(RpcEndpoint endpoint) {
    this.limits = endpoint.json();
  }

  /** The replies by id; {@code readers} gives the reader of each id that was asked. */
  Map<Long, RpcReply<?>> decode(
      byte[] body, int asked, LongFunction<@Nullable JsonReader<?>> readers) {
    Map<Long, RpcReply<?>> replies = HashMap.newHashMap(asked);
    for (Answer answer : JsonInput.read(body, limits, in -> answers(in, readers))) {
      if (answer.id < 0 && answer.reply instanceof RpcReply.Failed<?>) {
        if (asked > 1) {
          throw ChainException.retryable("the batch was refused: " + answer.reply);
        }
        replies.put(-1L, answer.reply);
      } else if (readers.apply(answer.id) == null || replies.put(answer.id, answer.reply) != null) {
        throw ChainException.retryable(
            "an answer to request " + answer.id + ", which was not asked");
      }
    }
    return replies;
  }

  /** The reply to the request with that id; the id is negative if the server named none. */
  private record Answer(long id, RpcReply<?> reply) {}

  private static List<Answer> answers(JsonInput in, LongFunction<@Nullable JsonReader<?>> readers) {
    if (in.isObject()) {
      return List.of(new Envelope(readers).read(in));
    }
    if (in.isArray()) {
      return in.list(one -> new Envelope(readers).read(one));
    }
    throw ChainException.retryable("not a JSON-RPC response");
  }

  private enum Field {
    ID,
    RESULT,
    ERROR;

    private static final FieldNames<Field> NAMES = FieldNames.of(Field.class);
  }

  private static final class Envelope {
    private final LongFunction<@Nullable JsonReader<?>> readers;
    private long id = -1;
    private int unread = -1;
    private @Nullable RpcReply<?> reply;

    Envelope(LongFunction<@Nullable JsonReader<?>> readers) {
      this.readers = readers;
    }

    Answer read(JsonInput in) {
      in.object(Field.NAMES, this::field);
      JsonReader<?> reader = reader();
      if (reply == null && reader != null && unread >= 0) {
        reply = new RpcReply.Result<>(in.again(unread, reader));
      }
      if (reply == null) {
        throw ChainException.retryable("neither a result nor an error");
      }
      return new Answer(id, reply);
    }

    private void field(Field field, JsonInput in) {
      switch (field) {
        case ID -> id = in.isNull() ? -1 : in.number();
        case RESULT -> result(in);
        case ERROR -> {
          if (!in.isNull()) {
            reply = new RpcReply.Failed<>(error(in));
          }
        }
      }
    }

    /** Some servers put the result before the id that says how to read it. */
    private void result(JsonInput in) {
      JsonReader<?> reader = reader();
      if (reader == null) {
        unread = in.position();
      } else {
        reply = new RpcReply.Result<>(reader.read(in));
      }
    }

    private @Nullable JsonReader<?> reader() {
      return id < 0 ? null : readers.apply(id);
    }
  }

  private static RpcError error(JsonInput in) {
    if (in.isText()) {
      return new RpcError(0, in.text(), Bytes.EMPTY);
    }
    ErrorFields fields = new ErrorFields();
    in.object(ErrorField.NAMES, fields::field);
    return new RpcError(fields.code, fields.message, fields.data);
  }

  private enum ErrorField {
    CODE,
    MESSAGE,
    DATA;

    private static final FieldNames<ErrorField> NAMES = FieldNames.of(ErrorField.class);
  }

  private enum DataField {
    DATA;

    private static final FieldNames<DataField> NAMES = FieldNames.of(DataField.class);
  }

  private static final class ErrorFields {
    private long code;
    private String message = "no message";
    private Bytes data = Bytes.EMPTY;

    void field(ErrorField field, JsonInput in) {
      switch (field) {
        case CODE -> code = in.number();
        case MESSAGE -> message = in.text();
        case DATA -> data(in);
      }
    }

    /** Data is the revert's bytes, an object around them, or anything at all. */
    private void data(JsonInput in) {
      if (in.isObject()) {
        in.object(DataField.NAMES, (_, value) -> data(value));
      } else if (in.isText()) {
        data = bytes(in.text());
      }
    }

    private static Bytes bytes(String text) {
      boolean hex =
          text.length() % 2 == 0
              && text.startsWith("0x")
              && text.chars().skip(2).allMatch(c -> Character.digit(c, 16) >= 0 && c < 128);
      return hex ? Bytes.parse(text) : Bytes.EMPTY;
    }
  }
}
