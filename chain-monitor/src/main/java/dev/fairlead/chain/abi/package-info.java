/** Contract calls in and out of bytes, on the project's own types, for hot paths. */
@NullMarked
package dev.fairlead.chain.abi;

import org.jspecify.annotations.NullMarked;
