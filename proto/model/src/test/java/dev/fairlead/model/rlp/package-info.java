@NullMarked
package dev.fairlead.model.rlp;

import org.jspecify.annotations.NullMarked;
