/**
 * The intent: what a strategy wants, what was decided about it, and everything that happened to it.
 */
@NullMarked
package dev.fairlead.model.intent;

import org.jspecify.annotations.NullMarked;
