/** Whether a block, its transactions and its receipts are what its header commits to. Pure. */
@NullMarked
package dev.fairlead.chain.proof;

import org.jspecify.annotations.NullMarked;
