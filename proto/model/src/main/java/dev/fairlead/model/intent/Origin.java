package dev.fairlead.model.intent;

import dev.fairlead.model.Bytes32;

/**
 * Who asked for an intent, under which key, and the hash of what was asked: the same request of the
 * same principal under the same key is a repeat.
 */
public record Origin(String principal, String key, Bytes32 requestHash) {}
