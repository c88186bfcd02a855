package dev.fairlead.intent;

import dev.fairlead.model.BlockRef;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.Fraction;
import dev.fairlead.model.Gas;
import dev.fairlead.model.TokenAmount;
import dev.fairlead.model.intent.Leg;
import dev.fairlead.model.intent.Rejection;
import dev.fairlead.route.Route;
import dev.fairlead.route.across.Offer;
import dev.fairlead.route.across.Stand;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one chain says to an amount, by its market of block {@code at}. */
public sealed interface ChainOffer {
  ChainId chain();

  BlockRef at();

  /** How much may be spent there; null for no bound. */
  @Nullable TokenAmount balance();

  /**
   * It can be traded there.
   *
   * @param gasCost in the token whose amount is open; null where the market knows no price of gas
   * @param covered whether the balance pays for it
   */
  record Made(
      ChainId chain,
      BlockRef at,
      @Nullable TokenAmount balance,
      TokenAmount sell,
      TokenAmount buy,
      List<Leg> legs,
      Fraction priceImpact,
      Gas gas,
      @Nullable TokenAmount gasCost,
      boolean covered)
      implements ChainOffer {
    public Made {
      legs = List.copyOf(legs);
    }
  }

  /** It can't, and why. */
  record None(ChainId chain, BlockRef at, @Nullable TokenAmount balance, Rejection reason)
      implements ChainOffer {}

  /** The same in this package's words. */
  static ChainOffer of(Offer offer) {
    Stand stand = offer.stand();
    BlockRef at = stand.market().block();
    return switch (offer) {
      case Offer.Made made -> {
        Route route = made.route();
        yield new Made(
            stand.chain(),
            at,
            stand.balance(),
            route.sell(),
            route.quoted(),
            route.legs(),
            route.priceImpact(),
            route.gas(),
            made.gasCost(),
            made.isCovered());
      }
      case Offer.None none -> new None(stand.chain(), at, stand.balance(), none.reason());
    };
  }
}
