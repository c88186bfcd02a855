/** RLP, the canonical bytes of transactions, headers and receipts. */
@NullMarked
package dev.fairlead.model.rlp;

import org.jspecify.annotations.NullMarked;
