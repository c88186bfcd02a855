package dev.fairlead.venue.devnet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.devnet.rpc.Abi;
import dev.fairlead.devnet.rpc.JsonRpc;
import dev.fairlead.model.Address;
import dev.fairlead.model.Token;
import dev.fairlead.model.Uint256;
import dev.fairlead.venue.Quote;
import dev.fairlead.venue.QuoteRefusal;
import dev.fairlead.venue.curve.stableswap.CurveStableSwapPool;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * Sequences of exchanges, simulated on the real contract: each quote is made on the state that the
 * quote before left, and must give what the exchange gives and leave what it leaves.
 */
class CurveQuoteTest {
  private static final int SEQUENCE = 40;
  private static final int COINS = 4;
  private static final int WEEK = 604_800;
  private static final Uint256 MOST_FEE = Uint256.of(5_000_000_000L);

  private record Step(int i, int j, Uint256 amountIn, Quote quote) {}

  @Test
  void exchangesInSequencesAsTheContractDoes() {
    Random random = Cases.random(getClass());
    try (Playground playground = new Playground()) {
      Address pool = playground.deployment().curve().pool();
      playground.approve(pool);
      int rounds = (Cases.COUNT + SEQUENCE - 1) / SEQUENCE;
      Tally tally = new Tally("Curve StableSwap", rounds);
      for (int round = 0; round < rounds; round++) {
        change(playground, pool, random);
        CurveStableSwapPool local =
            (CurveStableSwapPool)
                DevVenues.of(playground.dev())
                    .curve()
                    .load(playground.chain(), playground.newest())
                    .getFirst();
        check(playground, pool, local, random, tally);
      }
      tally.end(Cases.COUNT / 3);
    }
  }

  private static void check(
      Playground playground, Address pool, CurveStableSwapPool start, Random random, Tally tally) {
    List<Step> steps = new ArrayList<>();
    List<CurveStableSwapPool> states = new ArrayList<>();
    CurveStableSwapPool state = start;
    List<Map<String, Object>> calls = new ArrayList<>();
    for (int n = 0; n < SEQUENCE; n++) {
      int i = random.nextInt(COINS);
      int j = (i + 1 + random.nextInt(COINS - 1)) % COINS;
      Token in = state.tokens().get(i);
      Uint256 amountIn = Cases.amount(random, state.balance(i).bitLength() + 2);
      Quote quote = state.quoteExactIn(in, state.tokens().get(j), amountIn);
      steps.add(new Step(i, j, amountIn, quote));
      state = quote instanceof Quote.Filled filled ? (CurveStableSwapPool) filled.after() : state;
      states.add(state);
      if (quote instanceof Quote.Filled) {
        calls.add(
            call(playground, pool, "exchange(int128,int128,uint256,uint256)", i, j, amountIn));
        for (int coin = 0; coin < COINS; coin++) {
          calls.add(call(playground, pool, "balances(int128)", coin));
        }
      } else {
        calls.add(call(playground, pool, "get_dy(int128,int128,uint256)", i, j, amountIn));
      }
    }
    JsonNode results = simulate(playground, calls);
    int at = 0;
    for (int n = 0; n < SEQUENCE; n++) {
      Step step = steps.get(n);
      CurveStableSwapPool after = states.get(n);
      int from = at;
      tally.compare(() -> isFilled(step, after, results, from));
      at += step.quote() instanceof Quote.Filled ? 1 + COINS : 1;
    }
  }

  private static boolean isFilled(Step step, CurveStableSwapPool after, JsonNode results, int at) {
    if (step.quote() instanceof Quote.Filled done) {
      assertThat(bought(results.path(at))).as("%s", step).isEqualTo(done.amountOut());
      for (int coin = 0; coin < COINS; coin++) {
        assertThat(returned(results.path(at + 1 + coin)))
            .as("coin %s after %s", coin, step)
            .isEqualTo(after.balance(coin));
      }
      return true;
    }
    assertThat(((Quote.Refused) step.quote()).reason())
        .isIn(QuoteRefusal.AMOUNT_TOO_SMALL, QuoteRefusal.OVERFLOW);
    // The view is a unit above the exchange at most.
    assertThat(returned(results.path(at)).isAtMost(Uint256.ONE)).as("%s", step).isTrue();
    return false;
  }

  private static Uint256 bought(JsonNode result) {
    assertThat(result.path("status").asString()).as("%s", result).isEqualTo("0x1");
    JsonNode logs = result.path("logs");
    byte[] data = JsonRpc.bytes(logs.path(logs.size() - 1).path("data"));
    return Uint256.fromBytes(data, 96, 32);
  }

  private static Uint256 returned(JsonNode result) {
    byte[] data = JsonRpc.bytes(result.path("returnData"));
    return data.length == 32 ? Uint256.fromBytes(data) : Uint256.ZERO;
  }

  private static JsonNode simulate(Playground playground, List<Map<String, Object>> calls) {
    return playground
        .dev()
        .anvil()
        .rpc()
        .call(
            "eth_simulateV1",
            Map.of("blockStateCalls", List.of(Map.of("calls", calls)), "validation", false),
            "latest")
        .path(0)
        .path("calls");
  }

  private static Map<String, Object> call(
      Playground playground, Address to, String signature, Object... arguments) {
    List<Object> words = new ArrayList<>();
    for (Object argument : arguments) {
      words.add(argument instanceof Uint256 number ? number.toBigInteger() : argument);
    }
    if (signature.startsWith("exchange")) {
      words.add(BigInteger.ZERO);
    }
    return Map.of(
        "from",
        playground.account().toString(),
        "to",
        to.toString(),
        "gas",
        "0x989680",
        "data",
        JsonRpc.hex(Abi.call(signature, words.toArray())));
  }

  private static long fee(Random random) {
    return switch (random.nextInt(6)) {
      case 0 -> 0;
      case 1 -> MOST_FEE.toLongExact();
      default -> (long) (random.nextDouble() * MOST_FEE.toLongExact());
    };
  }

  /** Other parameters, or a lopsided withdrawal or deposit. */
  private static void change(Playground playground, Address pool, Random random) {
    if (random.nextInt(3) == 0) {
      playground.sendAsOwner(
          pool,
          "commit_new_parameters(uint256,uint256,uint256)",
          1 + random.nextInt(5_000),
          fee(random),
          (long) (random.nextDouble() * MOST_FEE.toLongExact()));
      playground.dev().anvil().rpc().call("evm_increaseTime", WEEK);
      playground.sendAsOwner(pool, "apply_new_parameters()");
    } else {
      List<Object> amounts = new ArrayList<>();
      for (Token token : playground.deployment().curve().coins()) {
        int digits = token.decimals() + random.nextInt(9);
        amounts.add(BigInteger.TEN.pow(digits).multiply(BigInteger.valueOf(random.nextInt(10))));
      }
      amounts.set(0, ((BigInteger) amounts.getFirst()).add(BigInteger.ONE));
      playground.trySend(pool, "add_liquidity(uint256[4],uint256)", amounts, BigInteger.ZERO);
    }
  }
}
