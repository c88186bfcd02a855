package dev.fairlead.model.intent;

import dev.fairlead.model.Address;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.Fraction;
import dev.fairlead.model.Gas;
import dev.fairlead.model.Token;
import dev.fairlead.model.TokenAmount;
import dev.fairlead.model.Wei;
import java.time.Instant;

/**
 * Why something was not done. Each reason carries its figures; {@link #message} says it to people.
 */
public sealed interface Rejection {
  String message();

  record Invalid(String field, String problem) implements Rejection {
    @Override
    public String message() {
      return field + ": " + problem;
    }
  }

  record IdTaken(IntentId id) implements Rejection {
    @Override
    public String message() {
      return "intent " + id + " was submitted before with another content";
    }
  }

  record UnknownChain(ChainId chain) implements Rejection {
    @Override
    public String message() {
      return "chain " + chain + " is not configured";
    }
  }

  record UnknownToken(ChainId chain, Address token) implements Rejection {
    @Override
    public String message() {
      return "token " + token + " is not known on chain " + chain;
    }
  }

  record TokenMismatch(Token known, String problem) implements Rejection {
    @Override
    public String message() {
      return "token " + known.address() + " is " + known.symbol() + ": " + problem;
    }
  }

  record TokenDenied(Token token) implements Rejection {
    @Override
    public String message() {
      return "token " + token + " (" + token.address() + ") is denied";
    }
  }

  record NoFundingAsset(StrategyId strategy, ChainId chain) implements Rejection {
    @Override
    public String message() {
      return "strategy " + strategy + " has no funding asset on chain " + chain;
    }
  }

  record NotionalTooLarge(TokenAmount notional, TokenAmount limit) implements Rejection {
    @Override
    public String message() {
      return "notional " + notional + " is above the limit of " + limit;
    }
  }

  record NotionalUnknown(Token token) implements Rejection {
    @Override
    public String message() {
      return "the notional of " + token + " can't be priced now, and a limit is set";
    }
  }

  record SlippageTooWide(Fraction asked, Fraction limit) implements Rejection {
    @Override
    public String message() {
      return "slippage of " + asked + " is above the limit of " + limit;
    }
  }

  record DeadlinePassed(Instant deadline) implements Rejection {
    @Override
    public String message() {
      return "the deadline " + deadline + " has passed";
    }
  }

  record DeadlineTooFar(Instant deadline, Instant limit) implements Rejection {
    @Override
    public String message() {
      return "the deadline " + deadline + " is after the latest allowed, " + limit;
    }
  }

  record InsufficientBalance(TokenAmount needed, TokenAmount available) implements Rejection {
    @Override
    public String message() {
      return "needs " + needed + " but the account holds " + available;
    }
  }

  record NoRoute(Token sell, Token buy, String detail) implements Rejection {
    @Override
    public String message() {
      return "no route from " + sell + " to " + buy + ": " + detail;
    }
  }

  record PriceImpactTooHigh(Fraction impact, Fraction limit) implements Rejection {
    @Override
    public String message() {
      return "price impact of " + impact + " is above the limit of " + limit;
    }
  }

  record RouteGasTooHigh(Gas lowest, Gas limit) implements Rejection {
    @Override
    public String message() {
      return "the route that uses least takes " + lowest + " gas, above the limit of " + limit;
    }
  }

  /** {@code asked} is wider than what the strategy may have. */
  record RouteTermTooWide(String term, long asked, long limit) implements Rejection {
    @Override
    public String message() {
      return term + " of " + asked + " is above the strategy's limit of " + limit;
    }
  }

  record ImpactTooWide(Fraction asked, Fraction limit) implements Rejection {
    @Override
    public String message() {
      return "a price impact of " + asked + " is above the strategy's limit of " + limit;
    }
  }

  /** The plan's output and what its input is worth by a price that it can't move, too far apart. */
  record PriceDeviates(
      String source, TokenAmount worth, TokenAmount quoted, Fraction deviation, Fraction limit)
      implements Rejection {
    @Override
    public String message() {
      return "the market gives "
          + quoted
          + " for what is worth "
          + worth
          + " by the "
          + source
          + ": "
          + deviation
          + " apart, above the limit of "
          + limit;
    }
  }

  record NoReferencePrice(Token sell, Token buy, String detail) implements Rejection {
    @Override
    public String message() {
      return "no reference price of " + sell + " in " + buy + ": " + detail;
    }
  }

  record LimitPriceNotMet(TokenAmount quoted, TokenAmount required) implements Rejection {
    @Override
    public String message() {
      return "the market gives " + quoted + " but the limit price needs " + required;
    }
  }

  record SlippageExceeded(TokenAmount quoted, TokenAmount required) implements Rejection {
    @Override
    public String message() {
      return "the market gives " + quoted + " but the slippage limit needs " + required;
    }
  }

  record GasCostTooHigh(Wei cost, Wei limit) implements Rejection {
    @Override
    public String message() {
      return "gas would cost " + cost + " wei, above the limit of " + limit + " wei";
    }
  }

  record GasLimitTooHigh(Gas needed, Gas limit) implements Rejection {
    @Override
    public String message() {
      return "it needs " + needed + " gas, and a transaction has at most " + limit;
    }
  }

  record NoPrivateChannel(ChainId chain) implements Rejection {
    @Override
    public String message() {
      return "the intent is private and chain " + chain + " has no private relay";
    }
  }

  record EndpointsDisagree(ChainId chain, String detail) implements Rejection {
    @Override
    public String message() {
      return "the endpoints of chain " + chain + " tell different things: " + detail;
    }
  }

  record SimulationReverted(String reason) implements Rejection {
    @Override
    public String message() {
      return "the simulation reverted: " + reason;
    }
  }

  record Reverted(String reason) implements Rejection {
    @Override
    public String message() {
      return "the transaction reverted on chain: " + reason;
    }
  }

  record NonceConsumed(String detail) implements Rejection {
    @Override
    public String message() {
      return "the nonce was used by a transaction that is not of this node: " + detail;
    }
  }

  /** The plan was assigned to a venue's router that nothing may be signed for any more. */
  record RouterGone(VenueId venue, Address router) implements Rejection {
    @Override
    public String message() {
      return "the plan goes through " + router + ", which is not the router of " + venue + " now";
    }
  }

  record Halted(ChainId chain, String reason) implements Rejection {
    @Override
    public String message() {
      return "chain " + chain + " is halted: " + reason;
    }
  }
}
