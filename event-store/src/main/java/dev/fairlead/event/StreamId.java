package dev.fairlead.event;

import dev.fairlead.model.ChainId;
import dev.fairlead.model.intent.IntentId;
import java.util.UUID;
import java.util.regex.Pattern;

/** One sequence of events with versions of its own: {@code intent/<uuid>}, {@code node/<name>}. */
public record StreamId(String kind, String id) {
  private static final Pattern KIND = Pattern.compile("[a-z][a-z0-9-]{0,31}");
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:-]{0,119}");

  public StreamId {
    if (!KIND.matcher(kind).matches()) {
      throw new IllegalArgumentException("not a kind of stream: \"" + kind + "\"");
    }
    if (!ID.matcher(id).matches()) {
      throw new IllegalArgumentException("not the id of a stream: \"" + id + "\"");
    }
  }

  /** The life of one intent. */
  public static StreamId intent(IntentId intent) {
    return new StreamId("intent", intent.toString());
  }

  /** The life of one node. */
  public static StreamId node(String name) {
    return new StreamId("node", name);
  }

  /** What happened to one chain. */
  public static StreamId chain(ChainId chain) {
    return new StreamId("chain", chain.toString());
  }

  /** The intent whose life this is. */
  public IntentId intent() {
    if (!kind.equals("intent")) {
      throw new IllegalStateException(this + " is not the life of an intent");
    }
    return new IntentId(UUID.fromString(id));
  }

  @Override
  public String toString() {
    return kind + "/" + id;
  }
}
