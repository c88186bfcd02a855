package dev.fairlead.venue.devnet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.chain.abi.AbiReader;
import dev.fairlead.chain.abi.AbiWriter;
import dev.fairlead.chain.abi.Signature;
import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Gas;
import dev.fairlead.model.Token;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.intent.PoolId;
import dev.fairlead.model.intent.VenueId;
import dev.fairlead.venue.PoolFacts;
import dev.fairlead.venue.Quote;
import dev.fairlead.venue.QuoteRefusal;
import dev.fairlead.venue.read.BlockReader;
import dev.fairlead.venue.uniswap.v2.PairFee;
import dev.fairlead.venue.uniswap.v2.UniswapV2Pool;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Quotes of generated pairs against the library inside of the real router. */
class UniswapV2QuoteTest {
  private static final int RESERVE_BITS = 112;
  private static final Uint256 MOST_RESERVE =
      Uint256.ONE.shiftLeft(RESERVE_BITS).minus(Uint256.ONE);
  private static final Signature AMOUNT_OUT = Signature.of("getAmountOut(uint256,uint256,uint256)");
  private static final Signature AMOUNT_IN = Signature.of("getAmountIn(uint256,uint256,uint256)");

  private record Case(boolean exactIn, Uint256 amount, Uint256 reserveIn, Uint256 reserveOut) {}

  @Test
  void quotesGeneratedPairsAsTheRouterDoes() {
    Random random = Cases.random(getClass());
    List<Case> cases = new ArrayList<>();
    for (int i = 0; i < Cases.COUNT; i++) {
      cases.add(generated(random));
    }
    try (Playground playground = new Playground().withTokens(2, 24)) {
      List<Token> tokens = playground.tokens();
      Address router = playground.deployment().uniswapV2().router();
      List<Optional<Bytes>> answers =
          new BlockReader(playground.chain(), playground.newest())
              // Some burn all their gas, which in one call with others would be theirs too.
              .readOneByOne(cases.stream().map(c -> view(router, c)).toList());
      Tally tally = new Tally("Uniswap V2", cases.size());
      for (int i = 0; i < cases.size(); i++) {
        Case each = cases.get(i);
        Optional<Uint256> answer = BlockReader.decode(answers.get(i), AbiReader::uint);
        Token in = tokens.get(i % tokens.size());
        Token out = tokens.get((i + 1) % tokens.size());
        tally.compare(() -> check(each, pool(in, out, each), answer));
      }
      tally.end(Cases.COUNT / 4);
    }
  }

  /** Some amounts fill a pair's 112 bits, or empty it, to the unit. */
  private static Case generated(Random random) {
    boolean exactIn = random.nextBoolean();
    Uint256 reserveIn = Cases.amount(random, RESERVE_BITS);
    Uint256 reserveOut = Cases.amount(random, RESERVE_BITS);
    Uint256 limit = exactIn ? MOST_RESERVE.minus(reserveIn) : reserveOut;
    Uint256 amount =
        random.nextInt(8) == 0 ? Cases.near(random, limit) : Cases.amount(random, RESERVE_BITS);
    return new Case(exactIn, amount, reserveIn, reserveOut);
  }

  private static boolean check(Case c, UniswapV2Pool pool, Optional<Uint256> answer) {
    Token in = pool.tokens().get(0);
    Token out = pool.tokens().get(1);
    Quote quote =
        c.exactIn()
            ? pool.quoteExactIn(in, out, c.amount())
            : pool.quoteExactOut(in, out, c.amount());
    return switch (quote) {
      case Quote.Filled(Uint256 amountIn, Uint256 amountOut, var after) -> {
        assertThat(c.exactIn() ? amountOut : amountIn).as("%s", c).isEqualTo(answer.orElseThrow());
        UniswapV2Pool pair = (UniswapV2Pool) after;
        assertThat(pair.reserve0()).isEqualTo(c.reserveIn().plus(amountIn));
        assertThat(pair.reserve1()).isEqualTo(c.reserveOut().minus(amountOut));
        yield true;
      }
      case Quote.Refused(QuoteRefusal reason) -> {
        switch (reason) {
          case AMOUNT_TOO_SMALL -> assertThat(answer).as("%s", c).contains(Uint256.ZERO);
          case EXCEEDS_DEPTH -> assertThat(answer).as("%s", c).isEmpty();
          // The library does not know that a pair holds 112 bits at most.
          case OVERFLOW ->
              assertThat(
                      c.reserveIn()
                          .plus(c.exactIn() ? c.amount() : answer.orElseThrow())
                          .bitLength())
                  .isGreaterThan(RESERVE_BITS);
          default -> throw new AssertionError(c + " was refused: " + reason);
        }
        yield false;
      }
    };
  }

  private static UniswapV2Pool pool(Token in, Token out, Case c) {
    PoolId id = new PoolId(in.chain(), new VenueId("uniswap-v2"), Bytes.wrap(new byte[20]));
    return new UniswapV2Pool(
        new PoolFacts(id, List.of(in, out), new Gas(1)),
        PairFee.ofBasisPoints(30),
        c.reserveIn(),
        c.reserveOut());
  }

  private static BlockReader.View view(Address router, Case c) {
    return new BlockReader.View(
        router,
        AbiWriter.call(c.exactIn() ? AMOUNT_OUT : AMOUNT_IN)
            .uint(c.amount())
            .uint(c.reserveIn())
            .uint(c.reserveOut())
            .toBytes());
  }
}
