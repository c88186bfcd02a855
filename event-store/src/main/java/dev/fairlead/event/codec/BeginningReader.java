package dev.fairlead.event.codec;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import dev.fairlead.api.v1.Asset;
import dev.fairlead.api.v1.Intent;
import dev.fairlead.api.v1.IntentAccepted;
import dev.fairlead.api.v1.Origin;
import dev.fairlead.api.v1.ResolvedConstraints;
import dev.fairlead.api.v1.ResolvedIntent;
import dev.fairlead.event.UnreadableEvent;
import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes32;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.intent.IntentId;
import dev.fairlead.model.intent.StrategyId;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Objects;
import java.util.UUID;

/**
 * Goes over the fields of one payload in the order that they stand in and keeps those that are
 * wanted; as in any message, the last one of a field counts.
 */
final class BeginningReader {
  /** Of acceptances and refusals alike. */
  private static final int INTENT = nested(IntentAccepted.INTENT_FIELD_NUMBER);

  private static final int ORIGIN = nested(IntentAccepted.ORIGIN_FIELD_NUMBER);
  private static final int ID = nested(ResolvedIntent.ID_FIELD_NUMBER);
  private static final int STRATEGY = nested(ResolvedIntent.STRATEGY_ID_FIELD_NUMBER);
  private static final int TYPE = number(ResolvedIntent.TYPE_FIELD_NUMBER);
  private static final int SELL = nested(ResolvedIntent.SELL_FIELD_NUMBER);
  private static final int BUY = nested(ResolvedIntent.BUY_FIELD_NUMBER);
  private static final int CONSTRAINTS = nested(ResolvedIntent.CONSTRAINTS_FIELD_NUMBER);
  private static final int DEADLINE = nested(ResolvedConstraints.DEADLINE_FIELD_NUMBER);
  private static final int SECONDS = number(com.google.protobuf.Timestamp.SECONDS_FIELD_NUMBER);
  private static final int NANOS = number(com.google.protobuf.Timestamp.NANOS_FIELD_NUMBER);
  private static final int ADDRESS = nested(Asset.ADDRESS_FIELD_NUMBER);
  private static final int CHAIN = number(Asset.CHAIN_ID_FIELD_NUMBER);
  private static final int PRINCIPAL = nested(Origin.PRINCIPAL_FIELD_NUMBER);
  private static final int KEY = nested(Origin.KEY_FIELD_NUMBER);
  private static final int REQUEST = nested(Origin.REQUEST_HASH_FIELD_NUMBER);

  private final Token sell = new Token();
  private final Token buy = new Token();
  private String id = "";
  private String strategy = "";
  private Intent.Type type = Intent.Type.TYPE_UNSPECIFIED;
  private long seconds;
  private int nanos;
  private boolean hasOrigin;
  private String principal = "";
  private String key = "";
  private String request = "";

  private static final class Token {
    private String address = "";
    private long chain;
  }

  private static int nested(int field) {
    return field << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED;
  }

  private static int number(int field) {
    return field << 3 | WireFormat.WIRETYPE_VARINT;
  }

  IntentBeginning read(String typeName, byte[] payload) {
    CodedInputStream in = CodedInputStream.newInstance(payload);
    try {
      for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
        if (tag == INTENT) {
          intent(in);
        } else if (tag == ORIGIN) {
          origin(in);
        } else {
          in.skipField(tag);
        }
      }
      return beginning();
    } catch (IOException | IllegalArgumentException | DateTimeException | ArithmeticException e) {
      throw new UnreadableEvent(typeName, "the payload can't be read: " + e.getMessage(), e);
    }
  }

  private void intent(CodedInputStream in) throws IOException {
    int limit = in.pushLimit(in.readRawVarint32());
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      if (tag == ID) {
        id = in.readStringRequireUtf8();
      } else if (tag == STRATEGY) {
        strategy = in.readStringRequireUtf8();
      } else if (tag == TYPE) {
        type =
            Objects.requireNonNullElse(
                Intent.Type.forNumber(in.readEnum()), Intent.Type.UNRECOGNIZED);
      } else if (tag == SELL) {
        token(in, sell);
      } else if (tag == BUY) {
        token(in, buy);
      } else if (tag == CONSTRAINTS) {
        constraints(in);
      } else {
        in.skipField(tag);
      }
    }
    in.popLimit(limit);
  }

  private static void token(CodedInputStream in, Token token) throws IOException {
    int limit = in.pushLimit(in.readRawVarint32());
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      if (tag == ADDRESS) {
        token.address = in.readStringRequireUtf8();
      } else if (tag == CHAIN) {
        token.chain = in.readUInt64();
      } else {
        in.skipField(tag);
      }
    }
    in.popLimit(limit);
  }

  private void constraints(CodedInputStream in) throws IOException {
    int limit = in.pushLimit(in.readRawVarint32());
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      if (tag == DEADLINE) {
        deadline(in);
      } else {
        in.skipField(tag);
      }
    }
    in.popLimit(limit);
  }

  private void deadline(CodedInputStream in) throws IOException {
    int limit = in.pushLimit(in.readRawVarint32());
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      if (tag == SECONDS) {
        seconds = in.readInt64();
      } else if (tag == NANOS) {
        nanos = in.readInt32();
      } else {
        in.skipField(tag);
      }
    }
    in.popLimit(limit);
  }

  private void origin(CodedInputStream in) throws IOException {
    hasOrigin = true;
    int limit = in.pushLimit(in.readRawVarint32());
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      if (tag == PRINCIPAL) {
        principal = in.readStringRequireUtf8();
      } else if (tag == KEY) {
        key = in.readStringRequireUtf8();
      } else if (tag == REQUEST) {
        request = in.readStringRequireUtf8();
      } else {
        in.skipField(tag);
      }
    }
    in.popLimit(limit);
  }

  private IntentBeginning beginning() {
    return new IntentBeginning(
        new IntentId(uuid(id)),
        new StrategyId(uuid(strategy)),
        IntentMessages.type(type),
        new ChainId(sell.chain),
        address(sell.address),
        address(buy.address),
        Instant.ofEpochSecond(seconds, nanos),
        hasOrigin
            ? new dev.fairlead.model.intent.Origin(principal, key, Bytes32.parse(request))
            : null);
  }

  private static UUID uuid(String text) {
    if (text.length() != 36) {
      throw new IllegalArgumentException("not a UUID of 36 characters: " + text);
    }
    return UUID.fromString(text);
  }

  /** Whose checksum was checked when it was accepted. */
  private static Address address(String text) {
    if (text.length() != 2 + 2 * Address.LENGTH || !text.startsWith("0x")) {
      throw new IllegalArgumentException("not an address: " + text);
    }
    return Address.of(HexFormat.of().parseHex(text, 2, text.length()));
  }
}
