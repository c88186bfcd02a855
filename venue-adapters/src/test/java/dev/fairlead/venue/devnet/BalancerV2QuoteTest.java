package dev.fairlead.venue.devnet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.model.Bytes32;
import dev.fairlead.model.Token;
import dev.fairlead.model.Uint256;
import dev.fairlead.venue.Pool;
import dev.fairlead.venue.Quote;
import dev.fairlead.venue.balancer.v2.BalancerV2Pool;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Quotes of generated weighted and stable pools against the real BalancerQueries. */
class BalancerV2QuoteTest {
  private static final int POOLS = 12;

  @Test
  void quotesGeneratedPoolsAsTheVaultDoes() {
    Random random = Cases.random(getClass());
    try (Playground playground = new Playground()) {
      GeneratedBalancerPools.make(playground, random, POOLS);
      List<Pool> pools =
          DevVenues.of(playground.dev()).balancerV2().load(playground.chain(), playground.newest());
      assertThat(pools).hasSizeGreaterThan(POOLS);
      int filled = 0;
      for (int i = 0; i < Cases.COUNT; i++) {
        BalancerV2Pool pool = (BalancerV2Pool) pools.get(random.nextInt(pools.size()));
        filled += check(playground, pool, random) ? 1 : 0;
      }
      assertThat(filled).isGreaterThan(Cases.COUNT / 5);
    }
  }

  private static boolean check(Playground playground, BalancerV2Pool pool, Random random) {
    boolean exactIn = random.nextBoolean();
    int from = random.nextInt(pool.tokens().size());
    int to = (from + 1 + random.nextInt(pool.tokens().size() - 1)) % pool.tokens().size();
    Token in = pool.tokens().get(from);
    Token out = pool.tokens().get(to);
    Uint256 amount = Cases.amount(random, pool.balance(exactIn ? from : to).bitLength() + 1);
    Optional<Uint256> answer = ask(playground, pool.vaultId(), exactIn, in, out, amount);
    Quote quote =
        exactIn ? pool.quoteExactIn(in, out, amount) : pool.quoteExactOut(in, out, amount);
    String told = pool.id() + (exactIn ? " in " : " out ") + in + " for " + out + " " + amount;
    return ContractAnswer.isFilled(quote, exactIn, answer, told);
  }

  private static Optional<Uint256> ask(
      Playground playground, Bytes32 pool, boolean exactIn, Token in, Token out, Uint256 amount) {
    return playground.askNumber(
        playground.deployment().balancerV2().queries(),
        "querySwap((bytes32,uint8,address,address,uint256,bytes),(address,bool,address,bool))",
        "(uint256)",
        List.of(
            pool, exactIn ? 0 : 1, in.address(), out.address(), amount.toBigInteger(), new byte[0]),
        List.of(playground.account(), false, playground.account(), false));
  }
}
