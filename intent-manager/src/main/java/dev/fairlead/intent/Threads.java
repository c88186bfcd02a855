package dev.fairlead.intent;

/** Waits for threads that were told to end. */
final class Threads {
  private Threads() {}

  /** Returns when {@code thread} has ended; an interrupt meanwhile is kept for the caller. */
  static void join(Thread thread) {
    boolean interrupted = false;
    while (true) {
      try {
        thread.join();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
