package dev.fairlead.model.intent;

/** One check that an intent passed, with the figures that it was decided on. */
public record RiskCheck(String name, String detail) {}
