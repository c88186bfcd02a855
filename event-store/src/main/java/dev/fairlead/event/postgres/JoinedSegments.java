package dev.fairlead.event.postgres;

import dev.fairlead.event.Verdict.Broken;
import dev.fairlead.event.Verdict.Fault;
import dev.fairlead.event.proof.Frontier;
import dev.fairlead.model.LogPosition;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The log as known up to some position: how its stretches fit together, the tree over them, and the
 * checkpoints up to there. For one thread.
 */
final class JoinedSegments {
  private static final int STRETCH_LEVEL = PostgresLogVerifier.STRETCH_LEVEL;

  private final StoredTree upper;
  private final Map<StreamName, Long> versions = new HashMap<>();
  private final Frontier tree = new Frontier();
  private final KeyPrint keys;
  private @Nullable Segment last;
  private long seals;
  private long vouchedUpTo;

  /** {@code upper}: the stored nodes above those that a stretch checks alone. */
  JoinedSegments(StoredTree upper, KeyPrint keys) {
    this.upper = upper;
    this.keys = keys;
  }

  /** Adds the stretch that comes next. */
  Optional<Broken> add(Segment segment) {
    for (Map.Entry<StreamName, Segment.Versions> entry : segment.streams().entrySet()) {
      Segment.Versions found = entry.getValue();
      long before = versions.getOrDefault(entry.getKey(), 0L);
      if (found.first() != before + 1) {
        earlier(segment, entry.getKey(), found, before);
      }
      versions.put(entry.getKey(), found.last());
    }
    if (last != null && segment.broken().isEmpty()) {
      fit(last, segment);
    }
    last = segment;
    seals += segment.seals();
    keys.add(segment.keys());
    return marks(segment).or(segment::broken).or(() -> grow(segment));
  }

  private static void earlier(
      Segment segment, StreamName stream, Segment.Versions found, long before) {
    boolean first =
        segment
            .broken()
            .map(broken -> found.firstPosition() < broken.position().value())
            .orElse(true);
    if (first) {
      segment.breakAt(
          found.firstPosition(),
          Fault.STREAM_VERSION,
          "version %d of %s comes after version %d".formatted(found.first(), stream, before));
    }
  }

  private static void fit(Segment previous, Segment segment) {
    long first =
        segment.streams().values().stream()
            .mapToLong(Segment.Versions::firstPosition)
            .min()
            .orElse(0);
    if (segment.firstMicros() < previous.lastMicros()) {
      segment.breakAt(first, Fault.TIME, "recorded before the last one");
    } else if (segment.seals() > 0 && segment.firstEpoch() < previous.lastEpoch()) {
      segment.breakAt(first, Fault.SEAL, "an epoch after a later one");
    }
  }

  /** What the checkpoints say of the log up to the first other damage. */
  private Optional<Broken> marks(Segment segment) {
    long sound = segment.broken().map(broken -> broken.position().value()).orElse(Long.MAX_VALUE);
    for (Segment.Mark mark : segment.marks()) {
      if (mark.said().checkpoint().size() >= sound) {
        break;
      }
      if (!mark.said().checkpoint().agreesWith(tree.rootWith(mark.leaves()), mark.head())) {
        return Optional.of(disagreement(mark.said()));
      }
      if (mark.trouble().isPresent()) {
        return mark.trouble();
      }
      vouchedUpTo = mark.said().checkpoint().size();
    }
    return Optional.empty();
  }

  /** Where another checkpoint of the same size agrees, it is this one that is wrong. */
  private Broken disagreement(Vouched.Said said) {
    long size = said.checkpoint().size();
    long first = Math.min(vouchedUpTo + 1, size);
    return new Broken(
        new LogPosition(first),
        Fault.CHECKPOINT,
        "%s has a checkpoint of %d events, signed at %s by key %s, with another history: %s"
            .formatted(
                said.by(),
                size,
                said.checkpoint().time(),
                said.checkpoint().key(),
                vouchedUpTo < size
                    ? "the log was rewritten somewhere from position %d to %d"
                        .formatted(first, size)
                    : "another checkpoint of so many events agrees with the log"));
  }

  private Optional<Broken> grow(Segment segment) {
    if (segment.leaves().size() == 1L << STRETCH_LEVEL) {
      tree.add(
          STRETCH_LEVEL,
          segment.leaves().root(),
          (level, index, root) -> {
            if (level > STRETCH_LEVEL
                && segment.broken().isEmpty()
                && !upper.agrees(level, index, root)) {
              segment.breakAt(
                  (index << level) + 1, Fault.TREE, SegmentCheck.treeTrouble(level, index));
            }
          });
    }
    return segment.broken();
  }

  /** Checkpoints of more events than there are. */
  Optional<Broken> cutOff(List<Vouched.Said> beyond, long end) {
    return beyond.stream()
        .findFirst()
        .map(said ->
            new Broken(
                new LogPosition(end + 1),
                Fault.CHECKPOINT,
                "the log ends at %d, but %s has a checkpoint of %d events, signed at %s by key %s"
                    .formatted(
                        end,
                        said.by(),
                        said.checkpoint().size(),
                        said.checkpoint().time(),
                        said.checkpoint().key())));
  }

  /** Each stream's last version. */
  Map<StreamName, Long> versions() {
    return versions;
  }

  /** What the keys of all events must be. */
  KeyPrint keys() {
    return keys;
  }

  long seals() {
    return seals;
  }
}
