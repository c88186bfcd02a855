package dev.fairlead.event;

import dev.fairlead.model.Address;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.intent.IntentId;
import java.util.UUID;

/** One sequence of events with versions of its own: {@code intent/<uuid>}, {@code node/<name>}. */
public record StreamId(String kind, String id) {
  private static final int LONGEST_KIND = 32;
  private static final int LONGEST_ID = 120;

  public StreamId {
    if (!isKind(kind)) {
      throw new IllegalArgumentException("not a kind of stream: \"" + kind + "\"");
    }
    if (!isId(id)) {
      throw new IllegalArgumentException("not the id of a stream: \"" + id + "\"");
    }
  }

  /** A small letter, then small letters, digits and hyphens. */
  private static boolean isKind(String kind) {
    if (kind.isEmpty() || kind.length() > LONGEST_KIND || !isSmall(kind.charAt(0))) {
      return false;
    }
    for (int i = 1; i < kind.length(); i++) {
      char c = kind.charAt(i);
      if (!isSmall(c) && !isDigit(c) && c != '-') {
        return false;
      }
    }
    return true;
  }

  /** A letter or digit, then letters, digits, dots, underscores, colons and hyphens. */
  private static boolean isId(String id) {
    if (id.isEmpty() || id.length() > LONGEST_ID || !isLetterOrDigit(id.charAt(0))) {
      return false;
    }
    for (int i = 1; i < id.length(); i++) {
      char c = id.charAt(i);
      if (!isLetterOrDigit(c) && c != '.' && c != '_' && c != ':' && c != '-') {
        return false;
      }
    }
    return true;
  }

  private static boolean isLetterOrDigit(char c) {
    return isSmall(c) || (c >= 'A' && c <= 'Z') || isDigit(c);
  }

  private static boolean isSmall(char c) {
    return c >= 'a' && c <= 'z';
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
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

  /** What happened to an account of the node on one chain, beside its intents. */
  public static StreamId account(ChainId chain, Address account) {
    return new StreamId("account", chain + ":" + account);
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
