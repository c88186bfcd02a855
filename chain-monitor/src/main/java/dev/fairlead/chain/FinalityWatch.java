package dev.fairlead.chain;

import dev.fairlead.chain.ChainProfile.Finality;
import dev.fairlead.chain.endpoint.EndpointSet;
import dev.fairlead.model.BlockNumber;
import dev.fairlead.model.BlockRef;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Moves a view's levels of finality by the chain's rule. A tag's word is taken only for blocks that
 * were verified, only upwards, and only as far as so many endpoints' tags got as must agree; one
 * that stands still for too long is told of, and nothing becomes final by the time that passed.
 */
final class FinalityWatch {
  /** After nobody names a safe block, none is asked for at so many heads. */
  private static final int LOOKS_LEFT_OUT = 16;

  /**
   * While one endpoint's tag stands still, the others' tags are asked for at each so many looks.
   */
  private static final int LOOKS_AT_ONE = 4;

  private final ChainProfile profile;
  private final EndpointSet endpoints;
  private final BlockSource source;
  private final ChainView view;
  private final ViewMover mover;
  private final ChainObserver observer;
  private int looksAtOne;
  private @Nullable BlockRef heldAgainstOthers;
  private long highest;
  private long movedAt = System.nanoTime();
  private boolean stalled;
  private int looksWithoutSafe;
  private @Nullable BlockRef lookedAt;

  FinalityWatch(
      ChainProfile profile,
      EndpointSet endpoints,
      BlockSource source,
      ChainView view,
      ViewMover mover,
      ChainObserver observer) {
    this.profile = profile;
    this.endpoints = endpoints;
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
    boolean doubtful = lower || other || foreign;
    if (doubtful) {
      observer.mistrusted(
          profile.id(),
          "the " + tag.words() + " tag names " + tagged + " after " + known + " was final");
    }
    if (endpoints.quorum() > 1) {
      if (!tagged.equals(heldAgainstOthers) || ++looksAtOne >= LOOKS_AT_ONE) {
        heldAgainstOthers = tagged;
        looksAtOne = 0;
        agreed(tag, tagged.number(), doubtful)
            .ifPresent(number -> {
              moved(number);
              view.at(number.value()).ifPresent(mover::finalizeUpTo);
            });
      }
    } else if (!doubtful) {
      moved(tagged.number());
      if (view.contains(tagged)) {
        mover.finalizeUpTo(tagged);
      }
    }
  }

  private Optional<BlockNumber> agreed(Finality.Tag tag, BlockNumber told, boolean doubtful) {
    return !doubtful && endpoints.haveReached(tag.words(), told)
        ? Optional.of(told)
        : endpoints.reached(tag.words());
  }

  private void moved(BlockNumber number) {
    if (number.value() > highest) {
      highest = number.value();
      movedAt = System.nanoTime();
      stalled = false;
      view.stall(null);
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
