package dev.fairlead.chain.json;

/**
 * Reads the value of one field of an object. A value that is left unread is skipped.
 *
 * @param <F> the fields that are read; all others are skipped
 */
@FunctionalInterface
public interface FieldReader<F> {
  void read(F field, JsonInput in);
}
