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
        .hasMessageContaining("add up");
    assertThatThrownBy(() -> plan(20, 16, 14, leg(hop(USDC, WETH, 20, 15))))
        .hasMessageContaining("add up");
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
