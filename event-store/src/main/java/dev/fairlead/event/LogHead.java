package dev.fairlead.event;

import dev.fairlead.model.Bytes32;
import dev.fairlead.model.LogPosition;

/** The end of the log: its last position and the hash that covers everything up to there. */
public record LogHead(LogPosition position, Bytes32 hash) {}
