package dev.fairlead.model.intent;

/** The name of a venue, such as {@code uniswap-v3}: lower case, digits and hyphens. */
public record VenueId(String value) implements Comparable<VenueId> {
  public VenueId {
    if (!value.matches("[a-z0-9][a-z0-9-]{0,39}")) {
      throw new IllegalArgumentException("not a venue's name: \"" + value + "\"");
    }
  }

  @Override
  public int compareTo(VenueId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
