/**
 * Reading many contracts at one block: batches of view calls, and what tokens say of themselves.
 */
@NullMarked
package dev.fairlead.venue.read;

import org.jspecify.annotations.NullMarked;
