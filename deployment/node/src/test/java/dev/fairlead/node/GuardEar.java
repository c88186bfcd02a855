package dev.fairlead.node;

import dev.fairlead.model.ChainId;
import dev.fairlead.node.trust.GuardObserver;
import dev.fairlead.venue.sample.Verdict;
import dev.fairlead.venue.token.TokenFinding;
import java.util.Queue;

/** Puts all that a guard tells into a queue. */
record GuardEar(Queue<Object> heard) implements GuardObserver {
  @Override
  public void probed(ChainId chain, TokenFinding finding) {
    heard.add(finding);
  }

  @Override
  public void compared(ChainId chain, Verdict verdict) {
    heard.add(verdict);
  }

  @Override
  public void recanted(ChainId chain, Verdict.Differs first) {
    heard.add("recanted: " + first.words());
  }

  @Override
  public void quarantined(ChainId chain, Verdict.Differs why) {
    heard.add(why);
  }

  @Override
  public void readmitted(ChainId chain, Verdict.Agrees proof) {
    heard.add(proof);
  }

  @Override
  public void reviewed(ChainId chain, int pools, int all) {
    heard.add(pools + " of " + all);
  }

  @Override
  public void failed(ChainId chain, String why) {
    heard.add(why);
  }
}
