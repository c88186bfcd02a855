package dev.fairlead.venue.file;

/** A market file is not what its format says, with the place as a JSON pointer. */
public final class MarketFileException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  private final String place;

  MarketFileException(String place, String problem) {
    super("market file, at " + (place.isEmpty() ? "/" : place) + ": " + problem);
    this.place = place;
  }

  /** Such as {@code /pools/17/state/ticks/3/net}. */
  public String place() {
    return place;
  }
}
