package dev.fairlead.chain.readable;

/** A named value; where the ABI has no name it is the position, from 0. */
public record Field(String name, FieldValue value) {}
