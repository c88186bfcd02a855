package dev.fairlead.chain.rpc;

import dev.fairlead.chain.json.FieldNames;
import dev.fairlead.chain.json.JsonInput;
import dev.fairlead.chain.json.JsonLimits;
import dev.fairlead.model.BlockHash;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the hash out of a subscription's message. */
final class HeadAnnouncement {
  private final JsonLimits limits;

  HeadAnnouncement(JsonLimits limits) {
    this.limits = limits;
  }

  /** Empty for other messages, such as the answer to the subscription. */
  Optional<BlockHash> read(byte[] message) {
    return JsonInput.read(
        message,
        limits,
        in -> {
          Fields fields = new Fields();
          in.object(MessageField.NAMES, fields::message);
          return Optional.ofNullable(fields.hash);
        });
  }

  private enum MessageField {
    PARAMS;

    private static final FieldNames<MessageField> NAMES = FieldNames.of(MessageField.class);
  }

  private enum ParamsField {
    RESULT;

    private static final FieldNames<ParamsField> NAMES = FieldNames.of(ParamsField.class);
  }

  private enum HeadField {
    HASH;

    private static final FieldNames<HeadField> NAMES = FieldNames.of(HeadField.class);
  }

  private static final class Fields {
    private @Nullable BlockHash hash;

    void message(MessageField field, JsonInput in) {
      if (in.isObject()) {
        in.object(ParamsField.NAMES, this::params);
      }
    }

    private void params(ParamsField field, JsonInput in) {
      if (in.isObject()) {
        in.object(HeadField.NAMES, this::head);
      }
    }

    private void head(HeadField field, JsonInput in) {
      hash = new BlockHash(in.bytes32());
    }
  }
}
