package dev.fairlead.event.postgres;

/**
 * An event's row as bytes and numbers, for the check that trusts nothing: it may hold what no event
 * could. The arrays are never changed.
 *
 * @param micros since 1970
 */
@SuppressWarnings("ArrayRecordComponent")
record RawEvent(
    long position,
    byte[] kind,
    byte[] id,
    long version,
    long eventIdHigh,
    long eventIdLow,
    long micros,
    byte[] type,
    byte[] payload,
    byte[] previous,
    byte[] hash) {}
