package dev.fairlead.chain;

import dev.fairlead.chain.endpoint.EndpointSet;
import dev.fairlead.chain.rpc.RpcRequest;
import dev.fairlead.model.BlockRef;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.TxHash;
import dev.fairlead.model.tx.SignedTransaction;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Looks whether what one endpoint took is known to a second one after some blocks. If it is not,
 * and in no block, the same bytes are offered again: an endpoint may take what it never passes on.
 */
final class Sightings {
  private static final int BLOCKS = 2;
  private static final int TRIES = 5;
  private static final int MOST = 1_000;
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final ChainId chain;
  private final EndpointSet endpoints;
  private final ChainView view;
  private final ChainObserver observer;
  private final Map<TxHash, Taken> unseen = new ConcurrentHashMap<>();

  private record Taken(SignedTransaction transaction, long at, int tries) {}

  Sightings(ChainId chain, EndpointSet endpoints, ChainView view, ChainObserver observer) {
    this.chain = chain;
    this.endpoints = endpoints;
    this.view = view;
    this.observer = observer;
  }

  /** An endpoint says that it took these bytes. */
  void taken(SignedTransaction transaction) {
    if (endpoints.readers() > 1 && unseen.size() < MOST) {
      unseen.putIfAbsent(
          transaction.hash(), new Taken(transaction, view.head().number().value(), 0));
    }
  }

  /** Looks at each new head until it is interrupted, or the chain halts. */
  void watch(Consumer<SignedTransaction> again) {
    BlockRef seen = view.head();
    try {
      while (view.halted().isEmpty()) {
        view.awaitHeadOtherThan(seen, PATIENCE.toNanos());
        BlockRef head = view.head();
        if (!head.equals(seen)) {
          List.copyOf(unseen.values()).forEach(taken -> look(taken, head, again));
        }
        seen = head;
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  private void look(Taken taken, BlockRef head, Consumer<SignedTransaction> again) {
    SignedTransaction transaction = taken.transaction();
    TxHash hash = transaction.hash();
    if (view.placeOf(hash).isPresent() || taken.tries() == TRIES) {
      unseen.remove(hash);
    } else if (head.number().value() >= taken.at() + BLOCKS) {
      if (endpoints.knowing(known(hash)) > 1) {
        unseen.remove(hash);
      } else {
        unseen.put(hash, new Taken(transaction, head.number().value(), taken.tries() + 1));
        observer.unseen(chain, hash);
        again.accept(transaction);
      }
    }
  }

  private static RpcRequest<Optional<Boolean>> known(TxHash hash) {
    return new RpcRequest<>(
        "eth_getTransactionByHash",
        "[\"" + hash + "\"]",
        in ->
            in.optional(value -> {
              value.skip();
              return true;
            }));
  }
}
