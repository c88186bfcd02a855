package dev.fairlead.venue.file;

import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Uint256;
import java.math.BigInteger;
import java.util.Collection;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes the fields of an object, in the order of the calls, as {@link Value} reads them. */
public final class FieldWriter {
  private final ObjectNode object;

  FieldWriter(ObjectNode object) {
    this.object = object;
  }

  public FieldWriter number(String name, Uint256 value) {
    object.put(name, value.toString());
    return this;
  }

  public FieldWriter signed(String name, BigInteger value) {
    object.put(name, value.toString());
    return this;
  }

  public FieldWriter integer(String name, long value) {
    object.put(name, value);
    return this;
  }

  public FieldWriter flag(String name, boolean value) {
    object.put(name, value);
    return this;
  }

  public FieldWriter text(String name, String value) {
    object.put(name, value);
    return this;
  }

  public FieldWriter address(String name, Address value) {
    object.put(name, value.toString());
    return this;
  }

  public FieldWriter bytes(String name, Bytes value) {
    object.put(name, value.toString());
    return this;
  }

  public FieldWriter choice(String name, Enum<?> value) {
    object.put(name, Value.name(value));
    return this;
  }

  public FieldWriter numbers(String name, Collection<Uint256> values) {
    ArrayNode array = object.putArray(name);
    values.forEach(value -> array.add(value.toString()));
    return this;
  }

  FieldWriter texts(String name, Collection<String> values) {
    ArrayNode array = object.putArray(name);
    values.forEach(array::add);
    return this;
  }

  public FieldWriter object(String name, Consumer<FieldWriter> writer) {
    writer.accept(new FieldWriter(object.putObject(name)));
    return this;
  }

  public <T> FieldWriter objects(
      String name, Iterable<T> items, BiConsumer<FieldWriter, T> writer) {
    ArrayNode array = object.putArray(name);
    items.forEach(item -> writer.accept(new FieldWriter(array.addObject()), item));
    return this;
  }
}
