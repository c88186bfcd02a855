package dev.fairlead.event;

import dev.fairlead.model.LogPosition;
import java.util.List;

/** What a check of the whole log found. */
public sealed interface Verdict {
  /**
   * Every hash, signature, version and key is right, for {@code count} events up to the head, and
   * so are the tree, all checkpoints of it, and the tables that are made of the events.
   *
   * @param keys the names of the keys whose seals count, those that were revoked later included
   * @param checkpoints how many agree with the log
   * @param unread anchors that could not be read, and why; they were not compared
   * @param outside how many of the checkpoints came from anchors, not from the log's own database;
   *     where there are none, nothing here tells a log that was rewritten with a stolen key
   * @param outsideUpTo the most events that one of those is of; nobody outside vouches for more
   * @param unchecked what could not be compared, and why
   */
  record Sound(
      long count,
      long seals,
      LogHead head,
      List<String> keys,
      long checkpoints,
      List<String> unread,
      long outside,
      long outsideUpTo,
      List<String> unchecked)
      implements Verdict {
    public Sound {
      keys = List.copyOf(keys);
      unread = List.copyOf(unread);
      unchecked = List.copyOf(unchecked);
    }
  }

  /** The first bad position and what is wrong there; nothing from there on can be relied on. */
  record Broken(LogPosition position, Fault fault, String what) implements Verdict {}

  /** The kinds of damage. */
  enum Fault {
    /** A position is missing. */
    GAP,
    /** An event is not the one that its hash was made for. */
    CONTENT,
    /** An event does not follow the one before it. */
    CHAIN,
    /** A stream's versions are not 1, 2, 3 and so on. */
    STREAM_VERSION,
    /** Time ran backwards, or events of one commit have different times. */
    TIME,
    /** A commit has no seal, or a seal has no commit. */
    SEAL_MISSING,
    /** A seal does not fit its commit, or its signature is wrong. */
    SEAL,
    /** A seal is by a key that is not valid there. */
    KEY,
    /** A table that only serves to find events does not agree with the events. */
    LOOKUP,
    /** The log ends elsewhere than its head says. */
    TAIL,
    /** A stored node of the Merkle tree is not that of the events. */
    TREE,
    /** A checkpoint speaks of another log than this one. */
    CHECKPOINT
  }
}
