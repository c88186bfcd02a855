package dev.fairlead.venue.uniswap.v4;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes32;
import dev.fairlead.venue.Pool;
import dev.fairlead.venue.PoolFacts;
import dev.fairlead.venue.Vectors;
import dev.fairlead.venue.uniswap.concentrated.RecordedTicks;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class UniswapV4VectorTest {
  @Test
  void answersRecordedPoolsToTheLastUnitOneSwapAfterTheOther() throws IOException {
    assertThat(Vectors.check("uniswap-v4.json", UniswapV4VectorTest::pool)).isEqualTo(2);
  }

  @Test
  void hashesTheKeyToTheRecordedPoolId() throws IOException {
    JsonNode node = Vectors.pools("uniswap-v4.json").getFirst();
    Bytes32 id = ((UniswapV4Pool) pool(node)).terms().key().id();

    assertThat(id.toString()).startsWith(node.path("id").asString().split("@", 2)[0]);
  }

  private static Pool pool(JsonNode node) {
    JsonNode state = node.path("state");
    PoolFacts facts = Vectors.facts("uniswap-v4", node);
    int fee = state.path("fee_pips").asInt();
    PoolKey key =
        new PoolKey(
            facts.tokens().get(0).address(),
            facts.tokens().get(1).address(),
            fee,
            state.path("tick_spacing").asInt(),
            Address.ZERO);
    return new UniswapV4Pool(
        new V4Terms(facts, key), V4Fees.of(fee, 0), RecordedTicks.state(state));
  }
}
