/** What a transaction did where it is included: fee, revert, and what it moved. */
@NullMarked
package dev.fairlead.model.settlement;

import org.jspecify.annotations.NullMarked;
