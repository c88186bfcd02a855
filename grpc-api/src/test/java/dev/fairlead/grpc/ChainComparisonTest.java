package dev.fairlead.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.api.v1.ChainSide;
import dev.fairlead.api.v1.CompareChainsRequest;
import dev.fairlead.intent.ComparisonRequest;
import dev.fairlead.intent.ComparisonRequest.Given;
import dev.fairlead.intent.ComparisonRequest.Purse;
import dev.fairlead.intent.ComparisonRequest.Side;
import dev.fairlead.model.Address;
import dev.fairlead.model.ChainId;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ChainComparisonTest {
  private static final String ACCOUNT = "0x00000000000000000000000000000000000000aa";

  private static CompareChainsRequest.Builder selling(String amount) {
    return CompareChainsRequest.newBuilder().setSell("USDC").setBuy("WETH").setSellAmount(amount);
  }

  private static CompareChainsRequest on(ChainSide.Builder side) {
    return selling("1").addSides(side).build();
  }

  @Test
  void readsEveryFieldExactly() {
    CompareChainsRequest request =
        selling("1500.25")
            .addSides(ChainSide.newBuilder().setChainId(1).setBalance("0.000001"))
            .addSides(ChainSide.newBuilder().setChainId(10).setSell("USDC.e").setAccount(ACCOUNT))
            .addSides(ChainSide.newBuilder().setChainId(8453).setBuy("ETH"))
            .build();
    assertThat(ChainComparison.request(request))
        .isEqualTo(
            new ComparisonRequest(
                "USDC",
                "WETH",
                new Given.Sold(new BigDecimal("1500.25")),
                List.of(
                    new Side(
                        new ChainId(1), null, null, new Purse.Holding(new BigDecimal("0.000001"))),
                    new Side(new ChainId(10), "USDC.e", null, new Purse.Of(Address.parse(ACCOUNT))),
                    new Side(new ChainId(8453), null, "ETH", new Purse.Unbounded()))));
    assertThat(ChainComparison.request(selling("1").setBuyAmount("2").build()).given())
        .isEqualTo(new Given.Bought(new BigDecimal("2")));
  }

  @Test
  void refusesByTheFieldsName() {
    for (String amount : List.of("0", "-1", "1e3", "1.", ".5", "", "1,5", "9".repeat(79))) {
      assertThatThrownBy(() -> ChainComparison.request(selling(amount).build()))
          .as(amount)
          .isInstanceOf(InvalidField.class)
          .hasMessageContaining("sell_amount");
    }
    assertThatThrownBy(() -> ChainComparison.request(selling("1").clearExact().build()))
        .hasMessageContaining("buy_amount");
    assertThatThrownBy(() -> ChainComparison.request(selling("1").setSell("").build()))
        .hasMessageContaining("sell");
    assertThatThrownBy(() -> ChainComparison.request(on(ChainSide.newBuilder())))
        .hasMessageContaining("sides[0].chain_id");
    assertThatThrownBy(
            () -> ChainComparison.request(on(ChainSide.newBuilder().setChainId(1).setBalance("x"))))
        .hasMessageContaining("sides[0].balance");
    assertThatThrownBy(() ->
            ChainComparison.request(on(ChainSide.newBuilder().setChainId(1).setAccount("0x1"))))
        .hasMessageContaining("sides[0].account");
  }
}
