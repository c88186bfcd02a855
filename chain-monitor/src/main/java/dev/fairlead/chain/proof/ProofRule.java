package dev.fairlead.chain.proof;

import dev.fairlead.model.ChainId;

/** What the blocks of a chain must prove. */
public record ProofRule(Dialect dialect, Trust trust) {
  /** The chain's own dialect, and only what is proven. */
  public static ProofRule of(ChainId chain) {
    return new ProofRule(Dialect.of(chain), Trust.PROVEN);
  }
}
