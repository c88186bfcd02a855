package dev.fairlead.chain.rpc;

import dev.fairlead.chain.ChainException;
import dev.fairlead.model.BlockHash;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** Reads the hash out of a subscription's message. */
final class HeadAnnouncement {
  private final JsonFactory json = JsonFactory.builder().build();

  /** Empty for other messages, such as the answer to the subscription. */
  Optional<BlockHash> read(byte[] message) {
    try (JsonParser parser = json.createParser(ObjectReadContext.empty(), message)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw ChainException.retryable("not a subscription's message");
      }
      Fields fields = new Fields();
      new JsonInput(parser).object(fields::message);
      return Optional.ofNullable(fields.hash);
    } catch (JacksonException e) {
      throw new ChainException(
          ChainException.Kind.RETRYABLE, "not JSON: " + e.getOriginalMessage(), e);
    }
  }

  private static final class Fields {
    private @Nullable BlockHash hash;

    void message(String field, JsonInput in) {
      if (field.equals("params") && in.isObject()) {
        in.object(this::params);
      } else {
        in.skip();
      }
    }

    private void params(String field, JsonInput in) {
      if (field.equals("result") && in.isObject()) {
        in.object(this::head);
      } else {
        in.skip();
      }
    }

    private void head(String field, JsonInput in) {
      if (field.equals("hash")) {
        hash = new BlockHash(in.bytes32());
      } else {
        in.skip();
      }
    }
  }
}
