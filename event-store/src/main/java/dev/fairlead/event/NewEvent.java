package dev.fairlead.event;

import dev.fairlead.model.Event;

/** An event to be written, under the identity that its writer chose. */
public record NewEvent(EventId id, Event event) {}
