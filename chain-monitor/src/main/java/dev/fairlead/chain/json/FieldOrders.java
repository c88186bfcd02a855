package dev.fairlead.chain.json;

import java.util.ArrayList;
import java.util.List;

/** The orders of all kinds of objects that a document had so far. */
final class FieldOrders {
  private final List<FieldOrder<?>> known = new ArrayList<>();

  @SuppressWarnings("unchecked")
  <F extends Enum<F>> FieldOrder<F> of(FieldNames<F> names) {
    for (int i = 0; i < known.size(); i++) {
      if (known.get(i).names() == names) {
        return (FieldOrder<F>) known.get(i);
      }
    }
    FieldOrder<F> order = new FieldOrder<>(names);
    known.add(order);
    return order;
  }
}
