package dev.fairlead.model;

/** Something that happened and is written in the log. Named in the past tense, never edited. */
public interface Event {}
