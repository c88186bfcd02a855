package dev.fairlead.venue.devnet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes32;
import dev.fairlead.model.Token;
import dev.fairlead.model.Uint256;
import dev.fairlead.venue.Pool;
import dev.fairlead.venue.Quote;
import dev.fairlead.venue.balancer.v2.BalancerV2Pool;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Quotes of generated weighted and stable pools against the real BalancerQueries. */
class BalancerV2QuoteTest {
  private static final int POOLS = Cases.pools(12);
  private static final Uint256 MOST_PART = Uint256.of(3);
  private static final Uint256 PARTS = Uint256.of(10);

  @Test
  void quotesGeneratedPoolsAsTheVaultDoes() {
    Random random = Cases.random(getClass());
    try (Playground playground = new Playground().withTokens(2, 12)) {
      GeneratedBalancerPools.make(playground, random, POOLS);
      List<Pool> pools =
          DevVenues.of(playground.dev()).balancerV2().load(playground.chain(), playground.newest());
      assertThat(pools).hasSizeGreaterThan(POOLS);
      Tally tally = new Tally("Balancer V2 weighted and stable", pools.size());
      for (int i = 0; i < Cases.COUNT; i++) {
        BalancerV2Pool pool = (BalancerV2Pool) pools.get(random.nextInt(pools.size()));
        tally.compare(() -> check(playground, pool, random));
      }
      tally.end(Cases.COUNT / 5);
      List<Token> ordinary = playground.tokens();
      assertThat(weighted(playground, ordinary.get(0), ordinary.get(1))).isPresent();
      playground.withTokens(24);
      assertThat(weighted(playground, ordinary.get(0), playground.tokens().getLast()))
          .as("no pool has tokens of more than 18 decimals")
          .isEmpty();
    }
  }

  /** Asks whether the factory would make a pool of two tokens. */
  private static Optional<Uint256> weighted(Playground playground, Token one, Token other) {
    BigInteger half = BigInteger.TEN.pow(18).shiftRight(1);
    return playground.askNumber(
        playground.deployment().balancerV2().weightedFactory(),
        "create(string,string,address[],uint256[],address[],uint256,address)",
        "(uint256)",
        "W",
        "W",
        Stream.of(one, other).sorted().map(Token::address).toList(),
        List.of(half, half),
        List.of(Address.ZERO, Address.ZERO),
        BigInteger.TEN.pow(15),
        playground.account());
  }

  private static boolean check(Playground playground, BalancerV2Pool pool, Random random) {
    boolean exactIn = random.nextBoolean();
    int from = random.nextInt(pool.tokens().size());
    int to = (from + 1 + random.nextInt(pool.tokens().size() - 1)) % pool.tokens().size();
    Token in = pool.tokens().get(from);
    Token out = pool.tokens().get(to);
    Uint256 amount = amount(random, pool.balance(exactIn ? from : to));
    Optional<Uint256> answer = ask(playground, pool.vaultId(), exactIn, in, out, amount);
    Quote quote =
        exactIn ? pool.quoteExactIn(in, out, amount) : pool.quoteExactOut(in, out, amount);
    String told = pool.id() + (exactIn ? " in " : " out ") + in + " for " + out + " " + amount;
    return ContractAnswer.isFilled(quote, exactIn, answer, told);
  }

  /** Some are all of a balance, or the part of it that weighted pools move at most. */
  private static Uint256 amount(Random random, Uint256 balance) {
    return switch (random.nextInt(20)) {
      case 0 -> Cases.near(random, balance);
      case 1, 2 -> Cases.near(random, balance.times(MOST_PART).dividedBy(PARTS));
      default -> Cases.amount(random, balance.bitLength() + 1);
    };
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
