package dev.fairlead.chain.endpoint;

import dev.fairlead.chain.ChainException;
import dev.fairlead.chain.ChainObserver;
import dev.fairlead.chain.rpc.ChainIo;
import dev.fairlead.chain.rpc.Rpc;
import dev.fairlead.chain.rpc.RpcReply;
import dev.fairlead.chain.rpc.RpcRequest;
import dev.fairlead.chain.rpc.Subscription;
import dev.fairlead.model.BlockNumber;
import dev.fairlead.model.BlockRef;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.intent.SubmissionOutcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import java.util.function.Function;

/**
 * The endpoints of one chain as one that answers: the most wanted healthy one is asked first, the
 * next when it fails, is slow, does not know, or tells what is disproved.
 *
 * <p>With one endpoint alone everything is that endpoint's word, as it comes. With several no
 * single one's word is more than {@code RETRYABLE}: it is quarantined and the others are asked.
 * Safe for use by many threads.
 */
public final class EndpointSet implements Rpc, AutoCloseable {
  private final ChainId chain;
  private final Endpoints endpoints;
  private final List<Provider> providers;
  private final ThreadFactory threads;
  private final Set<Thread> running = ConcurrentHashMap.newKeySet();
  private final ChainObserver observer;

  private EndpointSet(
      ChainId chain,
      Endpoints endpoints,
      List<Provider> providers,
      ThreadFactory threads,
      ChainObserver observer) {
    this.chain = chain;
    this.endpoints = endpoints;
    this.providers = providers;
    this.threads = task -> threads.newThread(() -> runKnown(task));
    this.observer = observer;
  }

  /**
   * Connects to nobody yet.
   *
   * @param threads makes the threads in which several endpoints are asked at once
   */
  public static EndpointSet open(
      ChainId chain,
      Endpoints endpoints,
      ChainIo io,
      ThreadFactory threads,
      ChainObserver observer) {
    List<Provider> providers = new ArrayList<>();
    for (Endpoint endpoint : endpoints.all()) {
      providers.add(new Provider(chain, endpoint, endpoints.quarantine(), io, observer));
    }
    return new EndpointSet(chain, endpoints, List.copyOf(providers), threads, observer);
  }

  Endpoints endpoints() {
    return endpoints;
  }

  List<Provider> providers() {
    return providers;
  }

  /** How each endpoint is doing, in the order of preference. */
  public List<EndpointHealth> health() {
    return providers.stream().map(Provider::health).toList();
  }

  public int quorum() {
    return endpoints.quorum();
  }

  /** The longest time that a single endpoint has for an answer. */
  public Duration deadline() {
    return endpoints.all().stream()
        .map(endpoint -> endpoint.rpc().deadline())
        .max(Comparator.naturalOrder())
        .orElseThrow();
  }

  @Override
  public <R> R ask(List<RpcRequest<?>> requests, Reading<R> reading) {
    List<Provider> order = candidates(EndpointRole.READ, requests);
    if (isAlone()) {
      return alone(order.getFirst(), requests, reading);
    }
    try {
      return new HedgedRead<>(requests, reading, order, threads, this::hedged).run();
    } catch (ChainException e) {
      throw softened(e);
    }
  }

  private static <R> R alone(Provider provider, List<RpcRequest<?>> requests, Reading<R> reading) {
    List<RpcReply<?>> replies = provider.ask(requests);
    try {
      return reading.read(replies);
    } catch (ChainException e) {
      provider.blame(e);
      throw e;
    }
  }

  /** Posts a JSON-RPC body that was written elsewhere, to the first endpoint that answers. */
  public byte[] post(byte[] body) {
    List<Provider> order = candidates(EndpointRole.READ, List.of());
    for (Provider provider : order.subList(0, order.size() - 1)) {
      try {
        return provider.client().post(body);
      } catch (ChainException e) {
        provider.blame(e);
      }
    }
    return order.getLast().client().post(body);
  }

  /**
   * Listens to {@code eth_subscribe} at the most wanted endpoint that has a web socket and can be
   * trusted now; empty without one.
   */
  public Optional<Subscription> subscribe(String params, Subscription.Listener listener) {
    return trusted().stream()
        .filter(provider -> provider.endpoint().rpc().webSocket().isPresent())
        .findFirst()
        .flatMap(provider -> provider.client().subscribe(params, listener));
  }

  /**
   * Offers something to every endpoint that takes transactions, all at once. The first {@code Sent}
   * counts; without one, a doubt outweighs refusals. An offer that throws is a doubt.
   */
  public SubmissionOutcome offer(Function<Rpc, SubmissionOutcome> offer) {
    List<Provider> order = candidates(EndpointRole.SEND, List.of());
    return new Broadcast(offer, order, threads).run();
  }

  /** What as many endpoints say as must agree where money depends on it. */
  public <T> T agreed(RpcRequest<T> request) {
    if (quorum() == 1) {
      return call(request).orThrow(request.method());
    }
    Quorum.Result<T> result = vote(request, Quorum.PATIENCE);
    T agreed = result.agreed().orElseThrow(() -> notAgreed(request, result));
    result
        .against(agreed)
        .forEach(provider ->
            condemn(provider, EndpointState.LYING, "it was outvoted on " + request.method()));
    return agreed;
  }

  private ChainException notAgreed(RpcRequest<?> request, Quorum.Result<?> result) {
    String what =
        "chain %s: %s is not agreed by %d endpoints: %s"
            .formatted(chain, request.method(), quorum(), result);
    return result.differs() ? ChainException.disagreed(what) : ChainException.retryable(what);
  }

  /** Whether as many endpoints as must have {@code block} at its height; false also in doubt. */
  public boolean agree(BlockRef block) {
    if (quorum() == 1) {
      return true;
    }
    Quorum.Result<Optional<BlockRef>> result = vote(BlockAt.height(block.number()), Duration.ZERO);
    result
        .agreed()
        .ifPresent(agreed ->
            result
                .against(agreed)
                .forEach(provider -> condemn(provider, EndpointState.FORKED, fork(agreed))));
    return result.agreed().equals(Optional.of(Optional.of(block)));
  }

  /** Whether as many endpoints as must agree call a block of this number or above by a tag. */
  public boolean haveReached(String tag, BlockNumber number) {
    return new Quorum<>(BlockAt.reaches(tag, number), quorum(), threads)
        .ask(voters(), Duration.ZERO)
        .agreed()
        .equals(Optional.of(Optional.of(true)));
  }

  /**
   * The highest number that as many endpoints as must agree have reached with what they call by a
   * tag; empty while fewer tell.
   */
  public Optional<BlockNumber> reached(String tag) {
    return Quorum.all(BlockAt.tag(tag), voters(), threads).votes().entrySet().stream()
        .flatMap(vote -> vote.getValue().stream().flatMap(_ -> vote.getKey().stream()))
        .map(BlockRef::number)
        .sorted(Comparator.reverseOrder())
        .skip(quorum() - 1L)
        .findFirst();
  }

  /** How many endpoints are there to read from. */
  public int readers() {
    return (int)
        endpoints.all().stream().filter(endpoint -> endpoint.has(EndpointRole.READ)).count();
  }

  /** How many endpoints know what is asked for; a silent one does not. */
  public <T> int knowing(RpcRequest<Optional<T>> request) {
    List<Provider> readers =
        trusted().stream().filter(provider -> provider.endpoint().has(EndpointRole.READ)).toList();
    return Quorum.all(request, readers, threads).votes().values().stream()
        .mapToInt(List::size)
        .sum();
  }

  /**
   * Whether the chain as a whole has left {@code known}, a block that was final: at least two
   * endpoints say so, and more than say otherwise. One that says so alone is quarantined; the only
   * endpoint of a chain is believed.
   */
  public boolean abandoned(BlockRef known) {
    if (isAlone()) {
      return true;
    }
    Quorum.Result<Optional<BlockRef>> result =
        Quorum.all(BlockAt.height(known.number()), trusted(), threads);
    List<Provider> against = result.against(Optional.of(known));
    if (against.size() >= 2 && against.size() > result.count(Optional.of(known))) {
      return true;
    }
    against.forEach(provider -> condemn(provider, EndpointState.FORKED, fork(Optional.of(known))));
    return false;
  }

  /** Nobody is waited for while fewer are healthy than must agree. */
  private <T> Quorum.Result<T> vote(RpcRequest<T> request, Duration retry) {
    List<Provider> voters = voters();
    if (voters.size() < quorum()) {
      return new Quorum.Result<>(Optional.empty(), Map.of());
    }
    Quorum.Result<T> result = new Quorum<>(request, quorum(), threads).ask(voters, retry);
    if (result.differs()) {
      observer.disagreed(chain, request.method() + ": " + result);
    }
    return result;
  }

  private List<Provider> voters() {
    return providers.stream()
        .filter(provider -> provider.endpoint().has(EndpointRole.QUORUM))
        .filter(provider -> provider.state() == EndpointState.HEALTHY)
        .toList();
  }

  /** Whom to ask, in this order; never empty. */
  private List<Provider> candidates(EndpointRole role, List<RpcRequest<?>> requests) {
    if (isAlone()) {
      return providers;
    }
    List<Provider> trusted =
        trusted().stream().filter(provider -> provider.endpoint().has(role)).toList();
    List<Provider> healthy =
        trusted.stream().filter(provider -> provider.state() == EndpointState.HEALTHY).toList();
    List<Provider> chosen = new ArrayList<>(healthy.isEmpty() ? trusted : healthy);
    if (chosen.isEmpty()) {
      throw nobody(role);
    }
    chosen.sort(Comparator.comparingInt(provider -> provider.knows(requests) ? 0 : 1));
    return chosen;
  }

  private List<Provider> trusted() {
    return providers.stream().filter(provider -> !provider.state().isQuarantined()).toList();
  }

  /** When every endpoint left what was final, it is the chain that did. */
  private ChainException nobody(EndpointRole role) {
    boolean forked =
        providers.stream().allMatch(provider -> provider.state() == EndpointState.FORKED);
    return forked
        ? ChainException.fatal("every endpoint of chain " + chain + " left the final block")
        : ChainException.retryable(
            "no endpoint of chain " + chain + " can be trusted to " + role + " now");
  }

  private boolean isAlone() {
    return providers.size() == 1;
  }

  private void hedged(Provider second) {
    observer.hedged(chain, second.endpoint().name());
  }

  void condemn(Provider provider, EndpointState state, String why) {
    provider.condition().condemn(state, why);
  }

  static String fork(Optional<BlockRef> known) {
    return "it has another block than " + known.<Object>map(ref -> ref).orElse("none");
  }

  /** One endpoint's word is no reason to give up while there are others. */
  private static ChainException softened(ChainException e) {
    return e.kind() == ChainException.Kind.FATAL
        ? new ChainException(ChainException.Kind.RETRYABLE, String.valueOf(e.getMessage()), e)
        : e;
  }

  private void runKnown(Runnable task) {
    running.add(Thread.currentThread());
    try {
      task.run();
    } finally {
      running.remove(Thread.currentThread());
    }
  }

  /** Ends what nobody waits for any more, then the connections. */
  @Override
  public void close() {
    List<Thread> left = List.copyOf(running);
    left.forEach(Thread::interrupt);
    try {
      for (Thread attempt : left) {
        var _ = attempt.join(deadline());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    providers.forEach(Provider::close);
  }
}
