package dev.fairlead.devnet.relay;

import dev.fairlead.model.Address;
import dev.fairlead.model.TxHash;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * What waits for a block, in order of arrival, and what became of the rest. Safe for use by many
 * threads.
 */
final class SubmissionPool {
  private final List<Submission> waiting = new ArrayList<>();
  private final Map<TxHash, PrivateStatus> statuses = new HashMap<>();

  /** Adds one; an earlier one of the same signer and name is replaced. */
  synchronized void add(Submission submission) {
    if (!submission.replacement().isEmpty()) {
      cancelBundle(submission.signer(), submission.replacement());
    }
    waiting.add(submission);
    mark(submission, new PrivateStatus.Pending(submission.lastBlock()));
  }

  /** Notes transactions that will never wait, so that their status is known. */
  synchronized void addDropped(Submission submission) {
    mark(submission, new PrivateStatus.Pending(submission.lastBlock()));
  }

  synchronized List<Submission> candidates(long block, long time) {
    Iterator<Submission> all = waiting.iterator();
    while (all.hasNext()) {
      Submission submission = all.next();
      if (block > submission.lastBlock()) {
        all.remove();
        mark(
            submission,
            new PrivateStatus.Failed("not included up to block " + submission.lastBlock()));
      }
    }
    return waiting.stream().filter(s -> s.fits(block, time)).toList();
  }

  synchronized void included(Submission submission, long block) {
    waiting.remove(submission);
    mark(submission, new PrivateStatus.Included(block));
  }

  synchronized void failed(Submission submission, String reason) {
    waiting.remove(submission);
    mark(submission, new PrivateStatus.Failed(reason));
  }

  synchronized boolean cancelBundle(Address signer, String replacement) {
    return cancel(s -> s.signer().equals(signer) && s.replacement().equals(replacement));
  }

  synchronized boolean cancelTransaction(Address signer, TxHash hash) {
    return cancel(s -> s.signer().equals(signer) && s.transactions().size() == 1 && s.holds(hash));
  }

  synchronized PrivateStatus status(TxHash hash) {
    return statuses.getOrDefault(hash, new PrivateStatus.Unknown());
  }

  synchronized int size() {
    return waiting.size();
  }

  private boolean cancel(Predicate<Submission> which) {
    List<Submission> cancelled = waiting.stream().filter(which).toList();
    waiting.removeAll(cancelled);
    cancelled.forEach(s -> mark(s, new PrivateStatus.Cancelled()));
    return !cancelled.isEmpty();
  }

  private void mark(Submission submission, PrivateStatus status) {
    submission.transactions().forEach(t -> statuses.put(t.hash(), status));
  }
}
