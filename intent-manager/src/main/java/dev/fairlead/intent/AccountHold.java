package dev.fairlead.intent;

import dev.fairlead.model.Address;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.Nonce;
import dev.fairlead.model.node.NodeEvent.UsedNonce;
import java.util.List;

/**
 * Why nothing of an account is sent on a chain: from {@code first} on, up to and without {@code
 * next}, the chain has nonces of it that the log knows nothing of.
 *
 * @param used those of the transactions that were still found
 */
public record AccountHold(
    ChainId chain, Address account, Nonce first, Nonce next, List<UsedNonce> used) {
  public AccountHold {
    used = List.copyOf(used);
  }

  /** In one sentence, for people. */
  public String words() {
    return "account %s is held on chain %s: its nonces from %s to before %s were used by transactions that the log does not know; see fairlead account resume"
        .formatted(account, chain, first, next);
  }
}
