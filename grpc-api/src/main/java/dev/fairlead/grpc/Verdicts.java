package dev.fairlead.grpc;

import dev.fairlead.event.Verdict;

/** What a check of the log found, on the wire. */
public final class Verdicts {
  private Verdicts() {}

  public static dev.fairlead.api.v1.Verdict message(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Sound sound ->
          dev.fairlead.api.v1.Verdict.newBuilder()
              .setSound(true)
              .setEvents(sound.count())
              .setSignatures(sound.seals())
              .setHeadHash(sound.head().hash().toString())
              .setCheckpoints(sound.checkpoints())
              .addAllUnreadAnchors(sound.unread())
              .addAllKeys(sound.keys())
              .setOutsideCheckpoints(sound.outside())
              .setOutsideUpTo(sound.outsideUpTo())
              .addAllUnchecked(sound.unchecked())
              .build();
      case Verdict.Broken broken ->
          dev.fairlead.api.v1.Verdict.newBuilder()
              .setSound(false)
              .setBrokenAt(broken.position().value())
              .setProblem(broken.what())
              .setFault(broken.fault().name())
              .build();
    };
  }
}
