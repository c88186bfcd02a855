package dev.fairlead.intent;

import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Wei;

/**
 * The call that makes a trade.
 *
 * @param to the contract, which pulls what is sold
 * @param value what is sold, where that is the chain's own coin, else nothing
 */
record TradeCall(Address to, Wei value, Bytes data) {}
