package dev.fairlead.chain;

import dev.fairlead.chain.json.JsonInput;
import dev.fairlead.chain.rpc.RpcRequest;
import dev.fairlead.model.Address;
import dev.fairlead.model.BlockRef;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Nonce;
import dev.fairlead.model.Wei;

/** Reads of one account, pinned to a block's hash. */
final class Accounts {
  private Accounts() {}

  static RpcRequest<Nonce> nonce(Address account, BlockRef at) {
    return new RpcRequest<>(
        "eth_getTransactionCount", params(account, at), in -> new Nonce(in.quantityAsLong()));
  }

  static RpcRequest<Wei> balance(Address account, BlockRef at) {
    return new RpcRequest<>("eth_getBalance", params(account, at), in -> new Wei(in.quantity()));
  }

  static RpcRequest<Bytes> code(Address account, BlockRef at) {
    return new RpcRequest<>("eth_getCode", params(account, at), JsonInput::bytes);
  }

  private static String params(Address account, BlockRef at) {
    return "[\"" + account + "\"," + CallCodec.pinned(at) + "]";
  }
}
