package dev.fairlead.event.postgres;

import dev.fairlead.event.Verdict.Broken;
import dev.fairlead.event.Verdict.Fault;
import dev.fairlead.event.proof.Frontier;
import dev.fairlead.model.LogPosition;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * The log as known up to some position: how its stretches fit together, the tree over them, and the
 * checkpoints up to there. For one thread.
 */
final class JoinedSegments {
  private final VerifyScope scope;
  private final StoredTree upper;
  private final JoinedStreams streams;
  private final Frontier tree = new Frontier();
  private long lastMicros = Long.MIN_VALUE;
  private long lastEpoch = Long.MIN_VALUE;
  private long seals;
  private long vouchedUpTo;

  /** {@code upper}: the stored nodes above those that a stretch checks alone. */
  JoinedSegments(VerifyScope scope, StoredTree upper, JoinedStreams streams) {
    this.scope = scope;
    this.upper = upper;
    this.streams = streams;
  }

  /** Adds the stretch that comes next. */
  Optional<Broken> add(Segment segment) throws SQLException {
    for (StreamPart part : segment.streams()) {
      long before = streams.add(part);
      if (part.first() != before + 1 && scope.has(LogCheck.VERSIONS_ACROSS)) {
        segment.breakBefore(
            part.firstPosition(),
            Fault.STREAM_VERSION,
            "version %d of %s comes after version %d".formatted(part.first(), part.name(), before));
      }
    }
    streams.add(segment.rows());
    fit(segment);
    seals += segment.seals();
    return marks(segment).or(segment::broken).or(() -> grow(segment));
  }

  /** A commit may be longer than a stretch, which has no seal then. */
  private void fit(Segment segment) {
    if (segment.firstPosition() == 0) {
      return;
    }
    if (segment.firstMicros() < lastMicros && scope.has(LogCheck.TIME_ACROSS)) {
      segment.breakBefore(segment.firstPosition(), Fault.TIME, "recorded before the last one");
    }
    if (segment.seals() > 0) {
      if (segment.firstEpoch() < lastEpoch && scope.has(LogCheck.EPOCH_ACROSS)) {
        segment.breakBefore(segment.firstSeal(), Fault.SEAL, "an epoch after a later one");
      }
      lastEpoch = segment.lastEpoch();
    }
    lastMicros = segment.lastMicros();
  }

  /** What the checkpoints say of the log up to the first other damage. */
  private Optional<Broken> marks(Segment segment) {
    long sound = segment.broken().map(broken -> broken.position().value()).orElse(Long.MAX_VALUE);
    for (Segment.Mark mark : segment.marks()) {
      if (mark.said().checkpoint().size() >= sound) {
        break;
      }
      if (scope.has(LogCheck.CHECKPOINT_HISTORY)
          && !mark.said().checkpoint().agreesWith(tree.rootWith(mark.leaves()), mark.head())) {
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
    if (segment.leaves().size() == scope.stretch()) {
      tree.add(
          scope.level(),
          segment.leaves().root(),
          (level, index, root) -> {
            if (level > scope.level()
                && segment.broken().isEmpty()
                && !upper.agrees(level, index, root)
                && scope.has(LogCheck.TREE_ACROSS)) {
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

  /** What the events say of the tables that are made of them. */
  JoinedStreams streams() {
    return streams;
  }

  long seals() {
    return seals;
  }
}
