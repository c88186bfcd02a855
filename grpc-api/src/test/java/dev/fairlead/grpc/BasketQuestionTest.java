package dev.fairlead.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.api.v1.BuyMany;
import dev.fairlead.api.v1.NamedAmount;
import dev.fairlead.api.v1.NamedShare;
import dev.fairlead.api.v1.PartLimits;
import dev.fairlead.api.v1.QuoteBasketRequest;
import dev.fairlead.api.v1.SellMany;
import dev.fairlead.api.v1.SpendShares;
import dev.fairlead.intent.BasketRequest;
import dev.fairlead.intent.BasketRequest.Amount;
import dev.fairlead.intent.BasketRequest.Share;
import dev.fairlead.intent.BasketRequest.Wanted;
import dev.fairlead.model.Address;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.Fraction;
import dev.fairlead.model.Gas;
import dev.fairlead.model.intent.RouteTerms;
import dev.fairlead.model.intent.Selection;
import dev.fairlead.model.intent.VenueId;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;

final class BasketQuestionTest {
  private static final String TOKEN = "0x00000000000000000000000000000000000000aa";

  private static NamedAmount.Builder named(String token, String amount) {
    return NamedAmount.newBuilder().setToken(token).setAmount(amount);
  }

  private static NamedShare.Builder share(String token, String share) {
    return NamedShare.newBuilder().setToken(token).setShare(share);
  }

  private static QuoteBasketRequest.Builder selling(NamedAmount.Builder amount) {
    return QuoteBasketRequest.newBuilder()
        .setChainId(1)
        .setSellMany(SellMany.newBuilder().setBought("WETH").addSold(amount));
  }

  @Test
  void readsEveryFieldExactly() {
    PartLimits limits =
        PartLimits.newBuilder()
            .addAllowedVenues("uniswap-v2")
            .addDeniedTokens(TOKEN)
            .setMaxPriceImpact(0.01)
            .setMaxHops(2)
            .setMaxLegs(3)
            .setMaxGas(500_000)
            .build();
    assertThat(BasketQuestion.request(selling(named("USDC", "1500.25")).setLimits(limits).build()))
        .isEqualTo(
            new BasketRequest(
                new ChainId(1),
                new Wanted.SellMany(List.of(new Amount("USDC", new BigDecimal("1500.25"))), "WETH"),
                new RouteTerms(
                    Fraction.ofBasisPoints(100), 2, 3, new Gas(500_000), Selection.everything()),
                new Selection<>(Set.of(new VenueId("uniswap-v2")), Set.of()),
                new Selection<>(Set.of(), Set.of(Address.parse(TOKEN)))));
  }

  @Test
  void readsAllKindsOfBaskets() {
    BuyMany buy = BuyMany.newBuilder().setSold("WETH").addBought(named("USDC", "10")).build();
    assertThat(wanted(QuoteBasketRequest.newBuilder().setBuyMany(buy)))
        .isEqualTo(new Wanted.BuyMany("WETH", List.of(new Amount("USDC", new BigDecimal("10")))));
    SpendShares spend =
        SpendShares.newBuilder()
            .setSold(named("WETH", "2"))
            .addBought(share("USDC", "0.333333333"))
            .addBought(share("DAI", "0.666666667"))
            .build();
    assertThat(wanted(QuoteBasketRequest.newBuilder().setSpendShares(spend)))
        .isEqualTo(
            new Wanted.SpendShares(
                new Amount("WETH", new BigDecimal("2")),
                List.of(
                    new Share("USDC", new Fraction(333_333_333)),
                    new Share("DAI", new Fraction(666_666_667)))));
  }

  private static Wanted wanted(QuoteBasketRequest.Builder request) {
    return BasketQuestion.request(request.setChainId(1).build()).wanted();
  }

  @Test
  void refusesByTheFieldsName() {
    refused(selling(named("USDC", "1")).setChainId(0)).hasMessageContaining("chain_id");
    refused(QuoteBasketRequest.newBuilder().setChainId(1)).hasMessageContaining("basket");
    refused(selling(named("USDC", "-1"))).hasMessageContaining("sell_many.sold[0].amount");
    refused(selling(named("", "1"))).hasMessageContaining("sell_many.sold[0].token");
    for (String bad : List.of("0", "1.1", "0.0000000001", "50%", "")) {
      refused(
              QuoteBasketRequest.newBuilder()
                  .setChainId(1)
                  .setSpendShares(
                      SpendShares.newBuilder()
                          .setSold(named("WETH", "1"))
                          .addBought(share("USDC", bad))))
          .as(bad)
          .hasMessageContaining("spend_shares.bought[0].share");
    }
    refused(
            selling(named("USDC", "1"))
                .setLimits(PartLimits.newBuilder().addAllowedPools("nowhere")))
        .hasMessageContaining("limits.allowed_pools[0]");
    refused(selling(named("USDC", "1")).setLimits(PartLimits.newBuilder().setMaxGas(-1)))
        .hasMessageContaining("limits.max_gas");
  }

  private static AbstractThrowableAssert<?, ? extends Throwable> refused(
      QuoteBasketRequest.Builder request) {
    return assertThatThrownBy(() -> BasketQuestion.request(request.build()))
        .isInstanceOf(InvalidField.class);
  }
}
