package dev.fairlead.chain.rpc;

import dev.fairlead.chain.ChainException;
import dev.fairlead.chain.ChainObserver;
import dev.fairlead.model.ChainId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/**
 * Calls JSON-RPC methods of one endpoint over HTTP.
 *
 * <p>Each call blocks its caller, at most until the endpoint's deadline; meant for virtual threads,
 * any number at once. A connection is used only after it has told the right chain id.
 *
 * <p>Throws {@link ChainException}: {@code RETRYABLE} for silence, broken connections and answers
 * that are not JSON-RPC, {@code FATAL} for another chain's endpoint and refused credentials.
 */
public final class RpcClient implements AutoCloseable {
  private final ChainId chain;
  private final RpcEndpoint endpoint;
  private final ChainObserver observer;
  private final Authentication authentication;
  private final RpcDecoder decoder;
  private final HttpPool pool;
  private final AtomicLong ids = new AtomicLong();

  /** A node of {@code chain}; each connection must say so before it is used. */
  public RpcClient(ChainId chain, RpcEndpoint endpoint, ChainIo io, ChainObserver observer) {
    this.chain = chain;
    this.endpoint = endpoint;
    this.observer = observer;
    this.authentication = _ -> Map.of();
    this.decoder = new RpcDecoder(endpoint);
    this.pool = new HttpPool(io, endpoint.http(), endpoint, this::greet);
  }

  /** A service that is no node: it has no chain id, but wants each body authenticated. */
  public RpcClient(
      ChainId chain,
      RpcEndpoint endpoint,
      ChainIo io,
      ChainObserver observer,
      Authentication authentication) {
    this.chain = chain;
    this.endpoint = endpoint;
    this.observer = observer;
    this.authentication = authentication;
    this.decoder = new RpcDecoder(endpoint);
    this.pool = new HttpPool(io, endpoint.http(), endpoint, _ -> {});
  }

  /** Gives the headers that go with exactly these bytes. */
  @FunctionalInterface
  public interface Authentication {
    Map<String, String> headers(byte[] body);
  }

  /** The id that the endpoint's chain says it has. */
  public static RpcRequest<Long> chainId() {
    return new RpcRequest<>("eth_chainId", "[]", JsonInput::quantityAsLong);
  }

  public <T> RpcReply<T> call(RpcRequest<T> request) {
    RpcBatch batch = batch();
    RpcBatch.Slot<T> slot = batch.add(request);
    batch.send();
    return slot.reply();
  }

  public RpcBatch batch() {
    return new RpcBatch(this);
  }

  /** Posts a JSON-RPC body that was written elsewhere. */
  public byte[] post(byte[] body) {
    return checked(pool.post(body, authentication.headers(body))).body().toArray();
  }

  public RpcEndpoint endpoint() {
    return endpoint;
  }

  @Override
  public void close() {
    pool.close();
  }

  void send(List<RpcBatch.Slot<?>> slots) {
    String methods =
        slots.stream().map(s -> s.request().method()).distinct().collect(Collectors.joining("+"));
    long started = System.nanoTime();
    String failure = "";
    try {
      exchange(slots);
      failure =
          slots.stream().map(RpcClient::failure).flatMap(Optional::stream).findFirst().orElse("");
    } catch (ChainException e) {
      failure = String.valueOf(e.getMessage());
      throw e;
    } finally {
      observer.answered(chain, methods, Duration.ofNanos(System.nanoTime() - started), failure);
    }
  }

  private void exchange(List<RpcBatch.Slot<?>> slots) {
    Map<Long, RpcBatch.Slot<?>> byId = HashMap.newHashMap(slots.size());
    byte[] body = body(slots, byId);
    read(pool.post(body, authentication.headers(body)), byId);
  }

  private void read(HttpAnswer answer, Map<Long, RpcBatch.Slot<?>> byId) {
    Map<Long, RpcReply<?>> replies;
    try {
      replies =
          decoder.decode(
              answer.body().toArray(),
              byId.size(),
              id -> byId.containsKey(id) ? byId.get(id).request().reader() : null);
    } catch (ChainException notJsonRpc) {
      throw answer.status() == 200 ? notJsonRpc : refused(answer.status());
    }
    byId.forEach((id, slot) -> {
      RpcReply<?> reply = replies.getOrDefault(id, replies.get(-1L));
      if (reply == null) {
        throw ChainException.retryable(slot.request().method() + " was not answered");
      }
      slot.set(reply);
    });
  }

  private byte[] body(List<RpcBatch.Slot<?>> slots, Map<Long, RpcBatch.Slot<?>> byId) {
    StringBuilder text = new StringBuilder(128 * slots.size());
    for (RpcBatch.Slot<?> slot : slots) {
      long id = ids.incrementAndGet();
      byId.put(id, slot);
      text.append(text.isEmpty() ? (slots.size() == 1 ? "" : "[") : ",")
          .append("{\"jsonrpc\":\"2.0\",\"id\":")
          .append(id)
          .append(",\"method\":\"")
          .append(slot.request().method())
          .append("\",\"params\":")
          .append(slot.request().params())
          .append('}');
    }
    return text.append(slots.size() == 1 ? "" : "]").toString().getBytes(StandardCharsets.UTF_8);
  }

  private void greet(HttpPool.Exchange exchange) throws InterruptedException {
    RpcBatch.Slot<Long> slot = batch().add(chainId());
    Map<Long, RpcBatch.Slot<?>> byId = new HashMap<>();
    read(exchange.post(body(List.of(slot), byId)), byId);
    if (slot.result() != chain.value()) {
      throw ChainException.fatal(
          endpoint + " serves chain " + slot.result() + " instead of chain " + chain);
    }
  }

  private HttpAnswer checked(HttpAnswer answer) {
    if (answer.status() != 200) {
      throw refused(answer.status());
    }
    return answer;
  }

  private ChainException refused(int status) {
    return switch (status) {
      case 401, 403 -> ChainException.fatal(endpoint + " refuses the credentials (" + status + ")");
      case 429 -> ChainException.retryable(endpoint + " limits the rate (429)");
      default -> ChainException.retryable(endpoint + " answers with status " + status);
    };
  }

  private static Optional<String> failure(RpcBatch.Slot<?> slot) {
    return slot.reply() instanceof RpcReply.Failed<?>(RpcError error)
        ? Optional.of(error.toString())
        : Optional.empty();
  }
}
