package dev.fairlead.venue.curve.stableswap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.venue.Pool;
import dev.fairlead.venue.Quote;
import dev.fairlead.venue.Vectors;
import dev.fairlead.venue.curve.Smallest;
import java.io.IOException;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class StableSwapNgVectorTest {
  @Test
  void answersRecordedPoolsToTheLastUnit() throws IOException {
    assertThat(exactIn("curve-stable-ng.json", RecordedPools::ng)).isEqualTo(13);
  }

  @Test
  void answersRecordedMetapoolsToTheLastUnit() throws IOException {
    assertThat(exactIn("curve-stable-meta-ng.json", RecordedPools::meta)).isEqualTo(56);
  }

  /** The recorded figures are a view's; ours is the least input that is enough. */
  @Test
  void findsTheSmallestInputForRecordedOutputs() throws IOException {
    int checked = 0;
    for (JsonNode node : Vectors.pools("curve-stable-ng.json")) {
      checked += Smallest.check(node, RecordedPools.ng(node));
    }
    for (JsonNode node : Vectors.pools("curve-stable-meta-ng.json")) {
      checked += Smallest.check(node, RecordedPools.meta(node));
    }
    assertThat(checked).isEqualTo(15);
  }

  private static int exactIn(String file, Function<JsonNode, Pool> read) throws IOException {
    int checked = 0;
    for (JsonNode node : Vectors.pools(file)) {
      Pool pool = read.apply(node);
      for (JsonNode swap : node.path("swaps")) {
        if (!swap.path("kind").asString().equals("exact_in")) {
          continue;
        }
        Quote quote = Vectors.quote(pool, swap);
        Vectors.check(node, swap, quote);
        checked++;
        if (node.path("sequential").asBoolean(false) && quote instanceof Quote.Filled filled) {
          pool = filled.after();
        }
      }
    }
    return checked;
  }
}
