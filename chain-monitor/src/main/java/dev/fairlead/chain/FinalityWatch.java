package dev.fairlead.chain;

import dev.fairlead.chain.ChainProfile.Finality;
import dev.fairlead.model.BlockRef;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Moves a view's levels of finality by the chain's rule. A tag's word is taken only for blocks that
 * were verified, and only upwards; one that stands still for too long is told of, and nothing
 * becomes final by the time that passed.
 */
final class FinalityWatch {
  /** After nobody names a safe block, none is asked for at so many heads. */
  private static final int LOOKS_LEFT_OUT = 16;

  private final ChainProfile profile;
  private final BlockSource source;
  private final ChainView view;
  private final ViewMover mover;
  private final ChainObserver observer;
  private long highest;
  private long movedAt = System.nanoTime();
  private boolean stalled;
  private int looksWithoutSafe;
  private @Nullable BlockRef lookedAt;

  FinalityWatch(
      ChainProfile profile,
      BlockSource source,
      ChainView view,
      ViewMover mover,
      ChainObserver observer) {
    this.profile = profile;
    this.source = source;
    this.view = view;
    this.mover = mover;
    this.observer = observer;
    this.highest = view.finalized().number().value();
  }

  /** Asks the chain, if it is the one that says. */
  void look() {
    switch (profile.finality()) {
      case Finality.Confirmations(int blocks) -> mover.finalizeBelowHead(blocks);
      case Finality.Tagged(Finality.Tag tag, Duration patience) -> {
        source.tagged(tag.words()).map(Header::ref).ifPresent(ref -> believe(tag, ref));
        tellOfStall(patience);
        lookForSafe(tag);
      }
    }
  }

  /** Not every chain has the tag, nor has it always: nothing rests on it. */
  private void lookForSafe(Finality.Tag rule) {
    BlockRef head = view.head();
    if (rule == Finality.Tag.SAFE) {
      hold(view.finalized());
    } else if (head.equals(lookedAt)) {
      return;
    } else if (looksWithoutSafe > 0) {
      looksWithoutSafe--;
    } else {
      looksWithoutSafe = LOOKS_LEFT_OUT;
      try {
        source
            .tagged(Finality.Tag.SAFE.words())
            .map(Header::ref)
            .ifPresent(ref -> {
              looksWithoutSafe = 0;
              hold(ref);
            });
      } catch (ChainException none) {
        // The next looks leave it out.
      }
    }
    lookedAt = head;
  }

  private void hold(BlockRef ref) {
    if (view.holdSafe(ref)) {
      observer.safe(profile.id(), ref);
    }
  }

  private void believe(Finality.Tag tag, BlockRef tagged) {
    BlockRef known = view.finalized();
    boolean lower = tagged.number().compareTo(known.number()) < 0;
    boolean other = tagged.number().equals(known.number()) && !tagged.equals(known);
    boolean foreign =
        view.at(tagged.number().value()).filter(ref -> !ref.equals(tagged)).isPresent();
    if (lower || other || foreign) {
      observer.mistrusted(
          profile.id(),
          "the " + tag.words() + " tag names " + tagged + " after " + known + " was final");
      return;
    }
    if (tagged.number().value() > highest) {
      highest = tagged.number().value();
      movedAt = System.nanoTime();
      stalled = false;
      view.stall(null);
    }
    if (view.contains(tagged)) {
      mover.finalizeUpTo(tagged);
    }
  }

  private void tellOfStall(Duration patience) {
    Duration still = Duration.ofNanos(System.nanoTime() - movedAt);
    if (!stalled && still.compareTo(patience) > 0) {
      stalled = true;
      view.stall(movedAt);
      observer.finalityStalled(profile.id(), view.finalized(), still);
    }
  }
}
