package dev.fairlead.event;

import java.security.SecureRandom;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The identity of an event, chosen by its writer: the same id is never written twice, so a repeated
 * append is harmless.
 */
public record EventId(UUID value) {
  private static final long VERSION_8 = 0x8000;
  private static final long RANDOM_BITS = 0x0fff;
  private static final int COUNTER_SHIFT = 16;

  /** Begins somewhere else in each process. */
  private static final AtomicLong NEXT = new AtomicLong(new SecureRandom().nextLong());

  /**
   * A new identity: 74 random bits after a counter (version 8 of RFC 9562). The ids of one process
   * are neighbours, so that an index of them grows at one place instead of everywhere, which costs
   * it much less. Nothing is ever read from them.
   */
  public static EventId random() {
    UUID random = UUID.randomUUID();
    long first =
        (NEXT.getAndIncrement() << COUNTER_SHIFT)
            | VERSION_8
            | (random.getMostSignificantBits() & RANDOM_BITS);
    return new EventId(new UUID(first, random.getLeastSignificantBits()));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
