package dev.fairlead.venue.devnet;

import dev.fairlead.devnet.rpc.Abi;
import dev.fairlead.model.Address;
import dev.fairlead.model.Token;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import tools.jackson.databind.JsonNode;

/** Real composable stable pools of any amplification, fee, rates and protocol fees. */
final class GeneratedComposablePools {
  private static final BigInteger ONE = BigInteger.TEN.pow(18);
  private static final BigInteger MAX = BigInteger.ONE.shiftLeft(256).subtract(BigInteger.ONE);
  private static final BigInteger LEAST_FEE = BigInteger.TEN.pow(12);
  private static final BigInteger MOST_FEE = BigInteger.TEN.pow(17);
  private static final long LONG = 1_000_000_000;
  private static final int YIELD = 2;

  private final Playground playground;
  private final Random random;
  private final Address factory;
  private final List<Address> providers = new ArrayList<>();

  GeneratedComposablePools(Playground playground, Random random) {
    this.playground = playground;
    this.random = random;
    this.factory = playground.deployment().balancerV2().composableStableFactory();
    playground.approve(playground.deployment().balancerV2().vault());
  }

  /** The protocol takes half of swap fees and of growing rates, of all pools made later. */
  void takeProtocolFees() {
    Address vault = playground.deployment().balancerV2().vault();
    Address authorizer = address(vault, "getAuthorizer()");
    Address collector = address(vault, "getProtocolFeesCollector()");
    Address parts = address(factory, "getProtocolFeePercentagesProvider()");
    playground.allowOwner(authorizer, collector, "setSwapFeePercentage(uint256)");
    playground.sendAsOwner(collector, "setSwapFeePercentage(uint256)", ONE.shiftRight(1));
    playground.allowOwner(authorizer, parts, "setFeeTypePercentage(uint256,uint256)");
    playground.sendAsOwner(
        parts, "setFeeTypePercentage(uint256,uint256)", YIELD, ONE.shiftRight(1));
  }

  private Address address(Address to, String function) {
    return (Address) playground.ask(to, function, "(address)").orElseThrow().getFirst();
  }

  void make(int pools) {
    for (int i = 0; i < pools; i++) {
      make();
    }
  }

  private void make() {
    List<Token> tokens = new ArrayList<>(playground.tokens());
    Collections.shuffle(tokens, random);
    List<Token> chosen = tokens.subList(0, Cases.between(random, 2, 4)).stream().sorted().toList();
    List<Address> rates = new ArrayList<>();
    List<BigInteger> durations = new ArrayList<>();
    List<Boolean> exempt = new ArrayList<>();
    for (int i = 0; i < chosen.size(); i++) {
      boolean rated = random.nextBoolean();
      rates.add(rated ? provider() : Address.ZERO);
      durations.add(BigInteger.valueOf(rated ? (random.nextBoolean() ? 1 : LONG) : 0));
      exempt.add(rated && random.nextBoolean());
    }
    JsonNode receipt =
        playground.send(
            factory,
            "create(string,string,address[],uint256,address[],uint256[],bool[],uint256,address)",
            "C",
            "C",
            chosen.stream().map(Token::address).toList(),
            1 + random.nextInt(5_000),
            rates,
            durations,
            exempt,
            fee(),
            playground.account());
    JsonNode logs = receipt.path("logs");
    String topic = logs.path(logs.size() - 1).path("topics").path(1).asString();
    join(Address.parse("0x" + topic.substring(26)), chosen);
  }

  private BigInteger fee() {
    return switch (random.nextInt(6)) {
      case 0 -> LEAST_FEE;
      case 1 -> MOST_FEE;
      default -> LEAST_FEE.add(new BigInteger(random.nextBoolean() ? 45 : 55, random));
    };
  }

  private Address provider() {
    Address provider = playground.deploy("TestVaults", "OpenRate", "()");
    playground.send(
        provider, "setRate(uint256)", ONE.shiftRight(1).add(new BigInteger(60, random)));
    providers.add(provider);
    return provider;
  }

  /** Moves all rates up by little. */
  void moveRates() {
    for (Address provider : providers) {
      BigInteger rate =
          playground.askNumber(provider, "getRate()", "(uint256)").orElseThrow().toBigInteger();
      BigInteger step = rate.divide(BigInteger.valueOf(1_000 + random.nextInt(1_000_000)));
      playground.send(provider, "setRate(uint256)", rate.add(step));
    }
  }

  private void join(Address pool, List<Token> tokens) {
    byte[] id = (byte[]) playground.ask(pool, "getPoolId()", "(bytes32)").orElseThrow().getFirst();
    List<Address> assets = new ArrayList<>(tokens.stream().map(Token::address).toList());
    assets.add(pool);
    Collections.sort(assets);
    int size = Cases.between(random, 2, 7);
    List<BigInteger> amounts = new ArrayList<>();
    for (Address asset : assets) {
      amounts.add(
          tokens.stream()
              .filter(token -> token.address().equals(asset))
              .findFirst()
              .map(token ->
                  BigInteger.TEN
                      .pow(token.decimals() + size)
                      .multiply(BigInteger.valueOf(1 + random.nextInt(20))))
              .orElse(BigInteger.ZERO));
    }
    playground.send(
        playground.deployment().balancerV2().vault(),
        "joinPool(bytes32,address,address,(address[],uint256[],bytes,bool))",
        id,
        playground.account(),
        playground.account(),
        List.of(
            assets,
            Collections.nCopies(assets.size(), MAX),
            Abi.encode("(uint256,uint256[])", 0, amounts),
            false));
    playground.send(
        pool, "approve(address,uint256)", playground.deployment().balancerV2().vault(), MAX);
  }
}
