package dev.fairlead.venue.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.fairlead.model.Bytes32;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.Token;
import dev.fairlead.model.Uint256;
import dev.fairlead.venue.Market;
import dev.fairlead.venue.VenueException;
import dev.fairlead.venue.devnet.Cases;
import dev.fairlead.venue.read.TokenDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptMarketFileTest {
  private static final Bytes32 TERMS = Bytes32.wrap(Uint256.of(1).toBytes32());
  private static final Bytes32 OTHER_TERMS = Bytes32.wrap(Uint256.of(2).toBytes32());

  private final Path file;

  KeptMarketFileTest(@TempDir Path directory) {
    this.file = directory.resolve("chains").resolve("1.market");
  }

  @Test
  void givesBackTheMarketThatWasKeptLast() throws IOException {
    KeptMarketFile kept = kept(SampleMarket.CHAIN, TERMS);
    assertThat(kept.read()).isEmpty();

    kept.write(SampleMarket.pairs(3));
    kept.write(SampleMarket.market());

    Market read = kept.read().orElseThrow();
    assertThat(read.block()).isEqualTo(SampleMarket.BLOCK);
    assertThat(texts(read)).containsExactlyInAnyOrderElementsOf(texts(SampleMarket.market()));
    assertThat(file.getParent())
        .isDirectoryNotContaining(path -> path.toString().endsWith(".part"));
  }

  @Test
  void sharesTheInstancesOfTokens() throws IOException {
    TokenDirectory tokens = new TokenDirectory(SampleMarket.CHAIN, List.of(SampleMarket.WETH));
    KeptMarketFile kept = new KeptMarketFile(file, SampleMarket.CHAIN, TERMS, tokens::instance);
    kept.write(SampleMarket.market());

    Market read = kept.read().orElseThrow();

    for (Token token : read.tokens()) {
      assertThat(tokens.token(token.address())).containsSame(token);
    }
    assertThat(tokens.token(SampleMarket.WETH.address())).containsSame(SampleMarket.WETH);
  }

  @Test
  @DisplayName(
      "failures #150: takes no market that was found by other terms, or is of another chain")
  void refusesWhatWasKeptOfSomethingElse() throws IOException {
    kept(SampleMarket.CHAIN, TERMS).write(SampleMarket.market());

    assertRefused(kept(SampleMarket.CHAIN, OTHER_TERMS), "other venues or tokens");
    assertRefused(kept(new ChainId(5), TERMS), "of chain 1, not 5");
  }

  @Test
  void refusesDamageAnywhereInTheFile() throws IOException {
    KeptMarketFile kept = kept(SampleMarket.CHAIN, TERMS);
    kept.write(SampleMarket.market());
    byte[] whole = Files.readAllBytes(file);
    Random random = Cases.random(getClass());
    for (int i = 0; i < 500; i++) {
      byte[] damaged = whole.clone();
      if (random.nextBoolean()) {
        damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
      } else {
        damaged = Arrays.copyOf(whole, random.nextInt(whole.length));
      }
      Files.write(file, damaged);
      assertRefused(kept, "it is damaged");
    }
  }

  private static void assertRefused(KeptMarketFile kept, String why) {
    assertThatExceptionOfType(VenueException.class)
        .isThrownBy(kept::read)
        .withMessageContaining(why);
  }

  private KeptMarketFile kept(ChainId chain, Bytes32 terms) {
    return new KeptMarketFile(file, chain, terms, UnaryOperator.identity());
  }

  private static List<String> texts(Market market) {
    return market.pools().stream().map(MarketFile::text).toList();
  }
}
