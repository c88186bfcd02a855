/** What a transaction of ours did: fee, revert, and what it moved, held against balances. */
@NullMarked
package dev.fairlead.chain.settlement;

import org.jspecify.annotations.NullMarked;
