package dev.fairlead.intent;

import dev.fairlead.model.Address;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.Fraction;
import dev.fairlead.model.intent.RouteTerms;
import dev.fairlead.model.intent.Selection;
import dev.fairlead.model.intent.VenueId;
import java.math.BigDecimal;
import java.util.List;

/**
 * What do trades that have one token in common come to now, as one?
 *
 * @param terms what each part's route may be like, bounded by the node's own limits
 */
public record BasketRequest(
    ChainId chain,
    Wanted wanted,
    RouteTerms terms,
    Selection<VenueId> venues,
    Selection<Address> tokens) {
  /** The trades; tokens by the symbol or the address that the configuration has. */
  public sealed interface Wanted {
    /** Exactly these amounts for one token. */
    record SellMany(List<Amount> sold, String bought) implements Wanted {
      public SellMany {
        sold = List.copyOf(sold);
      }
    }

    /** These amounts with one token. */
    record BuyMany(String sold, List<Amount> bought) implements Wanted {
      public BuyMany {
        bought = List.copyOf(bought);
      }
    }

    /** A share of exactly this amount on each of several tokens. */
    record SpendShares(Amount sold, List<Share> bought) implements Wanted {
      public SpendShares {
        bought = List.copyOf(bought);
      }
    }
  }

  /** So many whole tokens. */
  public record Amount(String token, BigDecimal whole) {}

  /** What share of the amount sold is spent on a token. */
  public record Share(String token, Fraction of) {}
}
