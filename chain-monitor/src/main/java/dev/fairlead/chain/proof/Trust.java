package dev.fairlead.chain.proof;

/** Which blocks of a chain are handed on. */
public enum Trust {
  /** Only blocks that are proven down to every byte. */
  PROVEN,

  /**
   * Also blocks with a field or a type that this version does not know, as long as all that can be
   * checked holds; the observer hears of each.
   */
  CHECKED
}
