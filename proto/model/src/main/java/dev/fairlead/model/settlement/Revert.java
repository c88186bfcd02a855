package dev.fairlead.model.settlement;

/**
 * Why a transaction that is in a block failed there.
 *
 * @param reason for people; for {@link Kind#UNKNOWN} why it is not known
 */
public record Revert(Kind kind, String reason) {
  /** What the contract gave as its reason. */
  public enum Kind {
    /** A text, as {@code require} gives it. */
    TEXT,
    /** A mistake that the compiler guards against. */
    PANIC,
    /** An error by a name that is known here. */
    NAMED,
    /** An error that nobody here knows by name. */
    UNNAMED,
    /** No data at all. */
    SILENT,
    OUT_OF_GAS,
    /** No endpoint could tell. */
    UNKNOWN
  }
}
