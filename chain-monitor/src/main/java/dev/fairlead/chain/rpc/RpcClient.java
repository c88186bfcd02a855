package dev.fairlead.chain.rpc;

import dev.fairlead.chain.ChainException;
import dev.fairlead.chain.ChainObserver;
import dev.fairlead.chain.json.JsonInput;
import dev.fairlead.model.ChainId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/**
 * Calls JSON-RPC methods of one endpoint, over HTTP or a web socket, and listens to what it
 * announces.
 *
 * <p>Each call blocks its caller, at most until the endpoint's deadline; meant for virtual threads,
 * any number at once. A connection is used only after it has told the right chain id.
 *
 * <p>Throws {@link ChainException}: {@code RETRYABLE} for silence, broken connections, rate limits
 * and answers that are not JSON-RPC, {@code FATAL} for another chain's endpoint and refused
 * credentials; its fault says more. A call that failed so may have been done all the same.
 */
public final class RpcClient implements Rpc, AutoCloseable {
  private final ChainId chain;
  private final RpcEndpoint endpoint;
  private final String name;
  private final ChainObserver observer;
  private final Authentication authentication;
  private final RpcDecoder decoder;
  private final Pacing pacing;
  private final Optional<SocketWire> socket;
  private final Wire wire;
  private final AtomicLong ids = new AtomicLong();

  /** A node of {@code chain}; each connection must say so before it is used. */
  public RpcClient(ChainId chain, RpcEndpoint endpoint, ChainIo io, ChainObserver observer) {
    this(chain, endpoint, io, observer, _ -> Map.of(), true);
  }

  /** A service that is no node: it has no chain id, but wants each body authenticated. */
  public RpcClient(
      ChainId chain,
      RpcEndpoint endpoint,
      ChainIo io,
      ChainObserver observer,
      Authentication authentication) {
    this(chain, endpoint, io, observer, authentication, false);
  }

  private RpcClient(
      ChainId chain,
      RpcEndpoint endpoint,
      ChainIo io,
      ChainObserver observer,
      Authentication authentication,
      boolean isNode) {
    this.chain = chain;
    this.endpoint = endpoint;
    this.name = endpoint.toString();
    this.observer = observer;
    this.authentication = authentication;
    this.decoder = new RpcDecoder(endpoint);
    this.pacing = new Pacing(chain, endpoint, observer);
    Greeting greeting =
        isNode ? new ChainGreeting(chain, endpoint, decoder, pacing) : Greeting.none();
    this.socket =
        endpoint
            .webSocket()
            .map(_ -> new SocketWire(io, endpoint, greeting, ids::incrementAndGet, this::lost));
    this.wire =
        endpoint.calls() == RpcEndpoint.Route.HTTP
            ? new HttpWire(io, endpoint, greeting)
            : socket.orElseThrow();
  }

  /** Gives the headers that go with exactly these bytes; a web socket has none. */
  @FunctionalInterface
  public interface Authentication {
    Map<String, String> headers(byte[] body);
  }

  /** The id that the endpoint's chain says it has. */
  public static RpcRequest<Long> chainId() {
    return new RpcRequest<>("eth_chainId", "[]", JsonInput::quantityAsLong);
  }

  /** Posts a JSON-RPC body that was written elsewhere; the answer has its ids, in its order. */
  public byte[] post(byte[] body) {
    PostedBody posted = new PostedBody(body);
    long first = ids.getAndAdd(posted.size()) + 1;
    Answer answer = exchange(posted.withIdsFrom(first), first, posted.size(), posted.methods());
    if (answer.status() != 200) {
      throw Failures.status(endpoint, answer.status());
    }
    return posted.restored(answer.body(), first);
  }

  /** Listens to {@code eth_subscribe} with these parameters; empty without a web socket. */
  public Optional<Subscription> subscribe(String params, Subscription.Listener listener) {
    return socket.map(wire -> wire.subscribe(params, listener));
  }

  /** Turns announced heads into hints; empty without a web socket. */
  public Optional<Subscription> announceHeads(HeadHints hints) {
    return subscribe(HeadListener.PARAMS, new HeadListener(endpoint.json(), hints));
  }

  public RpcEndpoint endpoint() {
    return endpoint;
  }

  @Override
  public void close() {
    wire.close();
    socket.ifPresent(SocketWire::close);
  }

  @Override
  public <R> R ask(List<RpcRequest<?>> requests, Reading<R> reading) {
    return reading.read(ask(requests));
  }

  private List<RpcReply<?>> ask(List<RpcRequest<?>> requests) {
    List<String> methods = requests.stream().map(RpcRequest::method).toList();
    long started = System.nanoTime();
    String failure = "";
    try {
      long first = ids.getAndAdd(requests.size()) + 1;
      Answer answer = exchange(body(requests, first), first, requests.size(), methods);
      List<RpcReply<?>> replies = read(answer, requests, first);
      List<RpcError> errors = errors(replies);
      pacing.heed(replies);
      failure = errors.isEmpty() ? "" : errors.getFirst().toString();
      return replies;
    } catch (ChainException e) {
      failure = String.valueOf(e.getMessage());
      throw e;
    } finally {
      observer.answered(
          chain,
          methods.stream().distinct().collect(Collectors.joining("+")),
          Duration.ofNanos(System.nanoTime() - started),
          failure);
    }
  }

  private Answer exchange(byte[] body, long first, int count, Collection<String> methods) {
    long deadline = System.nanoTime() + endpoint.deadline().toNanos();
    Parcel parcel = new Parcel(body, first, count, authentication.headers(body));
    try {
      pacing.await(methods, deadline);
      observer.underWay(chain, name, 1);
      try {
        return pacing.heed(wire.exchange(parcel, deadline));
      } finally {
        observer.underWay(chain, name, -1);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ChainException(
          ChainException.Kind.RETRYABLE, "interrupted while asking " + endpoint, e);
    }
  }

  private void lost(ChainException why) {
    observer.reconnecting(chain, name, String.valueOf(why.getMessage()));
  }

  private List<RpcReply<?>> read(Answer answer, List<RpcRequest<?>> requests, long first) {
    Map<Long, RpcReply<?>> replies;
    try {
      replies =
          decoder.decode(
              answer.body(),
              requests.size(),
              id ->
                  id >= first && id - first < requests.size()
                      ? requests.get((int) (id - first)).reader()
                      : null);
    } catch (ChainException notJsonRpc) {
      throw answer.status() == 200 ? notJsonRpc : Failures.status(endpoint, answer.status());
    }
    List<RpcReply<?>> inOrder = new ArrayList<>(requests.size());
    for (int i = 0; i < requests.size(); i++) {
      RpcReply<?> reply = replies.getOrDefault(first + i, replies.get(-1L));
      if (reply == null) {
        throw ChainException.retryable(requests.get(i).method() + " was not answered");
      }
      inOrder.add(reply);
    }
    return inOrder;
  }

  private static byte[] body(List<RpcRequest<?>> requests, long first) {
    boolean alone = requests.size() == 1;
    StringBuilder text = new StringBuilder(128 * requests.size());
    for (int i = 0; i < requests.size(); i++) {
      text.append(i > 0 ? "," : alone ? "" : "[")
          .append("{\"jsonrpc\":\"2.0\",\"id\":")
          .append(first + i)
          .append(",\"method\":\"")
          .append(requests.get(i).method())
          .append("\",\"params\":")
          .append(requests.get(i).params())
          .append('}');
    }
    return text.append(alone ? "" : "]").toString().getBytes(StandardCharsets.UTF_8);
  }

  private static List<RpcError> errors(List<RpcReply<?>> replies) {
    List<RpcError> errors = new ArrayList<>();
    for (RpcReply<?> reply : replies) {
      if (reply instanceof RpcReply.Failed<?>(RpcError error)) {
        errors.add(error);
      }
    }
    return errors;
  }
}
