package dev.fairlead.venue.file;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** The fields of an object, each of which must be asked for. */
public final class Fields {
  private final JsonNode object;
  private final String place;
  private final Set<String> asked = new HashSet<>();

  Fields(JsonNode object, String place) {
    this.object = object;
    this.place = place;
  }

  /** A field that must be there. */
  public Value field(String name) {
    return optional(name).orElseThrow(() -> new MarketFileException(place, "lacks " + name));
  }

  Optional<Value> optional(String name) {
    asked.add(name);
    return Optional.ofNullable(object.get(name)).map(found -> new Value(found, place + "/" + name));
  }

  /** Refuses what nobody asked for. */
  void close() {
    for (String name : object.propertyNames()) {
      if (!asked.contains(name)) {
        throw new MarketFileException(place + "/" + Value.escaped(name), "unknown field");
      }
    }
  }
}
