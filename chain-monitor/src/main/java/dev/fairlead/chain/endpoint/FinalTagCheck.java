package dev.fairlead.chain.endpoint;

import dev.fairlead.chain.ChainObserver;
import dev.fairlead.chain.rpc.RpcRequest;
import dev.fairlead.model.BlockRef;
import dev.fairlead.model.ChainId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Holds what one endpoint calls final against its own word before, and against the other endpoints'
 * words: what is final for two of them must be the same block. One that lags is no difference. For
 * one thread.
 */
final class FinalTagCheck {
  private final ChainId chain;
  private final Provider provider;
  private final FinalTags tags;
  private final ChainObserver observer;
  private final Map<Provider, Compared> compared = new HashMap<>();
  private final Set<Provider> differing = new HashSet<>();
  private @Nullable BlockRef own;

  private record Compared(BlockRef own, BlockRef other) {}

  FinalTagCheck(ChainId chain, Provider provider, FinalTags tags, ChainObserver observer) {
    this.chain = chain;
    this.provider = provider;
    this.tags = tags;
    this.observer = observer;
  }

  /** The claims that this endpoint is to be asked about: nothing twice until a tag moves. */
  List<FinalTags.Claim> open() {
    BlockRef last = own;
    return last == null
        ? List.of()
        : tags.notAbove(new FinalTags.Claim(provider, last)).stream()
            .filter(claim -> !new Compared(last, claim.block()).equals(compared.get(claim.by())))
            .toList();
  }

  static RpcRequest<Optional<BlockRef>> question(FinalTags.Claim claim) {
    return BlockAt.height(claim.block().number());
  }

  /** The endpoint has {@code here} at the height of another's claim. */
  void compare(FinalTags.Claim claim, BlockRef here) {
    BlockRef last = own;
    if (last == null) {
      return;
    }
    compared.put(claim.by(), new Compared(last, claim.block()));
    if (here.equals(claim.block())) {
      differing.remove(claim.by());
    } else if (differing.add(claim.by())) {
      observer.disagreed(
          chain,
          "the finalized tag of %s names %s, but of %s, which has block %s final, it is %s"
              .formatted(name(claim.by()), claim.block(), name(provider), last.number(), here));
    }
  }

  /** The endpoint calls {@code block} final now. */
  void names(BlockRef block) {
    BlockRef before = own;
    own = block;
    tags.name(new FinalTags.Claim(provider, block));
    if (before == null) {
      return;
    }
    if (before.number().isAfter(block.number())) {
      mistrusted("went back from block " + before.number() + " to block " + block.number());
    } else if (before.number().equals(block.number()) && !before.equals(block)) {
      mistrusted("names " + block + " after " + before);
    }
  }

  private void mistrusted(String what) {
    observer.mistrusted(chain, "the finalized tag of " + name(provider) + " " + what);
  }

  private static String name(Provider provider) {
    return provider.endpoint().name();
  }
}
