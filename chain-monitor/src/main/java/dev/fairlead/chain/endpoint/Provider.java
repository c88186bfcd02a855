package dev.fairlead.chain.endpoint;

import dev.fairlead.chain.ChainException;
import dev.fairlead.chain.ChainException.Fault;
import dev.fairlead.chain.ChainObserver;
import dev.fairlead.chain.rpc.ChainIo;
import dev.fairlead.chain.rpc.RpcClient;
import dev.fairlead.chain.rpc.RpcError;
import dev.fairlead.chain.rpc.RpcReply;
import dev.fairlead.chain.rpc.RpcRequest;
import dev.fairlead.model.BlockNumber;
import dev.fairlead.model.ChainId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** An endpoint at work: how it is asked, how it answers, and what is thought of it. */
final class Provider implements AutoCloseable {
  private final ChainId chain;
  private final Endpoint endpoint;
  private final ChainObserver observer;
  private final RpcClient client;
  private final Condition condition;
  private final CallWindow calls = new CallWindow();
  private final Set<String> unknownMethods = ConcurrentHashMap.newKeySet();
  private volatile Optional<BlockNumber> head = Optional.empty();

  Provider(
      ChainId chain, Endpoint endpoint, Duration quarantine, ChainIo io, ChainObserver observer) {
    this.chain = chain;
    this.endpoint = endpoint;
    this.observer = observer;
    this.client = new RpcClient(chain, endpoint.rpc(), io, observer);
    this.condition =
        new Condition(
            System::nanoTime,
            quarantine,
            (state, reason) -> observer.endpoint(chain, endpoint.name(), state, reason));
    observer.endpoint(chain, endpoint.name(), condition.state(), "");
  }

  Endpoint endpoint() {
    return endpoint;
  }

  RpcClient client() {
    return client;
  }

  Condition condition() {
    return condition;
  }

  EndpointState state() {
    return condition.state();
  }

  Optional<BlockNumber> head() {
    return head;
  }

  void tells(BlockNumber newest) {
    head = Optional.of(newest);
  }

  /** How long its answer may take until another endpoint is asked as well. */
  Duration patience(Duration otherwise) {
    return calls.patience(otherwise);
  }

  boolean knows(List<RpcRequest<?>> requests) {
    return unknownMethods.isEmpty()
        || requests.stream().noneMatch(request -> unknownMethods.contains(request.method()));
  }

  /**
   * Its replies, whatever they say.
   *
   * @throws ChainException if it gives none, or wants to be asked less
   */
  List<RpcReply<?>> ask(List<RpcRequest<?>> requests) {
    long started = System.nanoTime();
    List<RpcReply<?>> replies;
    try {
      replies = client.ask(requests, List::copyOf);
      Optional<String> limit = Replies.limit(replies);
      if (limit.isPresent()) {
        throw ChainException.limited(endpoint.name() + " limits the rate: " + limit.get());
      }
    } catch (ChainException e) {
      if (!Thread.currentThread().isInterrupted()) {
        if (e.fault() != Fault.NOT_ASKED) {
          calls.add(System.nanoTime() - started, true);
        }
        blame(e);
      }
      throw e;
    }
    long took = System.nanoTime() - started;
    calls.add(took, false);
    observer.endpointAnswered(chain, endpoint.name(), Duration.ofNanos(took));
    condition.answered();
    learn(requests, replies);
    return replies;
  }

  private void learn(List<RpcRequest<?>> requests, List<RpcReply<?>> replies) {
    for (int i = 0; i < replies.size(); i++) {
      if (replies.get(i) instanceof RpcReply.Failed<?>(RpcError error) && Replies.noMethod(error)) {
        unknownMethods.add(requests.get(i).method());
      }
    }
  }

  /** Counts what it did against it. */
  void blame(ChainException e) {
    Fault fault = e.fault();
    observer.endpointFailed(chain, endpoint.name(), fault, String.valueOf(e.getMessage()));
    condition.failed(fault, String.valueOf(e.getMessage()));
  }

  EndpointHealth health() {
    return new EndpointHealth(
        endpoint.name(),
        endpoint.roles(),
        condition.state(),
        condition.reason(),
        condition.since(),
        head,
        calls.percentile(50),
        calls.percentile(95),
        calls.count(),
        calls.failures());
  }

  @Override
  public void close() {
    client.close();
  }
}
