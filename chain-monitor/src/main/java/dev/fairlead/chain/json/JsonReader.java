package dev.fairlead.chain.json;

/**
 * Reads one value; the input stands on its first byte. A value that is left unread is skipped.
 *
 * @param <T> what the value is read into
 */
@FunctionalInterface
public interface JsonReader<T> {
  T read(JsonInput in);
}
