package dev.fairlead.node.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.fairlead.event.MarketQuote;
import dev.fairlead.model.Address;
import dev.fairlead.model.BlockHash;
import dev.fairlead.model.BlockNumber;
import dev.fairlead.model.BlockRef;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Bytes32;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.Fraction;
import dev.fairlead.model.Gas;
import dev.fairlead.model.Token;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.Wei;
import dev.fairlead.model.intent.Candidate;
import dev.fairlead.model.intent.Grounds;
import dev.fairlead.model.intent.Hop;
import dev.fairlead.model.intent.IntentEvent;
import dev.fairlead.model.intent.IntentId;
import dev.fairlead.model.intent.Leg;
import dev.fairlead.model.intent.Plan;
import dev.fairlead.model.intent.PoolId;
import dev.fairlead.model.intent.VenueId;
import dev.fairlead.model.intent.Way;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class PlanQuotesTest {
  private static final ChainId CHAIN = new ChainId(1);
  private static final Token SOLD = token("11", "SOLD");
  private static final Token MIDDLE = token("22", "MIDDLE");
  private static final Token BOUGHT = token("33", "BOUGHT");

  private static final PoolId POOL =
      new PoolId(CHAIN, new VenueId("uniswap-v2"), Bytes.wrap(new byte[20]));

  @Test
  void sayOfALegInBetweenWhichTokensItLeadsOver() {
    Plan plan =
        new Plan(
            new BlockRef(new BlockNumber(7), new BlockHash(Bytes32.ZERO)),
            SOLD.amount(Uint256.of(100)),
            BOUGHT.amount(Uint256.of(40)),
            BOUGHT.amount(Uint256.of(39)),
            List.of(leg(SOLD, MIDDLE, 100, 60), leg(MIDDLE, BOUGHT, 60, 40)),
            Fraction.ZERO,
            Gas.ZERO,
            new Way.Executor(""));
    IntentEvent.Planned planned =
        new IntentEvent.Planned(
            new IntentId(new UUID(7, 1)),
            plan,
            List.of(
                new Candidate(
                    List.of(POOL), Uint256.of(30), false, "gives less", Gas.ZERO, Wei.ZERO)),
            null,
            Grounds.UNTOLD);

    assertThat(PlanQuotes.of(planned, Instant.EPOCH))
        .extracting(
            MarketQuote::sell,
            MarketQuote::sold,
            MarketQuote::buy,
            MarketQuote::bought,
            MarketQuote::taken)
        .containsExactly(
            tuple(SOLD.address(), Uint256.of(100), MIDDLE.address(), Uint256.of(60), true),
            tuple(MIDDLE.address(), Uint256.of(60), BOUGHT.address(), Uint256.of(40), true),
            tuple(SOLD.address(), Uint256.of(100), BOUGHT.address(), Uint256.of(30), false));
  }

  private static Leg leg(Token in, Token out, long amountIn, long amountOut) {
    return new Leg(List.of(new Hop(POOL, in, out, Uint256.of(amountIn), Uint256.of(amountOut))));
  }

  private static Token token(String twice, String symbol) {
    return new Token(CHAIN, Address.parse("0x" + twice.repeat(20)), symbol, 18);
  }
}
