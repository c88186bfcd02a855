package dev.fairlead.intent;

import dev.fairlead.chain.relay.PrivateRelay;
import dev.fairlead.model.BlockNumber;
import dev.fairlead.model.TxHash;
import dev.fairlead.model.intent.SubmissionOutcome;
import dev.fairlead.model.tx.SignedTransaction;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

/** A relay that builds the next block of the chain in memory, or only says that it does. */
final class MemoryRelay implements PrivateRelay {
  private final MemoryChain chain;
  private final List<SignedTransaction> offered = new ArrayList<>();
  private Consumer<SignedTransaction> onOffer = _ -> {};
  private boolean builds = true;

  MemoryRelay(MemoryChain chain) {
    this.chain = chain;
  }

  synchronized void onOffer(Consumer<SignedTransaction> hear) {
    onOffer = hear;
  }

  /** From now on it says yes and includes nothing. */
  synchronized void stopBuilding() {
    builds = false;
  }

  synchronized void buildAgain() {
    builds = true;
  }

  synchronized List<SignedTransaction> offered() {
    return List.copyOf(offered);
  }

  @Override
  public String channel() {
    return "relay:memory";
  }

  @Override
  public synchronized SubmissionOutcome send(
      List<SignedTransaction> bundle, BlockNumber target, UUID replacement) {
    bundle.forEach(onOffer);
    offered.addAll(bundle);
    if (builds && target.equals(chain.head().number().next())) {
      chain.nextBundle(bundle);
    }
    return new SubmissionOutcome.Sent();
  }

  @Override
  public SubmissionOutcome sendPrivate(SignedTransaction transaction, BlockNumber lastBlock) {
    throw new UnsupportedOperationException("intents send bundles");
  }

  @Override
  public synchronized SubmissionOutcome cancelBundle(UUID replacement) {
    return new SubmissionOutcome.Sent();
  }

  @Override
  public SubmissionOutcome cancelPrivate(TxHash hash) {
    throw new UnsupportedOperationException("intents send bundles");
  }

  @Override
  public void close() {}
}
