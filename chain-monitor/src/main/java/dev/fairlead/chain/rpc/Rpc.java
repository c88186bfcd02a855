package dev.fairlead.chain.rpc;

import dev.fairlead.chain.ChainException;
import java.util.List;
import java.util.function.Function;

/** Whoever answers JSON-RPC requests for a chain: one endpoint, or several that stand in for it. */
public interface Rpc {
  /**
   * Asks one endpoint all of {@code requests}, and makes of its replies, which are in the same
   * order, what the caller wants of them.
   *
   * @throws ChainException if no endpoint answers, or none so that {@code reading} accepts it
   */
  <R> R ask(List<RpcRequest<?>> requests, Reading<R> reading);

  /**
   * Makes one thing of an endpoint's replies, or throws {@link ChainException} if they can't be
   * believed. It may be handed one endpoint's replies after another's, so it changes nothing.
   */
  @FunctionalInterface
  interface Reading<R> {
    R read(List<? extends RpcReply<?>> replies);
  }

  default RpcBatch batch() {
    return new RpcBatch(this);
  }

  default <T> RpcReply<T> call(RpcRequest<T> request) {
    return call(request, Function.identity());
  }

  /** One request, whose reply counts only if {@code reading} accepts it. */
  default <T, R> R call(RpcRequest<T> request, Function<RpcReply<T>, R> reading) {
    RpcBatch batch = batch();
    RpcBatch.Slot<T> slot = batch.add(request);
    return batch.send(() -> reading.apply(slot.reply()));
  }
}
