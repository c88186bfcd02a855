/**
 * The words in Java: exact value types, the intent, its plan and its events. No I/O, no clock, no
 * logging.
 */
@NullMarked
package dev.fairlead.model;

import org.jspecify.annotations.NullMarked;
