package dev.fairlead.intent;

import dev.fairlead.model.BlockRef;
import dev.fairlead.model.Fraction;
import dev.fairlead.model.Gas;
import dev.fairlead.model.Token;
import dev.fairlead.model.TokenAmount;
import dev.fairlead.model.Wei;
import dev.fairlead.model.intent.Candidate;
import dev.fairlead.model.intent.Leg;
import dev.fairlead.model.intent.Rejection;
import dev.fairlead.route.Route;
import dev.fairlead.route.basket.BasketBound;
import dev.fairlead.route.basket.BasketResult;
import dev.fairlead.route.basket.PartRoute;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a basket comes to, or why it was not quoted. */
public sealed interface BasketQuote {
  /**
   * All parts can be traded.
   *
   * @param parts in the order in which they are to be executed
   * @param total what all buy, or sell, of the token in common
   * @param gasCost of all, in the same token; null where the market knows no price of gas
   * @param saved how many whole tokens that leaves more, or takes less, net of gas, than each part
   *     routed alone; null where those routes could not be executed
   * @param bound in the same token, what no plans could better: the most that these amounts could
   *     give, or the least that the amounts bought could take; limits and gas left aside
   */
  record Quoted(
      BlockRef at,
      List<Part> parts,
      TokenAmount total,
      @Nullable TokenAmount gasCost,
      @Nullable BigDecimal saved,
      TokenAmount bound)
      implements BasketQuote {
    public Quoted {
      parts = List.copyOf(parts);
    }

    /** The router's answer in this package's words. */
    public static Quoted of(BlockRef at, BasketResult.Found found, BasketBound bound) {
      return new Quoted(
          at,
          found.parts().stream().map(Part::of).toList(),
          found.total(),
          found.gasCost(),
          found.saved(),
          bound.units());
    }
  }

  /** A part can't be traded beside the others; {@code part} is its place in the question. */
  record PartRefused(int part, Token sell, Token buy, Rejection reason) implements BasketQuote {
    static PartRefused of(BasketResult.NotFound none) {
      return new PartRefused(none.part(), none.trade().sell(), none.trade().buy(), none.reason());
    }
  }

  /** The question can't be answered. */
  record Refused(Rejection reason) implements BasketQuote {}

  /**
   * One part.
   *
   * @param part its place in the question, from 0
   * @param gasCost in the token whose amount the part leaves open, as the two that follow; null
   *     where the market knows no price of gas
   * @param alone what it would come to if nothing else were traded
   * @param apart what it would come to if each part was routed alone and all were executed in the
   *     order of the question; null where they could not be
   */
  record Part(
      int part,
      TokenAmount sell,
      TokenAmount buy,
      List<Leg> legs,
      List<BigDecimal> marginalPrices,
      Fraction priceImpact,
      Gas gas,
      Wei dataCost,
      @Nullable TokenAmount gasCost,
      TokenAmount alone,
      @Nullable TokenAmount apart,
      List<Candidate> considered) {
    public Part {
      legs = List.copyOf(legs);
      marginalPrices = List.copyOf(marginalPrices);
      considered = List.copyOf(considered);
    }

    static Part of(PartRoute part) {
      Route route = part.route();
      return new Part(
          part.part(),
          route.sell(),
          route.quoted(),
          route.legs(),
          route.marginalPrices(),
          route.priceImpact(),
          route.gas(),
          route.dataCost(),
          part.gasCost(),
          part.alone(),
          part.apart(),
          part.answer().considered());
    }
  }
}
