package dev.fairlead.chain.endpoint;

import dev.fairlead.chain.ChainException;
import dev.fairlead.chain.ChainObserver;
import dev.fairlead.chain.json.JsonInput;
import dev.fairlead.chain.rpc.RpcClient;
import dev.fairlead.chain.rpc.RpcReply;
import dev.fairlead.chain.rpc.RpcRequest;
import dev.fairlead.model.BlockNumber;
import dev.fairlead.model.BlockRef;
import dev.fairlead.model.ChainId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Looks at one provider: does it serve the chain, does it know the newest blocks, has it the final
 * block that the others have, and does it call final what they do? For one thread.
 */
final class Probe {
  private final ChainId chain;
  private final Provider provider;
  private final EndpointSet set;
  private final EndpointWatch.Known known;
  private final long tolerated;
  private final ChainObserver observer;
  private final FinalTagCheck finality;

  Probe(
      ChainId chain,
      Provider provider,
      EndpointSet set,
      EndpointWatch.Known known,
      long tolerated,
      FinalTags tags,
      ChainObserver observer) {
    this.chain = chain;
    this.provider = provider;
    this.set = set;
    this.known = known;
    this.tolerated = tolerated;
    this.observer = observer;
    this.finality = new FinalTagCheck(chain, provider, tags, observer);
  }

  void look() {
    if (provider.condition().isPausing()) {
      return;
    }
    if (!provider.endpoint().has(EndpointRole.READ)
        && !provider.endpoint().has(EndpointRole.QUORUM)) {
      lookAtSender();
      return;
    }
    BlockRef ours = known.finalized();
    List<FinalTags.Claim> claims = finality.open();
    List<RpcRequest<?>> questions =
        new ArrayList<>(
            List.of(
                RpcClient.chainId(),
                new RpcRequest<>("eth_syncing", "[]", Probe::syncing),
                BlockAt.tag("latest"),
                BlockAt.height(ours.number()),
                BlockAt.tag("finalized")));
    claims.forEach(claim -> questions.add(FinalTagCheck.question(claim)));
    List<RpcReply<?>> replies = provider.ask(questions);
    Long id = Probe.<Long>result(replies.get(0)).orElse(chain.value());
    boolean syncing = Probe.<Boolean>result(replies.get(1)).orElse(false);
    Optional<BlockRef> latest = block(replies.get(2));
    Optional<BlockRef> atOurs = block(replies.get(3));
    latest.ifPresent(ref -> provider.tells(ref.number()));
    requireChain(id);
    for (int i = 0; i < claims.size(); i++) {
      FinalTags.Claim claim = claims.get(i);
      block(replies.get(questions.size() - claims.size() + i))
          .ifPresent(here -> finality.compare(claim, here));
    }
    block(replies.get(4)).ifPresent(finality::names);
    if (atOurs.isPresent() && !atOurs.get().equals(ours)) {
      forked(ours);
    } else if (syncing) {
      provider.condition().late(EndpointState.SYNCING, "it is syncing");
    } else if (latest.isEmpty()) {
      throw blamed(ChainException.retryable(provider.endpoint().name() + " has no latest block"));
    } else {
      follows(latest.get().number());
    }
  }

  /** Whoever only takes transactions may know nothing of blocks. */
  private void lookAtSender() {
    requireChain(
        Probe.<Long>result(provider.ask(List.of(RpcClient.chainId())).getFirst())
            .orElse(chain.value()));
    provider.condition().sound();
  }

  private void requireChain(long id) {
    if (id != chain.value()) {
      throw blamed(
          ChainException.wrongChain(
              provider.endpoint().name() + " serves chain " + id + " instead of chain " + chain));
    }
  }

  private void follows(BlockNumber head) {
    long best =
        Stream.concat(
                Stream.of(known.head().number()),
                set.providers().stream()
                    .filter(other -> !other.state().isQuarantined())
                    .map(Provider::head)
                    .flatMap(Optional::stream))
            .mapToLong(BlockNumber::value)
            .max()
            .orElse(0);
    long lag = Math.max(0, best - head.value());
    observer.probed(chain, provider.endpoint().name(), head, lag);
    if (lag > tolerated) {
      provider
          .condition()
          .late(EndpointState.BEHIND, "its head " + head + " is " + lag + " blocks behind");
    } else {
      provider.condition().sound();
    }
  }

  /** Its final block is another one than ours: one of the two is wrong, and the others decide. */
  private void forked(BlockRef ours) {
    if (provider.state().isQuarantined()) {
      set.condemn(provider, EndpointState.FORKED, EndpointSet.fork(Optional.of(ours)));
    } else if (set.providers().size() > 1) {
      var _ = set.abandoned(ours);
    }
  }

  private ChainException blamed(ChainException e) {
    provider.blame(e);
    return e;
  }

  private static Optional<BlockRef> block(RpcReply<?> reply) {
    return Probe.<Optional<BlockRef>>result(reply).flatMap(ref -> ref);
  }

  /** Some servers answer with an object, which tells how far they are. */
  private static Boolean syncing(JsonInput in) {
    if (in.isFalse()) {
      return false;
    }
    in.skip();
    return true;
  }

  /** The reply came from the request's own reader; a method that is missing says nothing. */
  @SuppressWarnings("unchecked")
  private static <T> Optional<T> result(RpcReply<?> reply) {
    return reply instanceof RpcReply.Result<?>(Object value)
        ? Optional.of((T) value)
        : Optional.empty();
  }
}
