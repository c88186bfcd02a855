package dev.fairlead.venue.curve.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.model.Uint256;
import dev.fairlead.venue.Pool;
import dev.fairlead.venue.Quote;
import dev.fairlead.venue.QuoteRefusal;
import dev.fairlead.venue.Vectors;
import dev.fairlead.venue.curve.Smallest;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class CryptoVectorTest {
  @Test
  void answersRecordedPoolsOfTwoCoinsToTheLastUnit() throws IOException {
    assertThat(exactIn("curve-twocrypto-ng.json")).isEqualTo(11);
  }

  @Test
  void answersRecordedPoolsOfThreeCoinsToTheLastUnit() throws IOException {
    assertThat(exactIn("curve-tricrypto-ng.json")).isEqualTo(40);
  }

  @Test
  void findsTheSmallestInputForRecordedOutputs() throws IOException {
    int checked = 0;
    for (String file : List.of("curve-twocrypto-ng.json", "curve-tricrypto-ng.json")) {
      for (JsonNode node : Vectors.pools(file)) {
        checked += Smallest.check(node, RecordedCrypto.ng(node));
      }
    }
    assertThat(checked).isEqualTo(8);
  }

  /** Later rows of a recorded sequence start from what only the chain knew. */
  @Test
  void answersRecordedOldPoolsToTheLastUnitAndThenNothingMore() throws IOException {
    int checked = 0;
    for (JsonNode node : Vectors.pools("curve-crypto-old.json")) {
      for (JsonNode swap : node.path("swaps")) {
        Quote quote = Vectors.quote(RecordedCrypto.old(node), swap);
        Vectors.check(node, swap, quote);
        assertThat(Vectors.quote(((Quote.Filled) quote).after(), swap))
            .isEqualTo(Quote.refused(QuoteRefusal.PAUSED));
        checked++;
        if (node.path("sequential").asBoolean(false)) {
          break;
        }
      }
    }
    assertThat(checked).isEqualTo(4);
  }

  @Test
  void takesCubeRootsAsRecorded() throws IOException {
    int checked = 0;
    for (JsonNode row : Vectors.functions("curve-tricrypto-ng.json")) {
      if (row.path("function").asString().equals("cbrt")) {
        assertThat(CubeRoot.of(Vectors.number(row, "x")))
            .as("%s", row)
            .isEqualTo(Vectors.number(row, "result"));
        checked++;
      }
    }
    assertThat(checked).isEqualTo(39);
  }

  @Test
  void findsBalancesByNewtonsMethodAsRecorded() throws IOException {
    int checked = 0;
    for (JsonNode row : Vectors.functions("curve-crypto-old.json")) {
      CryptoCurve.Shape shape =
          new CryptoCurve.Shape(Vectors.number(row, "A"), Vectors.number(row, "gamma"));
      Uint256[] xp = RecordedCrypto.array(row, "xp");
      assertThat(ThreeCoins.newtonY(shape, xp, Vectors.number(row, "D"), row.path("i").asInt()))
          .contains(Vectors.number(row, "result"));
      checked++;
    }
    assertThat(checked).isEqualTo(2);
  }

  private static int exactIn(String file) throws IOException {
    int checked = 0;
    for (JsonNode node : Vectors.pools(file)) {
      Pool pool = RecordedCrypto.ng(node);
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
