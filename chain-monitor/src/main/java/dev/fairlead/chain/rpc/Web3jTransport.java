package dev.fairlead.chain.rpc;

import dev.fairlead.chain.ChainException;
import io.reactivex.BackpressureOverflowStrategy;
import io.reactivex.BackpressureStrategy;
import io.reactivex.Flowable;
import io.reactivex.FlowableEmitter;
import io.reactivex.schedulers.Schedulers;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadFactory;
import java.util.function.UnaryOperator;
import org.web3j.protocol.Service;
import org.web3j.protocol.core.BatchRequest;
import org.web3j.protocol.core.BatchResponse;
import org.web3j.protocol.core.Request;
import org.web3j.protocol.core.Response;
import org.web3j.protocol.websocket.events.Notification;
import tools.jackson.core.JacksonException;

/**
 * Carries Web3j's requests, batches and subscriptions over this node's own transport, so that
 * Web3j's types can be used above it, with the same deadlines, limits, rate budget and chain check.
 *
 * <p>What is subscribed to survives lost connections, and misses what was announced meanwhile. A
 * subscriber that stays behind loses the oldest notifications.
 */
public final class Web3jTransport extends Service {
  private static final int NOTIFICATIONS_KEPT = 1024;

  private final UnaryOperator<byte[]> post;
  private final Announcer announcer;
  private final ThreadFactory threads;

  /** Listens to what an endpoint announces; empty where none does. */
  @FunctionalInterface
  public interface Announcer {
    Optional<Subscription> subscribe(String params, Subscription.Listener listener);
  }

  /**
   * A service over a transport that stays open when this is closed.
   *
   * @param post sends a JSON-RPC body and gives back the answer's
   * @param threads makes a virtual thread for each call that is not waited for, and one for each
   *     subscriber
   */
  public Web3jTransport(UnaryOperator<byte[]> post, Announcer announcer, ThreadFactory threads) {
    super(false);
    this.post = post;
    this.announcer = announcer;
    this.threads = threads;
  }

  @Override
  protected InputStream performIO(String payload) throws IOException {
    try {
      return new ByteArrayInputStream(post.apply(payload.getBytes(StandardCharsets.UTF_8)));
    } catch (ChainException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  @Override
  @SuppressWarnings("rawtypes") // as Web3j declares it
  public <T extends Response> CompletableFuture<T> sendAsync(Request request, Class<T> type) {
    return async(() -> send(request, type));
  }

  @Override
  public CompletableFuture<BatchResponse> sendBatchAsync(BatchRequest request) {
    return async(() -> sendBatch(request));
  }

  @Override
  @SuppressWarnings("rawtypes") // as Web3j declares it
  public <T extends Notification<?>> Flowable<T> subscribe(
      Request request, String unsubscribeMethod, Class<T> type) {
    String params = objectMapper.writeValueAsString(request.getParams());
    return Flowable.<T>create(
            emitter -> listen(params, type, emitter), BackpressureStrategy.MISSING)
        .onBackpressureBuffer(
            NOTIFICATIONS_KEPT, () -> {}, BackpressureOverflowStrategy.DROP_OLDEST)
        .observeOn(Schedulers.from(task -> threads.newThread(task).start()));
  }

  /** Leaves the transport open: it belongs to whoever made it. */
  @Override
  public void close() {}

  private <T extends Notification<?>> void listen(
      String params, Class<T> type, FlowableEmitter<T> emitter) {
    Optional<Subscription> subscription =
        announcer.subscribe(
            params,
            new Subscription.Listener() {
              @Override
              public void heard(byte[] message) {
                try {
                  emitter.onNext(objectMapper.readValue(message, type));
                } catch (JacksonException e) {
                  throw new ChainException(
                      ChainException.Kind.RETRYABLE,
                      "not a notification: " + e.getOriginalMessage(),
                      e);
                }
              }

              @Override
              public void refused(String why) {
                emitter.onError(new IOException("the endpoint does not announce this: " + why));
              }
            });
    if (subscription.isEmpty()) {
      emitter.onError(new UnsupportedOperationException("the endpoint has no web socket"));
      return;
    }
    emitter.setCancellable(subscription.get()::close);
  }

  private <T> CompletableFuture<T> async(Callable<T> call) {
    CompletableFuture<T> result = new CompletableFuture<>();
    threads
        .newThread(() -> {
          try {
            result.complete(call.call());
          } catch (Throwable e) {
            result.completeExceptionally(e);
          }
        })
        .start();
    return result;
  }
}
