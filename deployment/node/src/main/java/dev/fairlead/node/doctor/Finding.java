package dev.fairlead.node.doctor;

/**
 * One check and what became of it.
 *
 * @param area what it belongs to, such as {@code chain ethereum} or {@code database}
 * @param subject what was looked at: an endpoint, a contract, a file
 * @param check what was to be proved of it
 */
public record Finding(String area, String subject, String check, Outcome outcome) {}
