package dev.fairlead.intent;

import dev.fairlead.model.Address;
import dev.fairlead.model.ChainId;
import java.util.List;
import java.util.Optional;

/**
 * The accounts that intents are worked with, as far as they are held and who lets them go on. Safe
 * for use by many threads.
 */
public final class Accounts {
  private final Lanes lanes;

  Accounts(Lanes lanes) {
    this.lanes = lanes;
  }

  /** Those that are held, as this node knows it; answered from memory. */
  public List<AccountHold> held() {
    return lanes.all().flatMap(lane -> lane.hold().stream()).toList();
  }

  /**
   * Lets an account send again, after somebody has looked at the nonces that are not explained.
   * Durable when it returns.
   *
   * @param by who has looked
   * @param reason what explains them
   * @return why it was held; empty when it was not
   */
  public Optional<AccountHold> resume(ChainId chain, Address account, String by, String reason) {
    return lanes.stream(chain, account).resume(by, reason);
  }
}
