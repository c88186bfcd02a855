package dev.fairlead.event.proof;

/** A text is no checkpoint and no proof at all. */
public final class MalformedProof extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  MalformedProof(String problem) {
    super(problem);
  }
}
