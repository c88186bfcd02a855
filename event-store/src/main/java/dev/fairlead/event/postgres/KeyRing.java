package dev.fairlead.event.postgres;

import dev.fairlead.event.RecordedEvent;
import dev.fairlead.event.UnreadableEvent;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.node.NodeEvent;
import dev.fairlead.signing.EventVerifier;
import dev.fairlead.signing.SigningException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The keys that the log itself introduced, each from its position on and up to its revocation, and
 * if somebody named the keys to trust, only those. A key that was revoked never counts again.
 * Immutable.
 */
final class KeyRing {
  /** A key and where it counts. */
  private record Key(EventVerifier verifier, long from) {}

  private final Map<String, Key> keys = new HashMap<>();
  private final Map<String, Long> revoked = new HashMap<>();
  private final Set<String> trusted;

  private KeyRing(Set<String> trusted) {
    this.trusted = trusted;
  }

  /** The key history of a log up to a position. */
  static KeyRing read(LogReader reader, long upTo, Set<String> trusted) {
    List<RecordedEvent> lives = new ArrayList<>();
    for (StoredEvent event : reader.ofKind("node", upTo)) {
      decoded(event).ifPresent(lives::add);
    }
    return of(lives, trusted);
  }

  /** What a later version tells of nodes says nothing of the keys before or after it. */
  private static Optional<RecordedEvent> decoded(StoredEvent event) {
    try {
      return Optional.of(event.decoded());
    } catch (UnreadableEvent e) {
      return Optional.empty();
    }
  }

  /** The keys of these events; one whose name is not that of its bytes counts for nothing. */
  static KeyRing of(List<RecordedEvent> events, Set<String> trusted) {
    KeyRing ring = new KeyRing(trusted);
    for (RecordedEvent recorded : events) {
      long position = recorded.position().value();
      if (recorded.event() instanceof NodeEvent.KeyIntroduced introduced) {
        Optional<EventVerifier> verifier = verifier(introduced.publicKey());
        if (verifier.isPresent() && verifier.get().key().equals(introduced.key())) {
          ring.keys.putIfAbsent(introduced.key(), new Key(verifier.get(), position));
        }
      } else if (recorded.event() instanceof NodeEvent.KeyRevoked revocation) {
        ring.revoked.putIfAbsent(revocation.key(), position);
      }
    }
    return ring;
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
        .filter(_ -> revokedAt(name).filter(from -> from <= position).isEmpty())
        .map(Key::verifier)
        .filter(this::isTrusted);
  }

  private boolean isTrusted(EventVerifier key) {
    return trusted.isEmpty() || trusted.contains(key.publicKey().toString().substring(2));
  }

  /** Why a key does not count at a position. */
  String trouble(String name, long position) {
    Key key = keys.get(name);
    String why;
    if (key == null) {
      why = "which the log never introduced";
    } else if (key.from() > position) {
      why = "which counts from position %d on only".formatted(key.from());
    } else if (!isTrusted(key.verifier())) {
      why = "which is not among the trusted keys";
    } else {
      why = "which was revoked at position %d".formatted(revokedAt(name).orElse(0L));
    }
    return "key " + name + ", " + why;
  }

  boolean knows(String name) {
    return keys.containsKey(name);
  }

  /** From where on a key counts no more. */
  Optional<Long> revokedAt(String name) {
    return Optional.ofNullable(revoked.get(name));
  }

  /** Those that count now. */
  List<String> counting() {
    return names().stream().filter(name -> at(name, Long.MAX_VALUE).isPresent()).toList();
  }

  List<String> names() {
    return keys.keySet().stream().sorted().toList();
  }
}
