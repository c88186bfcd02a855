package dev.fairlead.api.v1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import org.junit.jupiter.api.Test;

final class IntentJsonTest {
  private static final String EXAMPLE =
      """
      {"id":"a3a2e9a8-1b3c-4d5e-8f6a-7b8c9d0e1f2a",
       "strategy_id":"c7b6a5e4-3d2c-1b0a-9f8e-7d6c5b4a3e2d","type":"ACQUIRE",
       "assets":[{"asset":{"symbol":"WETH","address":"0xC02aaA39b223FE8D0A0e5C4F27eAD9083C756Cc2",
         "decimals":18,"chain_id":1},"amount":"100000000000000000","percentage":1.0}],
       "constraints":{"max_slippage":0.005,"time_window_ms":60000,"execution_style":"ADAPTIVE"}}
      """;

  @Test
  void readsTheExampleIntentAsItStands() throws InvalidProtocolBufferException {
    Intent intent = parse(EXAMPLE);

    assertThat(intent.getType()).isEqualTo(Intent.Type.ACQUIRE);
    assertThat(intent.getAssets(0).getAmount()).isEqualTo("100000000000000000");
    assertThat(intent.getAssets(0).getAsset().getChainId()).isEqualTo(1);
    assertThat(intent.getConstraints().getMaxSlippage()).isEqualTo(0.005);
    assertThat(intent.getConstraints().getTimeWindowMs()).isEqualTo(60_000);
    assertThat(intent.getConstraints().getExecutionStyle())
        .isEqualTo(Constraints.ExecutionStyle.ADAPTIVE);
  }

  @Test
  void printsAndReadsBackTheSameIntent() throws InvalidProtocolBufferException {
    Intent intent = parse(EXAMPLE);

    assertThat(parse(JsonFormat.printer().preservingProtoFieldNames().print(intent)))
        .isEqualTo(intent);
  }

  @Test
  void readsHowSoonAnIntentIsWanted() throws InvalidProtocolBufferException {
    Intent intent = parse("{\"constraints\":{\"inclusion_speed\":\"INCLUSION_SPEED_FAST\"}}");

    assertThat(intent.getConstraints().getInclusionSpeed())
        .isEqualTo(InclusionSpeed.INCLUSION_SPEED_FAST);
    assertThat(parse(EXAMPLE).getConstraints().getInclusionSpeed())
        .isEqualTo(InclusionSpeed.INCLUSION_SPEED_UNSPECIFIED);
  }

  @Test
  void refusesFieldsThatItDoesNotKnow() {
    assertThatThrownBy(() -> parse("{\"max_slipage\":0.005}"))
        .isInstanceOf(InvalidProtocolBufferException.class)
        .hasMessageContaining("max_slipage");
  }

  private static Intent parse(String json) throws InvalidProtocolBufferException {
    Intent.Builder intent = Intent.newBuilder();
    JsonFormat.parser().merge(json, intent);
    return intent.build();
  }
}
