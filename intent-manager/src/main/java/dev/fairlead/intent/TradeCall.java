package dev.fairlead.intent;

import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Wei;

/**
 * A call that makes a trade, or that lets one be made.
 *
 * @param value what is sold, where that is the chain's own coin, else nothing
 */
record TradeCall(Address to, Wei value, Bytes data) {}
