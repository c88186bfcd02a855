package dev.fairlead.intent;

import static dev.fairlead.intent.Samples.ACCOUNT;
import static dev.fairlead.intent.Samples.EXECUTOR;
import static dev.fairlead.intent.Samples.WETH;
import static dev.fairlead.intent.Samples.units;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.chain.fee.FeeTerms;
import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.FeePerGas;
import dev.fairlead.model.Fraction;
import dev.fairlead.model.Gas;
import dev.fairlead.model.Nonce;
import dev.fairlead.model.Token;
import dev.fairlead.model.Wei;
import dev.fairlead.model.intent.ExecutionStyle;
import dev.fairlead.model.intent.Grounds;
import dev.fairlead.model.intent.Hop;
import dev.fairlead.model.intent.Intent;
import dev.fairlead.model.intent.Leg;
import dev.fairlead.model.intent.Plan;
import dev.fairlead.model.intent.PoolId;
import dev.fairlead.model.intent.Trade;
import dev.fairlead.model.intent.TransactionRole;
import dev.fairlead.model.intent.VenueId;
import dev.fairlead.model.intent.Way;
import dev.fairlead.model.tx.UnsignedTransaction;
import dev.fairlead.venue.Market;
import dev.fairlead.venue.PoolFacts;
import dev.fairlead.venue.wrapped.WrappedNativePool;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The last look at what a trade of the chain's coin sends along. */
@DisplayName(
    "failures #149, #160: only a trade that sells the coin sends any, and exactly what it sells")
final class CoinPayloadTest {
  private static final Token COIN = new Token(WETH.chain(), Address.ZERO, "ETH", 18);
  private static final PoolId WRAPPER =
      new PoolId(WETH.chain(), new VenueId("wrapped-native"), Bytes.wrap(WETH.address().toArray()));
  private static final Market MARKET =
      Market.of(
          Samples.block(10),
          List.of(
              new WrappedNativePool(new PoolFacts(WRAPPER, List.of(COIN, WETH), new Gas(40_000)))));
  private static final Plan WRAPPING = plan(COIN, WETH);
  private static final Plan UNWRAPPING = plan(WETH, COIN);

  private final TradeContracts contracts = new TradeContracts(ACCOUNT, EXECUTOR, Map.of());
  private final TradeCalls calls = new TradeCalls(contracts);
  private final PayloadGuard guard =
      new PayloadGuard(
          contracts, FeeTerms.ETHEREUM_GAS_CAP, new PlannedHops(() -> Optional.of(MARKET)));

  @Test
  void aTradeOfTheCoinCarriesIt() {
    TradeCall wrapping = calls.of(intent(WRAPPING), WRAPPING, MARKET);
    TradeCall unwrapping = calls.of(intent(UNWRAPPING), UNWRAPPING, MARKET);

    assertThat(wrapping.value()).isEqualTo(Wei.of(500));
    assertThat(unwrapping.value()).isEqualTo(Wei.ZERO);
    assertThatCode(() -> check(WRAPPING, wrapping.value())).doesNotThrowAnyException();
    assertThatCode(() -> check(UNWRAPPING, unwrapping.value())).doesNotThrowAnyException();
  }

  @Test
  void refusesAnyOtherValue() {
    for (long wrong : new long[] {0, 499, 501}) {
      assertThatThrownBy(() -> check(WRAPPING, Wei.of(wrong)))
          .hasMessage("not signed: it sends " + wrong + " wei");
    }
    for (long wrong : new long[] {1, 500}) {
      assertThatThrownBy(() -> check(UNWRAPPING, Wei.of(wrong)))
          .hasMessage("not signed: it sends " + wrong + " wei");
      assertThatThrownBy(() ->
              guard.check(
                  life(WRAPPING),
                  payload(TransactionRole.CANCELLATION, ACCOUNT, Wei.of(wrong), Bytes.EMPTY)))
          .hasMessage("not signed: it sends " + wrong + " wei");
    }
  }

  @Test
  void refusesAProgramOfTheWrapperInPlaceOfTheCoin() {
    Bytes unwrapping = calls.of(intent(UNWRAPPING), UNWRAPPING, MARKET).data();

    assertThatThrownBy(() ->
            guard.check(
                life(WRAPPING), payload(TransactionRole.TRADE, EXECUTOR, Wei.of(500), unwrapping)))
        .hasMessageContaining("sells another token");
  }

  private void check(Plan plan, Wei value) {
    guard.check(
        life(plan),
        payload(
            TransactionRole.TRADE, EXECUTOR, value, calls.of(intent(plan), plan, MARKET).data()));
  }

  private static OpenIntent life(Plan plan) {
    return OpenIntent.of(intent(plan), List.of()).planned(plan, Grounds.UNTOLD);
  }

  private static Intent intent(Plan plan) {
    return Samples.intent(
        Samples.ID, new Trade.ExactIn(plan.sell(), plan.quoted().token()), ExecutionStyle.ADAPTIVE);
  }

  private static Payload payload(TransactionRole role, Address to, Wei value, Bytes data) {
    return Payload.assigned(
        role,
        new UnsignedTransaction(
            Samples.CHAIN,
            ACCOUNT,
            new Nonce(1),
            FeePerGas.of(1),
            FeePerGas.of(2),
            new Gas(200_000),
            to,
            value,
            data));
  }

  private static Plan plan(Token sell, Token buy) {
    return new Plan(
        Samples.block(10),
        sell.amount(units(500)),
        buy.amount(units(500)),
        buy.amount(units(500)),
        List.of(new Leg(List.of(new Hop(WRAPPER, sell, buy, units(500), units(500))))),
        Fraction.ZERO,
        new Gas(130_000),
        new Way.Executor(""));
  }
}
