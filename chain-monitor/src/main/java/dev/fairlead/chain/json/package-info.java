/** Reads JSON straight from bytes into the model's types, strictly and within limits. */
@NullMarked
package dev.fairlead.chain.json;

import org.jspecify.annotations.NullMarked;
