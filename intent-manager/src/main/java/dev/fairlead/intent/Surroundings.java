package dev.fairlead.intent;

import dev.fairlead.chain.readable.RevertReader;
import dev.fairlead.event.EventStore;
import dev.fairlead.model.Address;
import dev.fairlead.model.ChainId;
import dev.fairlead.route.Router;
import dev.fairlead.signing.TransactionSigner;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ThreadFactory;

/**
 * Everything outside of this module that intents are worked with. None of it is closed here.
 *
 * @param reverts reads why transactions failed
 * @param threads makes the virtual threads on which intents live
 */
public record Surroundings(
    EventStore store,
    Map<ChainId, TradingChain> chains,
    Map<Address, TransactionSigner> signers,
    Router router,
    RevertReader reverts,
    InstantSource clock,
    ThreadFactory threads,
    CrashPoints crashPoints,
    IntentObserver observer) {
  public Surroundings {
    chains = Map.copyOf(chains);
    signers = Map.copyOf(signers);
    chains.forEach((id, trading) -> {
      if (!trading.chain().id().equals(id)) {
        throw new IllegalArgumentException(
            "chain " + trading.chain().id() + " stands under the id " + id);
      }
    });
    signers.forEach((account, signer) -> {
      if (!signer.account().equals(account)) {
        throw new IllegalArgumentException(
            "the signer of " + signer.account() + " stands under " + account);
      }
    });
  }
}
