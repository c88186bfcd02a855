/** The whole path of an intent, step by step, on embedded parts. */
@NullMarked
package dev.fairlead.bench.path;

import org.jspecify.annotations.NullMarked;
