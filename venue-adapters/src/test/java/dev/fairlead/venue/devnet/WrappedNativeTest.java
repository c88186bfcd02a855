package dev.fairlead.venue.devnet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.model.Address;
import dev.fairlead.model.BlockNumber;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Gas;
import dev.fairlead.model.Token;
import dev.fairlead.model.intent.Selection;
import dev.fairlead.model.intent.VenueId;
import dev.fairlead.venue.Pool;
import dev.fairlead.venue.VenueSettings;
import dev.fairlead.venue.read.TokenDirectory;
import dev.fairlead.venue.wrapped.WrappedNativeAdapter;
import java.math.BigInteger;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The coin's wrapper on the devnet: the real WETH9. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WrappedNativeTest {
  /** Whatever it is asked: as many decimals, and as much given out. */
  private static final Bytes ANSWERS_EIGHTEEN = Bytes.parse("0x60125f5260205ff3");

  private Playground playground;
  private Token weth;
  private Token coin;

  @BeforeAll
  void start() {
    playground = new Playground();
    weth = playground.deployment().tokens().weth();
    coin = new Token(weth.chain(), Address.ZERO, "ETH", 18);
  }

  @AfterAll
  void stop() {
    playground.close();
  }

  @Test
  void takesTheWrapperThatHoldsTheCoinForAllThatItHasGivenOut() throws InterruptedException {
    List<Pool> pools = load(weth.address(), Selection.everything());

    assertThat(pools)
        .singleElement()
        .satisfies(pool -> {
          assertThat(pool.tokens()).containsExactly(coin, weth);
          assertThat(pool.id().key().addressAt(0)).isEqualTo(weth.address());
        });
    assertThat(
            adapter(weth.address(), Selection.everything(), coin)
                .reload(playground.chain(), playground.chain().head(), pools))
        .extracting(Pool::id)
        .containsExactly(pools.getFirst().id());
  }

  @Test
  void takesNoOtherToken() throws InterruptedException {
    for (Token other : playground.deployment().tokens().all()) {
      if (!other.equals(weth)) {
        assertThat(load(other.address(), Selection.everything())).as("%s", other).isEmpty();
      }
    }
    assertThat(load(playground.account(), Selection.everything())).isEmpty();
  }

  @Test
  void takesNoWrapperThatLacksTheCoin() throws InterruptedException {
    Address wrapper = Address.parse("0x00000000000000000000000000000000000bac4d");
    playground.dev().control().setCode(wrapper, ANSWERS_EIGHTEEN.toArray());
    playground.dev().control().setBalance(wrapper, BigInteger.valueOf(17));
    playground.dev().control().mine();
    assertThat(load(wrapper, Selection.everything())).isEmpty();

    playground.dev().control().setBalance(wrapper, BigInteger.valueOf(18));
    playground.dev().control().mine();
    assertThat(load(wrapper, Selection.everything())).hasSize(1);
  }

  @Test
  void takesOnlyWhatIsConfigured() throws InterruptedException {
    Selection<Address> withoutCoin = new Selection<>(Set.of(weth.address()), Set.of());
    assertThat(load(weth.address(), withoutCoin)).isEmpty();
    Token other = new Token(weth.chain(), Address.ZERO, "ETH", 6);
    playground.awaitNewest();
    assertThat(
            adapter(weth.address(), Selection.everything(), other)
                .load(playground.chain(), playground.chain().head()))
        .isEmpty();
  }

  private List<Pool> load(Address wrapper, Selection<Address> tokens) throws InterruptedException {
    playground.awaitNewest();
    return adapter(wrapper, tokens, coin).load(playground.chain(), playground.chain().head());
  }

  private WrappedNativeAdapter adapter(Address wrapper, Selection<Address> tokens, Token shown) {
    return new WrappedNativeAdapter(
        new VenueSettings(
            new VenueId("wrapped-native"), wrapper, new BlockNumber(0), new Gas(40_000), tokens),
        shown,
        new TokenDirectory(weth.chain(), List.of(shown)));
  }
}
