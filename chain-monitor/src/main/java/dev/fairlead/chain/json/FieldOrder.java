package dev.fairlead.chain.json;

import org.jspecify.annotations.Nullable;

/**
 * Which field came after which in the objects of one kind that a document had so far. Servers write
 * all objects of a kind in one order, so the next name is compared before it is looked up.
 */
final class FieldOrder<F extends Enum<F>> {
  private final FieldNames<F> names;

  /** What came after each field, and last what came first. */
  private final @Nullable FieldName<F>[] next;

  @SuppressWarnings("unchecked")
  FieldOrder(FieldNames<F> names) {
    this.names = names;
    this.next = (@Nullable FieldName<F>[]) new FieldName<?>[names.count() + 1];
  }

  FieldNames<F> names() {
    return names;
  }

  /** The field that is likely to come next; {@code before} is null at an object's begin. */
  @Nullable FieldName<F> after(@Nullable FieldName<F> before) {
    return next[place(before)];
  }

  /** Looks a name up, and remembers what it came after. */
  @Nullable FieldName<F> find(byte[] source, int from, int to, @Nullable FieldName<F> before) {
    FieldName<F> found = names.find(source, from, to);
    if (found != null) {
      next[place(before)] = found;
    }
    return found;
  }

  private int place(@Nullable FieldName<F> before) {
    return before == null ? next.length - 1 : before.place();
  }
}
