/** The measured runs behind every published number, in one shape. */
@NullMarked
package dev.fairlead.bench;

import org.jspecify.annotations.NullMarked;
