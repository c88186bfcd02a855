package dev.fairlead.intent;

import dev.fairlead.event.Append;
import dev.fairlead.event.AppendResult;
import dev.fairlead.event.EventId;
import dev.fairlead.event.EventLog;
import dev.fairlead.event.NewEvent;
import dev.fairlead.event.RecordedEvent;
import dev.fairlead.event.StreamId;
import dev.fairlead.model.Address;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.Nonce;
import dev.fairlead.model.node.NodeEvent;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the log says of an account beside its intents: whether it is held, and what was explained.
 */
final class AccountStream {
  private final EventLog log;
  private final ChainId chain;
  private final Address account;
  private final StreamId stream;

  AccountStream(EventLog log, ChainId chain, Address account) {
    this.log = log;
    this.chain = chain;
    this.account = account;
    this.stream = StreamId.account(chain, account);
  }

  /**
   * How the account stands.
   *
   * @param explained nonces below this one are accounted for by a person; null when none was asked
   * @param hold why it is held; null when it is not
   */
  record Standing(long version, @Nullable Nonce explained, @Nullable AccountHold hold) {}

  Standing standing() {
    Standing standing = new Standing(0, null, null);
    for (RecordedEvent event : log.read(stream)) {
      standing =
          switch (event.event()) {
            case NodeEvent.AccountHeld held ->
                new Standing(
                    event.version(),
                    standing.explained(),
                    new AccountHold(chain, account, held.first(), held.next(), held.used()));
            case NodeEvent.AccountResumed resumed ->
                new Standing(event.version(), resumed.next(), null);
            default -> throw new IllegalStateException("not of an account: " + event.type());
          };
    }
    return standing;
  }

  /** Records that it is held. Another node may have been first; what it wrote counts the same. */
  void hold(Standing standing, AccountHold hold) {
    append(
        standing,
        new NodeEvent.AccountHeld(chain, account, hold.first(), hold.next(), hold.used()));
  }

  /** Ends the hold, if there is one, and answers with it. */
  Optional<AccountHold> resume(String by, String reason) {
    while (true) {
      Standing standing = standing();
      AccountHold hold = standing.hold();
      if (hold == null) {
        return Optional.empty();
      }
      if (append(standing, new NodeEvent.AccountResumed(chain, account, hold.next(), by, reason))) {
        return Optional.of(hold);
      }
    }
  }

  private boolean append(Standing standing, NodeEvent event) {
    AppendResult result =
        log.append(Append.to(stream, standing.version(), new NewEvent(EventId.next(), event)));
    return switch (result) {
      case AppendResult.Appended _ -> true;
      case AppendResult.VersionConflict _ -> false;
      case AppendResult.ClaimTaken _, AppendResult.EventIdConflict _ ->
          throw new IllegalStateException(stream + " was answered by " + result);
    };
  }
}
