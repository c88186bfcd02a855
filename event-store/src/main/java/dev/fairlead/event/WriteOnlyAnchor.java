package dev.fairlead.event;

import java.io.IOException;

/** An anchor takes checkpoints and tells none, so that the log can't be compared with it. */
public final class WriteOnlyAnchor extends IOException {
  private static final long serialVersionUID = 1L;

  public WriteOnlyAnchor(String how) {
    super("it can only be written to: " + how);
  }
}
