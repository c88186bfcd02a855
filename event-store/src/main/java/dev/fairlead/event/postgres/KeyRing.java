package dev.fairlead.event.postgres;

import dev.fairlead.event.RecordedEvent;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.node.NodeEvent;
import dev.fairlead.signing.EventVerifier;
import dev.fairlead.signing.SigningException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The keys that the log itself introduced, each from its position on. Immutable. */
final class KeyRing {
  /** A key and where it begins to count. */
  private record Key(EventVerifier verifier, long from) {}

  private final Map<String, Key> keys;

  private KeyRing(Map<String, Key> keys) {
    this.keys = keys;
  }

  /** The keys of these events; one whose name is not that of its bytes counts for nothing. */
  static KeyRing of(List<RecordedEvent> events) {
    Map<String, Key> keys = new HashMap<>();
    for (RecordedEvent recorded : events) {
      if (recorded.event() instanceof NodeEvent.KeyIntroduced introduced) {
        Optional<EventVerifier> verifier = verifier(introduced.publicKey());
        if (verifier.isPresent() && verifier.get().key().equals(introduced.key())) {
          keys.putIfAbsent(introduced.key(), new Key(verifier.get(), recorded.position().value()));
        }
      }
    }
    return new KeyRing(keys);
  }

  private static Optional<EventVerifier> verifier(Bytes publicKey) {
    try {
      return Optional.of(EventVerifier.of(publicKey));
    } catch (SigningException e) {
      return Optional.empty();
    }
  }

  /** The key of this name, if it counts at a position. */
  Optional<EventVerifier> at(String name, long position) {
    return Optional.ofNullable(keys.get(name))
        .filter(key -> key.from() <= position)
        .map(Key::verifier);
  }

  List<String> names() {
    return keys.keySet().stream().sorted().toList();
  }
}
