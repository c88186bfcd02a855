package dev.fairlead.node.trust;

import dev.fairlead.model.ChainId;
import dev.fairlead.venue.sample.Verdict;
import dev.fairlead.venue.token.TokenFinding;

/** Told what a guard finds out, for logs and metrics. Calls return quickly and do not throw. */
public interface GuardObserver {
  /** A token was probed. */
  void probed(ChainId chain, TokenFinding finding);

  /** A pool was compared with the chain. */
  void compared(ChainId chain, Verdict verdict);

  /** The chain told of the same block what the pool says, when it was asked again. */
  void recanted(ChainId chain, Verdict.Differs first);

  /** A pool that differed is not traded with. */
  void quarantined(ChainId chain, Verdict.Differs why);

  /** A pool that differed agreed often enough since. */
  void readmitted(ChainId chain, Verdict.Agrees proof);

  /** So many of all pools of a kept market were read again. */
  void reviewed(ChainId chain, int pools, int all);

  /** The chain did not answer; it is asked again with a later block. */
  void failed(ChainId chain, String why);
}
