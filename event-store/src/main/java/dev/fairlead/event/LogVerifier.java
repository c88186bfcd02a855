package dev.fairlead.event;

/** Reads the whole log and checks that it is what was once written. */
public interface LogVerifier {
  /** Checks it up to the head of this moment, on the calling thread and helpers of its own. */
  Verdict verify(VerifyProgress progress);

  /** Hears how far the check has come, from time to time and from any thread. */
  @FunctionalInterface
  interface VerifyProgress {
    void checked(long events, long of);
  }
}
