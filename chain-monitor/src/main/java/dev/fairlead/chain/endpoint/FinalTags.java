package dev.fairlead.chain.endpoint;

import dev.fairlead.model.BlockRef;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which block each endpoint of a chain called final last, for the others to be held against. Safe
 * for use by many threads.
 */
final class FinalTags {
  private final Map<Provider, BlockRef> named = new LinkedHashMap<>();

  /** One endpoint's word. */
  record Claim(Provider by, BlockRef block) {}

  synchronized void name(Claim claim) {
    named.put(claim.by(), claim.block());
  }

  /**
   * What others than {@code own} called final no higher than it did. One whose final block is
   * higher is ahead, and compares itself when {@code own} is reached.
   */
  synchronized List<Claim> notAbove(Claim own) {
    return named.entrySet().stream()
        .filter(entry -> entry.getKey() != own.by() && !entry.getKey().state().isQuarantined())
        .filter(entry -> !entry.getValue().number().isAfter(own.block().number()))
        .map(entry -> new Claim(entry.getKey(), entry.getValue()))
        .toList();
  }
}
