package dev.fairlead.chain.rpc;

/** Turns what a socket announces into hints. */
final class HeadListener implements Subscription.Listener {
  static final String PARAMS = "[\"newHeads\"]";

  private final HeadAnnouncement announcements = new HeadAnnouncement();
  private final HeadHints hints;

  HeadListener(HeadHints hints) {
    this.hints = hints;
  }

  @Override
  public void heard(byte[] message) {
    announcements.read(message).ifPresent(hints::announce);
  }

  /** What was announced while nobody listened is found by asking. */
  @Override
  public void resumed() {
    hints.wake();
  }
}
