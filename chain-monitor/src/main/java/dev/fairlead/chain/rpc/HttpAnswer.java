package dev.fairlead.chain.rpc;

import dev.fairlead.model.Bytes;

/** A whole HTTP response: its status and its body. */
record HttpAnswer(int status, Bytes body) {}
