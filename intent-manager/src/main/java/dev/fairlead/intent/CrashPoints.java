package dev.fairlead.intent;

import dev.fairlead.model.intent.IntentId;

/** Called at each {@link CrashPoint}. In production nothing happens there. */
@FunctionalInterface
public interface CrashPoints {
  void reach(CrashPoint point, IntentId id);

  /** Goes on at every point. */
  static CrashPoints none() {
    return (_, _) -> {};
  }
}
