package dev.fairlead.venue.devnet;

import dev.fairlead.devnet.rpc.Abi;
import dev.fairlead.model.Address;
import dev.fairlead.model.Token;
import dev.fairlead.venue.balancer.v2.BalancerFactory;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import tools.jackson.databind.JsonNode;

/** Weighted and stable pools of any weights, fees, amplifications and balances. */
final class GeneratedBalancerPools {
  private static final BigInteger ONE = BigInteger.TEN.pow(18);
  private static final BigInteger LEAST_FEE = BigInteger.TEN.pow(12);
  private static final BigInteger MOST_FEE = BigInteger.TEN.pow(17);
  private static final BigInteger MAX = BigInteger.ONE.shiftLeft(256).subtract(BigInteger.ONE);

  private GeneratedBalancerPools() {}

  static void make(Playground playground, Random random, int pools) {
    playground.approve(playground.deployment().balancerV2().vault());
    for (BalancerFactory factory : DevVenues.factories(playground.dev())) {
      for (int i = 0; i < pools / 2; i++) {
        List<Token> tokens = new ArrayList<>(playground.tokens());
        Collections.shuffle(tokens, random);
        int count =
            Cases.between(random, 2, factory.kind() == BalancerFactory.Kind.STABLE_V1 ? 5 : 6);
        List<Token> chosen = tokens.subList(0, count).stream().sorted().toList();
        make(playground, random, factory, chosen);
      }
    }
  }

  private static void make(
      Playground playground, Random random, BalancerFactory factory, List<Token> tokens) {
    List<Address> addresses = tokens.stream().map(Token::address).toList();
    BigInteger fee =
        switch (random.nextInt(4)) {
          case 0 -> LEAST_FEE;
          case 1 -> MOST_FEE;
          default -> LEAST_FEE.add(new BigInteger(56, random));
        };
    boolean stable = factory.kind() == BalancerFactory.Kind.STABLE_V1;
    JsonNode receipt =
        stable
            ? playground.send(
                factory.address(),
                "create(string,string,address[],uint256,uint256,address)",
                "S",
                "S",
                addresses,
                1 + random.nextInt(5_000),
                fee,
                playground.account())
            : playground.send(
                factory.address(),
                "create(string,string,address[],uint256[],address[],uint256,address)",
                "W",
                "W",
                addresses,
                weights(random, tokens.size()),
                Collections.nCopies(tokens.size(), Address.ZERO),
                fee,
                playground.account());
    JsonNode logs = receipt.path("logs");
    String topic = logs.path(logs.size() - 1).path("topics").path(1).asString();
    join(playground, random, Address.parse("0x" + topic.substring(26)), tokens, stable);
  }

  /** At least 1 % each, together one. */
  static List<BigInteger> weights(Random random, int count) {
    List<BigInteger> weights = new ArrayList<>();
    BigInteger left = ONE;
    for (int i = 0; i < count - 1; i++) {
      int more = count - 1 - i;
      BigInteger most = left.subtract(ONE.divide(BigInteger.valueOf(100 / (more + 1))));
      BigInteger part =
          switch (random.nextInt(3)) {
            case 0 -> left.divide(BigInteger.valueOf(more + 1));
            default ->
                ONE.divide(BigInteger.valueOf(100))
                    .add(
                        most.multiply(BigInteger.valueOf(random.nextInt(1000)))
                            .divide(BigInteger.valueOf(2000))
                            .max(BigInteger.ZERO));
          };
      weights.add(part);
      left = left.subtract(part);
    }
    weights.add(left);
    Collections.shuffle(weights, random);
    return weights;
  }

  private static void join(
      Playground playground, Random random, Address pool, List<Token> tokens, boolean stable) {
    byte[] id = (byte[]) playground.ask(pool, "getPoolId()", "(bytes32)").orElseThrow().getFirst();
    List<BigInteger> amounts = new ArrayList<>();
    int size = Cases.between(random, 4, 9);
    for (Token token : tokens) {
      int digits = stable ? size : Cases.between(random, 3, 10);
      int bits = (int) ((token.decimals() + digits) * 3.32) - random.nextInt(6);
      amounts.add(new BigInteger(bits, random).setBit(bits));
    }
    byte[] initial = Abi.encode("(uint256,uint256[])", 0, amounts);
    playground.send(
        playground.deployment().balancerV2().vault(),
        "joinPool(bytes32,address,address,(address[],uint256[],bytes,bool))",
        id,
        playground.account(),
        playground.account(),
        List.of(
            tokens.stream().map(Token::address).toList(),
            Collections.nCopies(tokens.size(), MAX),
            initial,
            false));
  }
}
