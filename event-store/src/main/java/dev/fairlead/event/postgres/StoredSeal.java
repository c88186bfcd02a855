package dev.fairlead.event.postgres;

/**
 * A seal as its row says. The array is never changed.
 *
 * @param micros since 1970
 */
@SuppressWarnings("ArrayRecordComponent")
record StoredSeal(
    long position, long first, long micros, long epoch, String key, byte[] signature) {}
