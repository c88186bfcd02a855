package dev.fairlead.venue.uniswap.v3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.venue.Pool;
import dev.fairlead.venue.Vectors;
import dev.fairlead.venue.uniswap.concentrated.RecordedTicks;
import dev.fairlead.venue.uniswap.concentrated.SwapFee;
import dev.fairlead.venue.uniswap.concentrated.SwapState;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class UniswapV3VectorTest {
  @Test
  void answersRecordedPoolsToTheLastUnit() throws IOException {
    assertThat(Vectors.check("uniswap-v3.json", UniswapV3VectorTest::pool)).isEqualTo(4);
  }

  @Test
  void sumsTheTicksUpToTheRecordedLiquidity() throws IOException {
    JsonNode recorded = Vectors.pools("uniswap-v3.json").getFirst().path("state");

    SwapState state = RecordedTicks.state(recorded);

    assertThat(state.liquidity()).isEqualTo(Vectors.number(recorded, "liquidity"));
  }

  private static Pool pool(JsonNode node) {
    JsonNode state = node.path("state");
    return new UniswapV3Pool(
        new V3Terms(
            Vectors.facts("uniswap-v3", node),
            SwapFee.ofPips(state.path("fee_pips").asInt()),
            state.path("tick_spacing").asInt()),
        RecordedTicks.state(state));
  }
}
