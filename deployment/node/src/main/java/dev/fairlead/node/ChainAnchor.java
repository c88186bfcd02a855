package dev.fairlead.node;

import dev.fairlead.chain.Call;
import dev.fairlead.chain.CallResult;
import dev.fairlead.chain.ChainException;
import dev.fairlead.chain.ChainObserver;
import dev.fairlead.chain.EvmChain;
import dev.fairlead.chain.Inclusion;
import dev.fairlead.chain.LogQuery;
import dev.fairlead.chain.rpc.ChainIo;
import dev.fairlead.event.CheckpointAnchor;
import dev.fairlead.event.EventStoreException;
import dev.fairlead.event.proof.Checkpoint;
import dev.fairlead.event.proof.MalformedProof;
import dev.fairlead.model.BlockNumber;
import dev.fairlead.model.BlockRef;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.TxHash;
import dev.fairlead.model.intent.SubmissionOutcome;
import dev.fairlead.model.tx.SignedTransaction;
import dev.fairlead.node.config.ChainConfig;
import dev.fairlead.node.config.EvidenceConfig;
import dev.fairlead.signing.LocalSigner;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The {@link CheckpointLog} on a chain, as the last word on a log: what is in a block there, nobody
 * takes back. A checkpoint counts once it is in a block; a reorg takes it away until the next.
 *
 * <p>One transaction is outstanding at most, under the account's next nonce: what is forgotten in a
 * restart is replaced or in the way of the next, and never makes the log's size go backwards. A
 * connection of its own, made when it is needed and given up when it fails.
 */
final class ChainAnchor implements CheckpointAnchor, AutoCloseable {
  private static final int MOST_ASKED = 100;
  private static final Duration PAUSE = Duration.ofMillis(20);

  private static final Duration POLL = Duration.ofMillis(100);

  private final EvidenceConfig.Chain config;
  private final ChainConfig chainConfig;
  private final LocalSigner signer;
  private final CheckpointLog contract = CheckpointLog.load();
  private final ChainIo io = ChainIo.open();
  private final AnchorOffers offers;
  private final Duration patience;
  private @Nullable EvmChain connected;

  ChainAnchor(EvidenceConfig.Chain config, ChainConfig chain, LocalSigner signer) {
    this(
        config,
        chain,
        signer,
        SettingsAssembly.profile(config.name(), chain).blockTime().multipliedBy(2).plusSeconds(5));
  }

  /**
   * {@code patience}: how long a write waits for a block before it says that it may not be there.
   */
  ChainAnchor(
      EvidenceConfig.Chain config, ChainConfig chain, LocalSigner signer, Duration patience) {
    this.config = config;
    this.chainConfig = chain;
    this.signer = signer;
    this.patience = patience;
    this.offers = new AnchorOffers(signer, contract.site().address(), config.maxFee());
  }

  @Override
  public String name() {
    return "chain " + config.name();
  }

  @Override
  public Duration pace() {
    return config.interval();
  }

  @Override
  public void write(Checkpoint checkpoint) throws IOException {
    during(chain -> {
      BlockRef head = chain.head();
      if (held(chain, head, checkpoint.log()) < checkpoint.size()) {
        await(chain, offer(chain, head, checkpoint), checkpoint);
      }
      return checkpoint;
    });
  }

  private SignedTransaction offer(EvmChain chain, BlockRef head, Checkpoint checkpoint)
      throws IOException {
    SignedTransaction transaction = offers.next(chain, head, contract.put(checkpoint));
    if (chain.send(transaction) instanceof SubmissionOutcome.Refused(String reason)) {
      offers.refused(reason);
      disconnect();
      throw new IOException("the transaction was refused: " + reason);
    }
    return transaction;
  }

  private void await(EvmChain chain, SignedTransaction transaction, Checkpoint checkpoint)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    TxHash hash = transaction.hash();
    do {
      Optional<Inclusion> inclusion = chain.inclusion(hash);
      if (inclusion.isPresent()) {
        if (held(chain, inclusion.get().block(), checkpoint.log()) >= checkpoint.size()) {
          return;
        }
        throw new IOException("transaction " + hash + " was reverted");
      }
      Thread.sleep(POLL);
    } while (System.nanoTime() < end);
    throw new IOException("transaction " + hash + " is in no block yet");
  }

  private long held(EvmChain chain, BlockRef at, UUID log) throws IOException {
    return contract.size(ask(chain, at, contract.latest(signer.account(), log)));
  }

  @Override
  public Optional<Checkpoint> last() throws IOException {
    return during(chain -> {
      List<Checkpoint> since = since(chain, CheckpointLog.Span::last);
      return since.isEmpty() ? Optional.empty() : Optional.of(since.getLast());
    });
  }

  @Override
  public List<Checkpoint> all() throws IOException {
    return during(chain -> since(chain, CheckpointLog.Span::first));
  }

  /**
   * What this account put from one of the blocks on that the contract tells of. Where an endpoint
   * tells of one after the block that it was asked about, it is asked again once that is known.
   */
  private List<Checkpoint> since(EvmChain chain, ToLongFunction<CheckpointLog.Span> from)
      throws IOException, InterruptedException {
    for (int asked = 0; asked < MOST_ASKED; asked++) {
      BlockRef head = chain.head();
      CheckpointLog.Span span = contract.span(ask(chain, head, contract.senders(signer.account())));
      if (span.last() <= head.number().value()) {
        return since(chain, head, from.applyAsLong(span));
      }
      Thread.sleep(PAUSE);
    }
    throw new IOException("the chain tells of blocks after the one that it is asked about");
  }

  /** What this account put from a block on; block 0 stands for never. */
  private List<Checkpoint> since(EvmChain chain, BlockRef head, long block) {
    if (block == 0) {
      return List.of();
    }
    return chain
        .logs(
            new LogQuery(
                new BlockNumber(block),
                head,
                List.of(contract.site().address()),
                contract.topics(signer.account())))
        .stream()
        .map(contract::checkpoint)
        .toList();
  }

  private Bytes ask(EvmChain chain, BlockRef at, Bytes call) throws IOException {
    CallResult result =
        chain.call(at, List.of(Call.view(contract.site().address(), call))).getFirst();
    if (result instanceof CallResult.Returned(Bytes data) && data.length() > 0) {
      return data;
    }
    throw new IOException(
        "there is no checkpoint log at %s; deploy it: fairlead executor deploy"
            .formatted(contract.site().address()));
  }

  /** Something that is asked of the chain. */
  @FunctionalInterface
  private interface Question<T> {
    T ask(EvmChain chain) throws IOException, InterruptedException;
  }

  private synchronized <T> T during(Question<T> question) throws IOException {
    try {
      return question.ask(connect());
    } catch (ChainException e) {
      disconnect();
      throw new IOException("the chain does not answer: " + e.getMessage(), e);
    } catch (MalformedProof e) {
      throw new EventStoreException(
          EventStoreException.Kind.FATAL,
          name() + " holds what is no checkpoint: " + e.getMessage(),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private EvmChain connect() {
    EvmChain open = connected;
    if (open == null) {
      open =
          EvmChain.open(
              SettingsAssembly.profile(config.name(), chainConfig),
              chainConfig.reached(),
              io,
              Thread.ofVirtual().name("fairlead-anchor-", 0).factory(),
              ChainObserver.none());
      connected = open;
    }
    return open;
  }

  private void disconnect() {
    EvmChain open = connected;
    connected = null;
    if (open != null) {
      open.close();
    }
  }

  @Override
  public synchronized void close() {
    disconnect();
    io.close();
  }
}
