package dev.fairlead.intent;

import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;

/**
 * The call that makes a trade.
 *
 * @param to the contract, which pulls what is sold
 */
record TradeCall(Address to, Bytes data) {}
