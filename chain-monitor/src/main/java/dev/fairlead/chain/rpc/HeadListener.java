package dev.fairlead.chain.rpc;

import dev.fairlead.chain.json.JsonLimits;

/** Turns what a socket announces into hints. */
final class HeadListener implements Subscription.Listener {
  static final String PARAMS = "[\"newHeads\"]";

  private final HeadAnnouncement announcements;
  private final HeadHints hints;

  HeadListener(JsonLimits limits, HeadHints hints) {
    this.announcements = new HeadAnnouncement(limits);
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
