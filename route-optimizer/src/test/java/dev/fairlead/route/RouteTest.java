package dev.fairlead.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import dev.fairlead.model.intent.Hop;
import dev.fairlead.model.intent.Leg;
import dev.fairlead.model.intent.Plan;
import dev.fairlead.model.intent.PoolId;
import dev.fairlead.model.intent.VenueId;
import dev.fairlead.model.intent.Way;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RouteTest {
  private static final ChainId CHAIN = new ChainId(1);
  private static final Token SOLD = token("0x00000000000000000000000000000000000000a1", "SOLD");
  private static final Token MIDDLE = token("0x00000000000000000000000000000000000000a2", "MIDDLE");
  private static final Token BOUGHT = token("0x00000000000000000000000000000000000000a3", "BOUGHT");

  @Test
  void leadsToAPlanWhoseLegsMeetAtATokenInBetween() {
    Route route =
        route(leg(SOLD, MIDDLE, 10, 9), leg(SOLD, MIDDLE, 20, 18), leg(MIDDLE, BOUGHT, 27, 12));

    Plan plan = route.toPlan(BOUGHT.amount(Uint256.of(11)), new Way.Executor(""));

    assertThat(plan.legs()).isEqualTo(route.legs());
  }

  @Test
  void refusesLegsThatDoNotLeadFromWhatIsSoldToWhatIsBought() {
    assertThatThrownBy(() -> route(leg(SOLD, MIDDLE, 30, 12)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("MIDDLE behind");
    assertThatThrownBy(() -> route(leg(MIDDLE, BOUGHT, 30, 12)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("leg 0, MIDDLE to BOUGHT, takes");
    assertThatThrownBy(() -> route(leg(SOLD, BOUGHT, 30, 13)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is quoted");
  }

  private static Route route(Leg... legs) {
    return new Route(
        new BlockRef(new BlockNumber(7), new BlockHash(Bytes32.ZERO)),
        SOLD.amount(Uint256.of(30)),
        BOUGHT.amount(Uint256.of(12)),
        List.of(legs),
        Fraction.ZERO,
        Gas.ZERO,
        Wei.ZERO,
        Collections.nCopies(legs.length, BigDecimal.ONE));
  }

  private static Leg leg(Token in, Token out, long amountIn, long amountOut) {
    PoolId pool = new PoolId(CHAIN, new VenueId("uniswap-v2"), Bytes.wrap(new byte[20]));
    return new Leg(List.of(new Hop(pool, in, out, Uint256.of(amountIn), Uint256.of(amountOut))));
  }

  private static Token token(String address, String symbol) {
    return new Token(CHAIN, Address.parse(address), symbol, 18);
  }
}
