package dev.fairlead.event;

import dev.fairlead.model.LogPosition;
import java.time.Instant;
import java.util.regex.Pattern;

/**
 * A named place in the log that its reader moves forward as it finishes its work, and that outlives
 * the reader and the node: everything up to {@code position} is done with.
 */
public record Cursor(Name name, LogPosition position, Instant movedAt) {
  /** What a reader calls its cursor. */
  public record Name(String value) {
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:-]{0,99}");

    public Name {
      if (!FORM.matcher(value).matches()) {
        throw new IllegalArgumentException(
            "a cursor's name has 1 to 100 letters, digits, dots, colons, dashes and underscores,"
                + " and begins with a letter or a digit");
      }
    }

    @Override
    public String toString() {
      return value;
    }
  }
}
