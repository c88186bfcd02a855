package dev.fairlead.intent;

import dev.fairlead.model.TxHash;
import dev.fairlead.model.intent.IntentEvent.Included;
import dev.fairlead.model.intent.IntentEvent.Submitted;
import dev.fairlead.model.intent.TransactionRole;
import dev.fairlead.model.tx.SignedTransaction;
import dev.fairlead.model.tx.UnsignedTransaction;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One transaction of an intent: what it says, its signed bytes once they are durable, what each
 * channel last answered to them, and the block that holds it when one does.
 */
public record Payload(
    TransactionRole role,
    UnsignedTransaction transaction,
    @Nullable SignedTransaction signed,
    List<Submitted> submissions,
    @Nullable Included inclusion) {
  public Payload {
    submissions = List.copyOf(submissions);
  }

  static Payload assigned(TransactionRole role, UnsignedTransaction transaction) {
    return new Payload(role, transaction, null, List.of(), null);
  }

  public boolean isCancellation() {
    return role == TransactionRole.CANCELLATION;
  }

  boolean hasHash(TxHash hash) {
    return signed != null && signed.hash().equals(hash);
  }

  Payload signedAs(SignedTransaction bytes) {
    return new Payload(role, transaction, bytes, submissions, inclusion);
  }

  /** The newest answer of each channel is kept, in the order of first use. */
  Payload submitted(Submitted submission) {
    List<Submitted> answers = new ArrayList<>(submissions);
    for (int i = 0; i < answers.size(); i++) {
      if (answers.get(i).channel().equals(submission.channel())) {
        answers.set(i, submission);
        return new Payload(role, transaction, signed, answers, inclusion);
      }
    }
    answers.add(submission);
    return new Payload(role, transaction, signed, answers, inclusion);
  }

  Payload includedBy(@Nullable Included included) {
    return new Payload(role, transaction, signed, submissions, included);
  }
}
