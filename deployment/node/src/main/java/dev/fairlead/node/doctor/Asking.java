package dev.fairlead.node.doctor;

import dev.fairlead.chain.ChainObserver;
import dev.fairlead.chain.endpoint.Endpoint;
import dev.fairlead.chain.json.JsonInput;
import dev.fairlead.chain.rpc.ChainIo;
import dev.fairlead.chain.rpc.RpcClient;
import dev.fairlead.chain.rpc.RpcReply;
import dev.fairlead.chain.rpc.RpcRequest;
import dev.fairlead.chain.rpc.Subscription;
import dev.fairlead.model.ChainId;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One endpoint that is asked questions only, whichever chain it serves. */
final class Asking implements AutoCloseable {
  private static final String HEADS = "[\"newHeads\"]";

  private final RpcClient rpc;

  /** The chain is for metrics and messages alone: an endpoint of another one is asked as well. */
  Asking(ChainId chain, Endpoint endpoint, ChainIo io) {
    this.rpc = new RpcClient(chain, endpoint.rpc(), io, ChainObserver.none(), _ -> Map.of());
  }

  long chainId() {
    return rpc.call(RpcClient.chainId()).orThrow("eth_chainId");
  }

  String clientVersion() {
    return rpc.call(new RpcRequest<>("web3_clientVersion", "[]", JsonInput::text))
        .orThrow("web3_clientVersion");
  }

  /** A block by tag, or by height in hexadecimal; empty if the endpoint has none such. */
  Optional<HeadBlock> block(String block) {
    return rpc.call(HeadBlock.at(block)).orThrow("eth_getBlockByNumber");
  }

  <T> T ask(RpcRequest<T> request) {
    return rpc.call(request).orThrow(request.method());
  }

  <T> RpcReply<T> call(RpcRequest<T> request) {
    return rpc.call(request);
  }

  /** Whether it has an answer other than null; its content is not read. */
  RpcReply<Boolean> answers(String method, String params) {
    return rpc.call(
        new RpcRequest<>(
            method,
            params,
            in -> {
              boolean there = !in.isNull();
              in.skip();
              return there;
            }));
  }

  /** Why new heads are not announced within {@code patience}; empty if they are. */
  Optional<String> silence(Duration patience) throws InterruptedException {
    CompletableFuture<Optional<String>> told = new CompletableFuture<>();
    Optional<Subscription> subscription =
        rpc.subscribe(
            HEADS,
            new Subscription.Listener() {
              @Override
              public void heard(byte[] message) {
                var _ = told.complete(Optional.empty());
              }

              @Override
              public void resumed() {
                var _ = told.complete(Optional.empty());
              }

              @Override
              public void refused(String why) {
                var _ = told.complete(Optional.of(why));
              }
            });
    if (subscription.isEmpty()) {
      return Optional.of("it has no web socket");
    }
    try (Subscription _ = subscription.get()) {
      return told.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return Optional.of("no answer to eth_subscribe within " + patience.toSeconds() + " s");
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    rpc.close();
  }
}
