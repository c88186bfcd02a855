package dev.fairlead.event.postgres;

/** A stream's name as rows say it, which may be none that a stream can have. */
record StreamName(String kind, String id) {
  @Override
  public String toString() {
    return kind + "/" + id;
  }
}
