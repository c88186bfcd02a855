package dev.fairlead.venue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.within;

import dev.fairlead.model.Address;
import dev.fairlead.model.BlockHash;
import dev.fairlead.model.BlockNumber;
import dev.fairlead.model.BlockRef;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Bytes32;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.Gas;
import dev.fairlead.model.Token;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.intent.PoolId;
import dev.fairlead.model.intent.VenueId;
import dev.fairlead.venue.devnet.Cases;
import dev.fairlead.venue.file.MarketFile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What every pool of every venue must do; each adapter passes it with pools of its own making. */
public abstract class PoolConformance {
  private static final ChainId CHAIN = new ChainId(1);
  private static final BlockRef BLOCK =
      new BlockRef(new BlockNumber(1), new BlockHash(Bytes32.ZERO));
  private static final int CASES = 1_000;
  private static final int AMOUNT_BITS = 130;

  /** So many words of ticks, each rounded, may lie between two ticks. */
  private static final int ROUNDED = 128;

  private static final int[] DECIMALS = {2, 6, 8, 18, 24};

  private final Random random = Cases.random(getClass());

  /** A pool of any state that the venue can hold. */
  protected abstract Pool generate(Random random);

  /** How many units of the output a venue's own approximations may be off; mostly none. */
  protected Uint256 slack(Pool pool) {
    return Uint256.ZERO;
  }

  /**
   * Whether a pool quotes after a trade; one that does not knows its state only when read again.
   */
  protected boolean quotesAfterATrade() {
    return true;
  }

  /** Whether a pool gives by constant products, and so tells them. */
  protected boolean tellsItsFormula() {
    return false;
  }

  /** Facts of a pool of this many tokens. */
  protected static PoolFacts facts(String venue, int keyLength, int... decimals) {
    List<Token> tokens = new ArrayList<>();
    for (int i = 0; i < decimals.length; i++) {
      Address address = Address.of(Uint256.of(i + 1L).toBytes32(), 12, Address.LENGTH);
      tokens.add(new Token(CHAIN, address, "T" + i, decimals[i]));
    }
    PoolId id = new PoolId(CHAIN, new VenueId(venue), Bytes.wrap(new byte[keyLength]));
    return new PoolFacts(id, tokens, new Gas(100_000));
  }

  /** As many as tokens have. */
  protected static int decimals(Random random) {
    return DECIMALS[random.nextInt(DECIMALS.length)];
  }

  @Test
  void refusesInsteadOfThrowing() {
    for (int i = 0; i < CASES; i++) {
      Pool pool = generate(random);
      Uint256 amount = i % 7 == 0 ? Uint256.ZERO : Cases.amount(random, 256);
      Token in = pool.tokens().get(random.nextInt(pool.tokens().size()));
      Token out = pool.tokens().get(random.nextInt(pool.tokens().size()));
      Token foreign = new Token(new ChainId(2), in.address(), "F", 18);

      assertThatCode(() -> pool.quoteExactIn(in, out, amount)).doesNotThrowAnyException();
      assertThatCode(() -> pool.quoteExactOut(in, out, amount)).doesNotThrowAnyException();
      assertThatCode(() -> pool.spotPrice(in, out)).doesNotThrowAnyException();
      assertThat(pool.quoteExactIn(in, in, amount))
          .isEqualTo(Quote.refused(QuoteRefusal.UNSUPPORTED));
      assertThat(pool.quoteExactIn(foreign, out, amount))
          .isEqualTo(Quote.refused(QuoteRefusal.UNSUPPORTED));
      assertThat(pool.quoteExactOut(in, foreign, amount))
          .isEqualTo(Quote.refused(QuoteRefusal.UNSUPPORTED));
    }
  }

  @Test
  void givesAtLeastAsMuchForMore() {
    int compared = 0;
    for (int i = 0; i < CASES; i++) {
      Pool pool = generate(random);
      Uint256 amount = Cases.amount(random, AMOUNT_BITS);
      Uint256 more = amount.plus(Cases.amount(random, AMOUNT_BITS));
      if (pool.quoteExactIn(first(pool), last(pool), amount) instanceof Quote.Filled less
          && pool.quoteExactIn(first(pool), last(pool), more) instanceof Quote.Filled greater) {
        assertThat(greater.amountOut().plus(slack(pool)))
            .as("%s and %s", amount, more)
            .isGreaterThanOrEqualTo(less.amountOut());
        compared++;
      }
    }
    assertThat(compared).isGreaterThan(CASES / 20);
  }

  @Test
  void givesNobodyAProfitForGoingBackAndForth() {
    int compared = 0;
    for (int i = 0; i < CASES; i++) {
      Pool pool = generate(random);
      Uint256 amount = Cases.amount(random, AMOUNT_BITS);
      if (pool.quoteExactIn(first(pool), last(pool), amount) instanceof Quote.Filled there
          && there.after().quoteExactIn(last(pool), first(pool), there.amountOut())
              instanceof Quote.Filled back) {
        assertThat(back.amountOut()).as("%s", amount).isLessThanOrEqualTo(amount);
        compared++;
      }
    }
    if (quotesAfterATrade()) {
      assertThat(compared).isGreaterThan(CASES / 20);
    } else {
      assertThat(compared).isZero();
    }
  }

  @Test
  void takesForAnOutputWhatGivesIt() {
    int compared = 0;
    for (int i = 0; i < CASES; i++) {
      Pool pool = generate(random);
      Uint256 wanted = Cases.amount(random, AMOUNT_BITS);
      if (pool.quoteExactOut(first(pool), last(pool), wanted) instanceof Quote.Filled filled) {
        assertThat(filled.amountOut()).isGreaterThanOrEqualTo(wanted);
        if (pool.quoteExactIn(first(pool), last(pool), filled.amountIn())
            instanceof Quote.Filled again) {
          assertThat(again.amountOut().plus(slack(pool)))
              .as("%s for %s", filled.amountIn(), wanted)
              .isGreaterThanOrEqualTo(wanted);
          compared++;
        }
      }
    }
    assertThat(compared).isGreaterThan(CASES / 20);
  }

  @Test
  void isNotChangedByAQuote() {
    for (int i = 0; i < CASES; i++) {
      Pool pool = generate(random);
      Uint256 amount = Cases.amount(random, AMOUNT_BITS);
      if (pool.quoteExactIn(first(pool), last(pool), amount) instanceof Quote.Filled before) {
        Quote.Filled again = (Quote.Filled) pool.quoteExactIn(first(pool), last(pool), amount);
        assertThat(again.amountOut()).isEqualTo(before.amountOut());
        assertThat(before.after().id()).isEqualTo(pool.id());
      }
    }
  }

  @Test
  void standsInAMarketFileAsItIs() throws IOException {
    for (int i = 0; i < CASES / 10; i++) {
      Pool pool = generate(random);
      byte[] written = written(pool);

      Pool read = MarketFile.read(new ByteArrayInputStream(written)).market().pool(0);

      assertThat(written(read)).isEqualTo(written);
      assertThat(read.figures()).isEqualTo(pool.figures());
      assertThat(read.hop(first(pool), last(pool))).isEqualTo(pool.hop(first(pool), last(pool)));
      for (int j = 0; j < 10; j++) {
        Uint256 amount = Cases.amount(random, AMOUNT_BITS);
        assertThat(amounts(read.quoteExactIn(last(pool), first(pool), amount)))
            .isEqualTo(amounts(pool.quoteExactIn(last(pool), first(pool), amount)));
        assertThat(amounts(read.quoteExactOut(first(pool), last(pool), amount)))
            .isEqualTo(amounts(pool.quoteExactOut(first(pool), last(pool), amount)));
      }
    }
  }

  /** But for units that the contract rounds off at each tick and each fee. */
  @Test
  void givesWhatItsFormulaTells() {
    int compared = 0;
    for (int i = 0; i < CASES; i++) {
      Pool pool = generate(random);
      Pieces pieces = pool.pieces(last(pool), first(pool));
      if (pieces.areTold()) {
        int count = pieces.countBelow(Double.POSITIVE_INFINITY);
        double x = pieces.in(count) * Math.pow(random.nextDouble(), 1 + random.nextInt(20));
        Uint256 amount = Uint256.of(new BigDecimal(x).toBigInteger());
        if (pool.quoteExactIn(last(pool), first(pool), amount) instanceof Quote.Filled filled) {
          int piece = pieces.countBelow(amount.toDouble()) - 1;
          double further = amount.toDouble() - pieces.in(piece);
          double rest = further / (pieces.alpha(piece) + pieces.beta(piece) * further);
          double rounded = (1 + 1 / pieces.alpha(0)) * (count + ROUNDED);
          assertThat(pieces.out(piece) + rest)
              .as("%s of %s", amount, pool.figures())
              .isCloseTo(
                  filled.amountOut().toDouble(), within(rounded + 1e-9 * x / pieces.alpha(0)));
          compared++;
        }
      }
    }
    if (tellsItsFormula()) {
      assertThat(compared).isGreaterThan(CASES / 5);
    } else {
      assertThat(compared).isZero();
    }
  }

  private static byte[] written(Pool pool) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new MarketFile(CHAIN, Market.of(BLOCK, List.of(pool))).write(out);
    return out.toByteArray();
  }

  private static Object amounts(Quote quote) {
    return switch (quote) {
      case Quote.Filled filled -> List.of(filled.amountIn(), filled.amountOut());
      case Quote.Refused refused -> refused;
    };
  }

  @Test
  void namesItsHopForTheExecutor() {
    Pool pool = generate(random);

    assertThat(pool.hop(first(pool), last(pool)).tokenOut()).isEqualTo(last(pool).address());
    assertThat(pool.hop(last(pool), first(pool)).tokenOut()).isEqualTo(first(pool).address());
  }

  private static Token first(Pool pool) {
    return pool.tokens().getFirst();
  }

  private static Token last(Pool pool) {
    return pool.tokens().getLast();
  }
}
