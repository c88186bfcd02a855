package dev.fairlead.chain.endpoint;

/** What an endpoint is asked for. */
public enum EndpointRole {
  /** Blocks, receipts, logs and state. */
  READ,
  /** Public transactions are handed to it. */
  SEND,
  /** Its word counts where several must agree. */
  QUORUM
}
