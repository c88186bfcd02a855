package dev.fairlead.devnet.block;

import dev.fairlead.model.Bytes;
import java.util.List;

/** What a contract wrote. */
record GeneratedLog(Bytes address, List<Bytes> topics, Bytes data) {
  String json(Place place, int index) {
    return place
        .of(new JsonObject().text("address", address))
        .list("topics", topics.stream().map(topic -> "\"" + topic + "\"").toList())
        .text("data", data)
        .quantity("logIndex", index)
        .raw("removed", "false")
        .end();
  }
}
