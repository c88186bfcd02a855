package dev.fairlead.model.intent;

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
import java.util.List;
import org.junit.jupiter.api.Test;

final class PlanTest {
  private static final ChainId CHAIN = new ChainId(1);
  private static final Token USDC = token("0x00000000000000000000000000000000000000a1", "USDC");
  private static final Token DAI = token("0x00000000000000000000000000000000000000a2", "DAI");
  private static final Token EURC = token("0x00000000000000000000000000000000000000a4", "EURC");
  private static final Token WETH = token("0x00000000000000000000000000000000000000a3", "WETH");
  private static final BlockRef BLOCK =
      new BlockRef(new BlockNumber(7), new BlockHash(Bytes32.ZERO));

  @Test
  void addsUpItsLegs() {
    Plan plan =
        plan(
            30,
            15,
            14,
            leg(hop(USDC, DAI, 10, 10), hop(DAI, WETH, 10, 5)),
            leg(hop(USDC, WETH, 20, 10)));

    assertThat(plan.legs()).hasSize(2);
  }

  @Test
  void refusesLegsThatDoNotAddUp() {
    assertThatThrownBy(() -> plan(30, 15, 14, leg(hop(USDC, WETH, 20, 15))))
        .hasMessageContaining("leave 0.00000000000000001 USDC behind");
    assertThatThrownBy(() -> plan(20, 16, 14, leg(hop(USDC, WETH, 20, 15))))
        .hasMessageContaining("give 0.000000000000000015 WETH")
        .hasMessageContaining("0.000000000000000016 WETH is quoted");
  }

  @Test
  void lendsLegsWhatThoseBeforeHaveLeftAtATokenInBetween() {
    Plan joined =
        plan(
            30,
            12,
            12,
            leg(hop(USDC, DAI, 10, 9)),
            leg(hop(USDC, EURC, 20, 19), hop(EURC, DAI, 19, 18)),
            leg(hop(DAI, WETH, 27, 12)));
    Plan parted =
        plan(
            30,
            13,
            12,
            leg(hop(USDC, DAI, 30, 27)),
            leg(hop(DAI, WETH, 20, 9)),
            leg(hop(DAI, EURC, 7, 6), hop(EURC, WETH, 6, 4)));

    assertThat(joined.legs()).hasSize(3);
    assertThat(parted.legs()).hasSize(3);
  }

  @Test
  void refusesALegThatTakesWhatIsNotHeld() {
    assertThatThrownBy(
            () -> plan(30, 12, 12, leg(hop(USDC, DAI, 30, 27)), leg(hop(DAI, WETH, 28, 12))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "leg 1, DAI to WETH, takes 0.000000000000000028 DAI but 0.000000000000000027 DAI is"
                + " held");
    assertThatThrownBy(
            () -> plan(30, 12, 12, leg(hop(DAI, WETH, 27, 12)), leg(hop(USDC, DAI, 30, 27))))
        .hasMessageContaining("leg 0, DAI to WETH, takes")
        .hasMessageContaining("0 DAI is held");
    assertThatThrownBy(() -> plan(30, 12, 12, leg(hop(USDC, WETH, 31, 12))))
        .hasMessageContaining("leg 0, USDC to WETH, takes");
  }

  @Test
  void refusesLegsThatLeaveSomethingAtATokenInBetween() {
    assertThatThrownBy(
            () -> plan(30, 12, 12, leg(hop(USDC, DAI, 30, 27)), leg(hop(DAI, WETH, 26, 12))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the legs leave 0.000000000000000001 DAI behind");
  }

  @Test
  void refusesLegsThatLeadWhereNoneMay() {
    assertThatThrownBy(
            () -> plan(30, 12, 12, leg(hop(USDC, WETH, 30, 14)), leg(hop(WETH, DAI, 2, 2))))
        .hasMessage("leg 1, WETH to DAI, begins at the token bought");
    assertThatThrownBy(
            () -> plan(30, 12, 12, leg(hop(USDC, DAI, 30, 14)), leg(hop(DAI, USDC, 2, 2))))
        .hasMessage("leg 1, DAI to USDC, ends at the token sold");
    assertThatThrownBy(() ->
            plan(
                30,
                12,
                12,
                leg(hop(USDC, DAI, 30, 14)),
                leg(hop(DAI, EURC, 2, 2), hop(EURC, DAI, 2, 2))))
        .hasMessage("leg 1, DAI to DAI, ends where it began");
    assertThatThrownBy(
            () -> plan(30, 12, 12, leg(hop(USDC, WETH, 30, 12)), leg(hop(USDC, WETH, 0, 0))))
        .hasMessage("leg 1, USDC to WETH, takes nothing");
  }

  @Test
  void refusesALegWhoseHopsDoNotMeet() {
    assertThatThrownBy(() -> leg(hop(USDC, DAI, 10, 10), hop(DAI, WETH, 9, 5)))
        .hasMessageContaining("hop 1");
    assertThatThrownBy(() -> leg(hop(USDC, DAI, 10, 10), hop(USDC, WETH, 10, 5)))
        .hasMessageContaining("hop 1");
  }

  @Test
  void refusesAMinimumOfZeroOrAboveTheQuote() {
    assertThatThrownBy(() -> plan(20, 15, 0, leg(hop(USDC, WETH, 20, 15))))
        .hasMessageContaining("positive");
    assertThatThrownBy(() -> plan(20, 15, 16, leg(hop(USDC, WETH, 20, 15))))
        .hasMessageContaining("at most");
  }

  @Test
  void roundsLimitPricesInTheStrategysFavour() {
    LimitPrice price = new LimitPrice(Uint256.of(3), Uint256.of(2));

    assertThat(price.leastBuyFor(Uint256.of(4))).isEqualTo(Uint256.of(3));
    assertThat(price.mostSellFor(Uint256.of(3))).isEqualTo(Uint256.of(4));
  }

  private static Plan plan(long sell, long quoted, long least, Leg... legs) {
    return new Plan(
        BLOCK,
        USDC.amount(Uint256.of(sell)),
        WETH.amount(Uint256.of(quoted)),
        WETH.amount(Uint256.of(least)),
        List.of(legs),
        Fraction.ZERO,
        Gas.ZERO,
        new Way.Executor(""));
  }

  private static Leg leg(Hop... hops) {
    return new Leg(List.of(hops));
  }

  private static Hop hop(Token in, Token out, long amountIn, long amountOut) {
    PoolId pool = new PoolId(CHAIN, new VenueId("uniswap-v2"), Bytes.wrap(new byte[20]));
    return new Hop(pool, in, out, Uint256.of(amountIn), Uint256.of(amountOut));
  }

  private static Token token(String address, String symbol) {
    return new Token(CHAIN, Address.parse(address), symbol, 18);
  }
}
