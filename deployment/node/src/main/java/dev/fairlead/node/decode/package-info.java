/** Blocks, transactions, receipts and logs of files and endpoints, made readable. */
@NullMarked
package dev.fairlead.node.decode;

import org.jspecify.annotations.NullMarked;
