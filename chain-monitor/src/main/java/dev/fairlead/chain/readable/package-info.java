/** What calls, logs and reverts say, as steps with named and typed fields. */
@NullMarked
package dev.fairlead.chain.readable;

import org.jspecify.annotations.NullMarked;
