/** Transactions before and after they are signed. */
@NullMarked
package dev.fairlead.model.tx;

import org.jspecify.annotations.NullMarked;
