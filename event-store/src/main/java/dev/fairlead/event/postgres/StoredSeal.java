package dev.fairlead.event.postgres;

import java.time.Instant;

/** A commit's seal as its row says. The array is never changed. */
@SuppressWarnings("ArrayRecordComponent")
record StoredSeal(
    long position, long first, Instant recordedAt, long epoch, String key, byte[] signature) {}
