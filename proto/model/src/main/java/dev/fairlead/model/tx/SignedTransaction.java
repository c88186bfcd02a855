package dev.fairlead.model.tx;

import dev.fairlead.model.Bytes;
import dev.fairlead.model.TxHash;

/** The exact bytes that go to the network, what they say, and the hash computed from them here. */
public record SignedTransaction(UnsignedTransaction transaction, Bytes raw, TxHash hash) {}
