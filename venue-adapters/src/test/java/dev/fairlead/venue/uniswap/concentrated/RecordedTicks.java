package dev.fairlead.venue.uniswap.concentrated;

import dev.fairlead.venue.Vectors;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Reads the state of a recorded pool of concentrated liquidity. */
public final class RecordedTicks {
  private RecordedTicks() {}

  public static SwapState state(JsonNode state) {
    List<TickTable.Tick> ticks = new ArrayList<>();
    for (JsonNode tick : state.path("ticks")) {
      ticks.add(
          new TickTable.Tick(
              tick.path("index").asInt(),
              new BigInteger(tick.path("liquidity_gross").asString()),
              new BigInteger(tick.path("liquidity_net").asString())));
    }
    return SwapState.of(
        Vectors.number(state, "sqrt_price_x96"), state.path("tick").asInt(), TickTable.of(ticks));
  }
}
