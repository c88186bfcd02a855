package dev.fairlead.event;

/** A moment that this log has nothing to say of: not yet, or not any more, or never. */
public final class UnknownMoment extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public UnknownMoment(String why) {
    super(why);
  }
}
