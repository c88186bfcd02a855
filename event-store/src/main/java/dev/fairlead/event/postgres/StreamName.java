package dev.fairlead.event.postgres;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A stream's name as rows say it, which may be none that a stream can have. The arrays are never
 * changed. One is made for each event that is verified, so it is no text until somebody reads it.
 */
final class StreamName {
  private final byte[] kind;
  private final byte[] id;
  private final int hash;

  StreamName(byte[] kind, byte[] id) {
    this.kind = kind;
    this.id = id;
    this.hash = 31 * Arrays.hashCode(kind) + Arrays.hashCode(id);
  }

  byte[] kind() {
    return kind;
  }

  byte[] id() {
    return id;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof StreamName that
        && hash == that.hash
        && Arrays.equals(id, that.id)
        && Arrays.equals(kind, that.kind);
  }

  @Override
  public int hashCode() {
    return hash;
  }

  String kindText() {
    return new String(kind, StandardCharsets.UTF_8);
  }

  String idText() {
    return new String(id, StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return kindText() + "/" + idText();
  }
}
