package dev.fairlead.chain;

import dev.fairlead.model.BlockRef;

/** A transaction's place in the verified chain, and what it did there. */
public record Inclusion(BlockRef block, Receipt receipt) {}
