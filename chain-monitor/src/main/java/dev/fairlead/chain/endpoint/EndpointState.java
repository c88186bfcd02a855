package dev.fairlead.chain.endpoint;

/** How far an endpoint can be used. */
public enum EndpointState {
  /** It is asked. */
  HEALTHY,
  /** It says itself that it does not know the newest blocks yet. */
  SYNCING,
  /** Its head is too far below the best one. */
  BEHIND,
  /** It wants to be asked less. */
  RATE_LIMITED,
  /** It is silent, or its answers can't be read. */
  UNREACHABLE,
  /** It serves another chain. */
  WRONG_CHAIN,
  /** At a height that is final it has another block. */
  FORKED,
  /** It told what was disproved, or was outvoted. */
  LYING;

  /** Whether it is not asked for anything but the proof that it may be asked again. */
  public boolean isQuarantined() {
    return this == WRONG_CHAIN || this == FORKED || this == LYING;
  }
}
