package dev.fairlead.node.doctor;

import dev.fairlead.chain.ChainException;
import dev.fairlead.chain.abi.AbiReader;
import dev.fairlead.chain.json.JsonInput;
import dev.fairlead.chain.rpc.RpcError;
import dev.fairlead.chain.rpc.RpcReply;
import dev.fairlead.chain.rpc.RpcRequest;
import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Bytes32;
import dev.fairlead.model.Nonce;
import dev.fairlead.model.Wei;
import java.util.Optional;
import java.util.function.Function;

/**
 * A chain's state after one block, as one endpoint tells it. Throws {@link ChainException} where it
 * does not tell.
 *
 * @param at names the block by its hash, so that all is told of one state
 */
record State(Asking asking, HeadBlock at) {
  Bytes code(Address address) {
    return asking.ask(
        new RpcRequest<>(
            "eth_getCode", "[\"" + address + "\"," + pinned() + "]", JsonInput::bytes));
  }

  Bytes32 storage(Address address, Bytes32 slot) {
    return asking.ask(
        new RpcRequest<>(
            "eth_getStorageAt",
            "[\"" + address + "\",\"" + slot + "\"," + pinned() + "]",
            in -> word(in.bytes())));
  }

  Wei balance(Address address) {
    return asking.ask(
        new RpcRequest<>(
            "eth_getBalance",
            "[\"" + address + "\"," + pinned() + "]",
            in -> new Wei(in.quantity())));
  }

  Nonce nonce(Address address) {
    return asking.ask(nonce(address, pinned()));
  }

  /** With what waits in the endpoint's pool. */
  Nonce pendingNonce(Address address) {
    return asking.ask(nonce(address, "\"pending\""));
  }

  private static RpcRequest<Nonce> nonce(Address address, String block) {
    return new RpcRequest<>(
        "eth_getTransactionCount",
        "[\"" + address + "\"," + block + "]",
        in -> new Nonce(in.quantityAsLong()));
  }

  /**
   * What a view call says, as {@code reading} understands it; empty if the contract reverts, says
   * nothing or something of another shape.
   */
  <T> Optional<T> view(Address contract, Bytes call, Function<AbiReader, T> reading) {
    return returned(contract, call)
        .flatMap(data -> {
          try {
            return Optional.of(reading.apply(AbiReader.of(data)));
          } catch (IllegalArgumentException anotherShape) {
            return Optional.empty();
          }
        });
  }

  /** What a view call returns; empty if it reverts or returns nothing. */
  Optional<Bytes> returned(Address contract, Bytes call) {
    RpcReply<Bytes> reply =
        asking.call(
            new RpcRequest<>(
                "eth_call",
                "[{\"to\":\"" + contract + "\",\"input\":\"" + call + "\"}," + pinned() + "]",
                JsonInput::bytes));
    return switch (reply) {
      case RpcReply.Result<Bytes>(Bytes data) ->
          data.length() == 0 ? Optional.empty() : Optional.of(data);
      case RpcReply.Failed<Bytes>(RpcError error) when isOfTheCall(error) -> Optional.empty();
      case RpcReply.Failed<Bytes>(RpcError error) ->
          throw ChainException.retryable("eth_call: " + error);
    };
  }

  /** An error that the contract made, rather than the endpoint. */
  private static boolean isOfTheCall(RpcError error) {
    String words = error.words();
    return error.code() == RpcError.REVERTED
        || words.contains("revert")
        || words.contains("invalid opcode")
        || words.contains("invalidfe")
        || words.contains("opcodenotfound")
        || words.contains("out of gas")
        || words.contains("stack underflow");
  }

  String pinned() {
    return "{\"blockHash\":\"" + at.ref().hash() + "\"}";
  }

  /** Some servers leave the zeros at the front away. */
  private static Bytes32 word(Bytes told) {
    byte[] word = new byte[Bytes32.LENGTH];
    told.writeTo(word, Bytes32.LENGTH - told.length());
    return Bytes32.wrap(word);
  }
}
