/**
 * The words of the model as messages on the wire and in the log, and back: nothing is lost, rounded
 * or guessed on the way.
 */
@NullMarked
package dev.fairlead.event.codec;

import org.jspecify.annotations.NullMarked;
