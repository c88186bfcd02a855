package dev.fairlead.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Timestamp;
import com.google.protobuf.util.JsonFormat;
import dev.fairlead.api.v1.Intent;
import dev.fairlead.intent.IntentRequest;
import dev.fairlead.model.Address;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.Fraction;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.fee.InclusionSpeed;
import dev.fairlead.model.intent.ExecutionStyle;
import dev.fairlead.model.intent.IntentType;
import dev.fairlead.model.intent.LimitPrice;
import dev.fairlead.model.intent.Rejection;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

final class IntentRequestsTest {
  private static final String EXAMPLE =
      """
      {"id":"a3a2e9a8-1b3c-4d5e-8f6a-7b8c9d0e1f2a",
       "strategy_id":"c7b6a5e4-3d2c-1b0a-9f8e-7d6c5b4a3e2d","type":"ACQUIRE",
       "assets":[{"asset":{"symbol":"WETH","address":"0xC02aaA39b223FE8D0A0e5C4F27eAD9083C756Cc2",
         "decimals":18,"chain_id":1},"amount":"100000000000000000","percentage":1.0}],
       "constraints":{"max_slippage":0.005,"time_window_ms":60000,"execution_style":"ADAPTIVE"}}
      """;

  @Test
  void readsTheExampleIntentExactly() {
    IntentRequest request = IntentRequests.of(example().build());

    assertThat(request.type()).isEqualTo(IntentType.ACQUIRE);
    assertThat(request.funding()).isNull();
    IntentRequest.Target target = request.assets().getFirst();
    assertThat(target.amount()).isEqualTo(Uint256.parse("100000000000000000"));
    assertThat(target.asset().chain()).isEqualTo(new ChainId(1));
    assertThat(target.asset().address())
        .isEqualTo(Address.parse("0xC02aaA39b223FE8D0A0e5C4F27eAD9083C756Cc2"));
    assertThat(request.terms().maxSlippage()).isEqualTo(Fraction.ofBasisPoints(50));
    assertThat(request.terms().timeWindow()).isEqualTo(Duration.ofMinutes(1));
    assertThat(request.terms().style()).isEqualTo(ExecutionStyle.ADAPTIVE);
    assertThat(request.terms().speed()).isNull();
  }

  @ParameterizedTest
  @EnumSource
  void readsEachSpeedOfInclusion(InclusionSpeed speed) {
    Intent.Builder intent = example();
    intent
        .getConstraintsBuilder()
        .setInclusionSpeed(
            dev.fairlead.api.v1.InclusionSpeed.valueOf("INCLUSION_SPEED_" + speed.name()));

    assertThat(IntentRequests.of(intent.build()).terms().speed()).isEqualTo(speed);
  }

  @Test
  void readsALimitPriceAndWhetherAPartMayBeTraded() {
    Intent.Builder intent = example();
    intent.getConstraintsBuilder().getLimitPriceBuilder().setSellAmount("5").setBuyAmount("3");
    assertThat(IntentRequests.of(intent.build()).terms().limitPrice())
        .isEqualTo(new LimitPrice(Uint256.of(5), Uint256.of(3)));
    intent.getConstraintsBuilder().getLimitPriceBuilder().setPartiallyFillable(true);
    assertThat(IntentRequests.of(intent.build()).terms().limitPrice())
        .isEqualTo(new LimitPrice(Uint256.of(5), Uint256.of(3), true));
  }

  static Stream<Arguments> brokenFields() {
    return Stream.of(
        broken("id", b -> b.setId("1-1-1-1-1")),
        broken("id", Intent.Builder::clearId),
        broken("strategy_id", b -> b.setStrategyId("me")),
        broken("type", Intent.Builder::clearType),
        broken("assets", Intent.Builder::clearAssets),
        broken("assets", b -> b.addAssets(b.getAssets(0))),
        broken("assets", b -> b.setType(Intent.Type.SWAP)),
        broken("assets", b -> b.getAssetsBuilder(0).clearAmount()),
        broken("assets[0].amount", b -> b.getAssetsBuilder(0).setAmount("0")),
        broken("assets[0].amount", b -> b.getAssetsBuilder(0).setAmount("-1")),
        broken("assets[0].amount", b -> b.getAssetsBuilder(0).setAmount("1.5")),
        broken("assets[0].amount", b -> b.getAssetsBuilder(0).setAmount("1e18")),
        broken("assets[0].amount", b -> b.getAssetsBuilder(0).setAmount("0x10")),
        broken("assets[0].amount", b -> b.getAssetsBuilder(0).setAmount("٣")),
        broken("assets[0].amount", b -> b.getAssetsBuilder(0).setAmount("9".repeat(78))),
        broken("assets[0].amount", b -> b.getAssetsBuilder(0).setAmount("9".repeat(1000))),
        broken("assets[0].percentage", b -> b.getAssetsBuilder(0).setPercentage(0.5)),
        broken("assets[0].percentage", b -> b.getAssetsBuilder(0).setPercentage(Double.NaN)),
        broken("assets[0].asset", b -> b.getAssetsBuilder(0).clearAsset()),
        broken(
            "assets[0].asset.chain_id", b -> b.getAssetsBuilder(0).getAssetBuilder().setChainId(0)),
        broken(
            "assets[0].asset.chain_id",
            b -> b.getAssetsBuilder(0).getAssetBuilder().setChainId(-1)),
        broken(
            "assets[0].asset.decimals",
            b -> b.getAssetsBuilder(0).getAssetBuilder().setDecimals(78)),
        broken(
            "assets[0].asset.address",
            b ->
                b.getAssetsBuilder(0)
                    .getAssetBuilder()
                    .setAddress("0xC02aaA39b223FE8D0A0e5C4F27eAD9083C756CC2")),
        broken(
            "constraints.max_slippage", b -> b.getConstraintsBuilder().setMaxSlippage(0.1 + 0.2)),
        broken("constraints.max_slippage", b -> b.getConstraintsBuilder().setMaxSlippage(-0.01)),
        broken("constraints.max_slippage", b -> b.getConstraintsBuilder().setMaxSlippage(1.01)),
        broken("constraints.time_window_ms", b -> b.getConstraintsBuilder().clearTimeWindowMs()),
        broken("constraints.time_window_ms", b -> b.getConstraintsBuilder().setTimeWindowMs(-1)),
        broken(
            "constraints.time_window_ms",
            b ->
                b.getConstraintsBuilder()
                    .setDeadline(Timestamp.newBuilder().setSeconds(1).build())),
        broken(
            "constraints.deadline",
            b ->
                b.getConstraintsBuilder()
                    .clearTimeWindowMs()
                    .setDeadline(Timestamp.newBuilder().setSeconds(Long.MAX_VALUE).build())),
        broken("constraints.max_gas_cost", b -> b.getConstraintsBuilder().setMaxGasCost("cheap")),
        broken(
            "constraints.inclusion_speed",
            b -> b.getConstraintsBuilder().setInclusionSpeedValue(5)),
        broken(
            "constraints.limit_price.sell_amount",
            b -> b.getConstraintsBuilder().getLimitPriceBuilder().setBuyAmount("1")),
        broken(
            "constraints.denied_venues[0]",
            b -> b.getConstraintsBuilder().addDeniedVenues("Uniswap V3")),
        broken(
            "constraints.allowed_tokens[0]",
            b -> b.getConstraintsBuilder().addAllowedTokens("WETH")));
  }

  private static Arguments broken(String field, Consumer<Intent.Builder> change) {
    return Arguments.of(field, change);
  }

  @ParameterizedTest
  @MethodSource("brokenFields")
  @DisplayName("failures #132: what says nothing sensible or exact is refused by its field")
  void refusesWhatIsNotSensibleByItsField(String field, Consumer<Intent.Builder> change) {
    Intent.Builder intent = example();
    change.accept(intent);

    assertThatThrownBy(() -> IntentRequests.of(intent.build()))
        .isInstanceOfSatisfying(
            InvalidField.class,
            e -> assertThat(e.rejection()).extracting(Rejection.Invalid::field).isEqualTo(field));
  }

  private static Intent.Builder example() {
    Intent.Builder intent = Intent.newBuilder();
    try {
      JsonFormat.parser().merge(EXAMPLE, intent);
    } catch (com.google.protobuf.InvalidProtocolBufferException e) {
      throw new IllegalStateException(e);
    }
    return intent;
  }
}
