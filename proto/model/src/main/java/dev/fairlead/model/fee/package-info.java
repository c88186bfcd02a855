/** What a transaction pays beside the price of its own gas, and how soon it wants in. */
@NullMarked
package dev.fairlead.model.fee;

import org.jspecify.annotations.NullMarked;
