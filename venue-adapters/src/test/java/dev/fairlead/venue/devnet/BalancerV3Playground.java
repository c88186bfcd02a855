package dev.fairlead.venue.devnet;

import dev.fairlead.chain.abi.Signature;
import dev.fairlead.devnet.deploy.BalancerV3;
import dev.fairlead.devnet.rpc.RpcRefusal;
import dev.fairlead.model.Address;
import dev.fairlead.model.BlockNumber;
import dev.fairlead.model.Bytes32;
import dev.fairlead.model.Gas;
import dev.fairlead.model.Token;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.intent.Selection;
import dev.fairlead.model.intent.VenueId;
import dev.fairlead.parts.Parts;
import dev.fairlead.venue.VenueSettings;
import dev.fairlead.venue.balancer.v3.BalancerV3Adapter;
import dev.fairlead.venue.balancer.v3.BalancerV3Factory;
import dev.fairlead.venue.balancer.v3.BalancerV3Pool;
import dev.fairlead.venue.read.TokenDirectory;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import tools.jackson.databind.JsonNode;

/** Balancer V3 on a devnet with pools of any kind, rates and fees, and what can be done to them. */
final class BalancerV3Playground implements AutoCloseable {
  private static final BigInteger ONE = BigInteger.TEN.pow(18);
  private static final BigInteger FOREVER = BigInteger.ONE.shiftLeft(47);
  private static final BigInteger MAX = BigInteger.ONE.shiftLeft(256).subtract(BigInteger.ONE);
  private static final String REGISTERED =
      "PoolRegistered(address,address,(address,uint8,address,bool)[],uint256,uint32,"
          + "(address,address,address),"
          + "(bool,bool,bool,bool,bool,bool,bool,bool,bool,bool,address),(bool,bool,bool,bool))";
  private static final String CREATE_END =
      ",(address,address,address),uint256,address,bool,bool,bytes32)";

  private final Playground playground = new Playground();
  private final Random random;
  private final BalancerV3 deployed;
  private final Map<Address, List<Address>> rates = new HashMap<>();
  private int salts;

  BalancerV3Playground(Parts parts, Random random, Duration patience) throws InterruptedException {
    this.random = random;
    playground.dev().startBalancerV3(parts);
    BalancerV3.State state = playground.dev().awaitBalancerV3(patience);
    if (!(state instanceof BalancerV3.State.Ready ready)) {
      playground.close();
      throw new IllegalStateException("Balancer V3 is " + state);
    }
    this.deployed = ready.deployment();
    playground.approveByPermit2(deployed.router());
    takeFees("setGlobalProtocolSwapFeePercentage(uint256)", 500_000_000_000_000_000L);
    takeFees("setGlobalProtocolYieldFeePercentage(uint256)", 100_000_000_000_000_000L);
  }

  Playground playground() {
    return playground;
  }

  Address vault() {
    return deployed.vault();
  }

  Address router() {
    return deployed.router();
  }

  BalancerV3Adapter adapter() {
    return adapter(
        List.of(
            new BalancerV3Factory(deployed.weightedFactory(), BalancerV3Factory.Kind.WEIGHTED),
            new BalancerV3Factory(deployed.stableFactory(), BalancerV3Factory.Kind.STABLE)));
  }

  /** One that takes pools of the weighted factory alone. */
  BalancerV3Adapter weightedOnly() {
    return adapter(
        List.of(
            new BalancerV3Factory(deployed.weightedFactory(), BalancerV3Factory.Kind.WEIGHTED)));
  }

  private BalancerV3Adapter adapter(List<BalancerV3Factory> factories) {
    return new BalancerV3Adapter(
        new VenueSettings(
            new VenueId("balancer-v3"),
            deployed.vault(),
            new BlockNumber(0),
            new Gas(120_000),
            Selection.everything()),
        factories,
        new TokenDirectory(playground.deployment().chain(), playground.tokens()));
  }

  /** The protocol's part of the fees of all pools that are made later. */
  private void takeFees(String function, long part) {
    Address controller = address(deployed.vault(), "getProtocolFeeController()");
    playground.allowOwner(address(deployed.vault(), "getAuthorizer()"), controller, function);
    playground.sendAsOwner(controller, function, BigInteger.valueOf(part));
  }

  private Address address(Address to, String function) {
    return (Address) playground.ask(to, function, "(address)").orElseThrow().getFirst();
  }

  void makePools(int each) {
    for (int i = 0; i < each; i++) {
      make(false);
      make(true);
    }
  }

  private void make(boolean stable) {
    List<Token> tokens = new ArrayList<>(playground.tokens());
    Collections.shuffle(tokens, random);
    List<Token> chosen =
        tokens.subList(0, Cases.between(random, 2, stable ? 4 : 5)).stream().sorted().toList();
    List<Object> configs = new ArrayList<>();
    List<Address> providers = new ArrayList<>();
    for (Token token : chosen) {
      boolean rated = random.nextBoolean();
      Address provider = Address.ZERO;
      if (rated) {
        provider = playground.deploy("TestVaults", "OpenRate", "()");
        BigInteger rate =
            random.nextInt(4) == 0
                ? ONE.multiply(BigInteger.TWO)
                : ONE.shiftRight(1).add(new BigInteger(60, random));
        playground.send(provider, "setRate(uint256)", rate);
        providers.add(provider);
      }
      configs.add(List.of(token.address(), rated ? 1 : 0, provider, rated && random.nextBoolean()));
    }
    BigInteger fee =
        switch (random.nextInt(3)) {
          case 0 -> BigInteger.TEN.pow(13);
          case 1 -> BigInteger.TEN.pow(17);
          default -> BigInteger.TEN.pow(13).add(new BigInteger(53, random));
        };
    byte[] salt = Uint256.of(++salts).toBytes32();
    List<Address> nobody = List.of(Address.ZERO, Address.ZERO, Address.ZERO);
    JsonNode receipt =
        stable
            ? playground.send(
                deployed.stableFactory(),
                "create(string,string,(address,uint8,address,bool)[],uint256" + CREATE_END,
                "S",
                "S",
                configs,
                1 + random.nextInt(5_000),
                nobody,
                fee,
                Address.ZERO,
                false,
                false,
                salt)
            : playground.send(
                deployed.weightedFactory(),
                "create(string,string,(address,uint8,address,bool)[],uint256[]" + CREATE_END,
                "W",
                "W",
                configs,
                GeneratedBalancerPools.weights(random, chosen.size()),
                nobody,
                fee,
                Address.ZERO,
                false,
                false,
                salt);
    Address pool = created(receipt);
    rates.put(pool, providers);
    fill(pool, chosen, stable);
  }

  /** A pool whose hooks set the fee of each swap. */
  Address makeHooked() {
    List<Token> tokens = playground.tokens().subList(0, 2).stream().sorted().toList();
    List<Object> configs =
        tokens.stream()
            .<Object>map(token -> List.of(token.address(), 0, Address.ZERO, false))
            .toList();
    return created(
        playground.send(
            deployed.stableFactory(),
            "create(string,string,(address,uint8,address,bool)[],uint256" + CREATE_END,
            "H",
            "H",
            configs,
            100,
            List.of(Address.ZERO, Address.ZERO, Address.ZERO),
            BigInteger.TEN.pow(15),
            playground.deploy("TestVaults", "FeeHooks", "()"),
            false,
            false,
            Uint256.of(++salts).toBytes32()));
  }

  private Address created(JsonNode receipt) {
    Bytes32 topic = Signature.of(REGISTERED).topic();
    for (JsonNode log : receipt.path("logs")) {
      if (log.path("topics").path(0).asString().equals(topic.toString())) {
        return Address.parse("0x" + log.path("topics").path(1).asString().substring(26));
      }
    }
    throw new IllegalStateException("no pool in " + receipt);
  }

  private void fill(Address pool, List<Token> tokens, boolean stable) {
    int size = Cases.between(random, 2, 7);
    List<BigInteger> amounts = new ArrayList<>();
    for (Token token : tokens) {
      int digits = token.decimals() + (stable ? size : Cases.between(random, 1, 8));
      amounts.add(BigInteger.TEN.pow(digits).multiply(BigInteger.valueOf(1 + random.nextInt(20))));
    }
    playground.send(
        deployed.router(),
        "initialize(address,address[],uint256[],uint256,bool,bytes)",
        pool,
        tokens.stream().map(Token::address).toList(),
        amounts,
        BigInteger.ZERO,
        false,
        new byte[0]);
    playground.send(pool, "approve(address,uint256)", deployed.router(), MAX);
  }

  /** Moves some rates, most of them up by little. */
  void moveRates() {
    for (List<Address> providers : rates.values()) {
      for (Address provider : providers) {
        if (random.nextBoolean()) {
          moveRate(provider);
        }
      }
    }
  }

  private void moveRate(Address provider) {
    BigInteger rate =
        playground.askNumber(provider, "getRate()", "(uint256)").orElseThrow().toBigInteger();
    BigInteger step = rate.divide(BigInteger.valueOf(1_000 + random.nextInt(1_000_000)));
    playground.send(
        provider,
        "setRate(uint256)",
        random.nextInt(4) == 0 ? rate.subtract(step) : rate.add(step));
  }

  /** A join, an exit, another rate: what reverts changes nothing. */
  void change(BalancerV3Pool pool) {
    List<Address> providers = rates.getOrDefault(pool.address(), List.of());
    if (!providers.isEmpty() && random.nextInt(3) == 0) {
      moveRate(providers.get(random.nextInt(providers.size())));
      return;
    }
    int count = pool.tokens().size();
    if (random.nextBoolean()) {
      List<BigInteger> amounts = new ArrayList<>();
      pool.holdings().forEach(holding -> amounts.add(holding.raw().toBigInteger().shiftRight(4)));
      amounts.set(random.nextInt(count), BigInteger.ZERO);
      playground.trySend(
          deployed.router(),
          "addLiquidityUnbalanced(address,uint256[],uint256,bool,bytes)",
          pool.address(),
          amounts,
          BigInteger.ZERO,
          false,
          new byte[0]);
      return;
    }
    BigInteger held = playground.dev().anvil().balance(pool.address(), playground.account());
    playground.trySend(
        deployed.router(),
        "removeLiquidityProportional(address,uint256,uint256[],bool,bytes)",
        pool.address(),
        held.shiftRight(5),
        Collections.nCopies(count, BigInteger.ZERO),
        false,
        new byte[0]);
  }

  /** What the Vault would take or give, by the router's query; empty where it reverts. */
  Optional<Uint256> ask(BalancerV3Pool pool, boolean exactIn, Token in, Token out, Uint256 amount) {
    try {
      return Optional.of(
          Uint256.of(
              (BigInteger)
                  playground
                      .dev()
                      .anvil()
                      .read(
                          deployed.router(),
                          (exactIn ? "querySwapSingleTokenExactIn" : "querySwapSingleTokenExactOut")
                              + "(address,address,address,uint256,address,bytes)",
                          "(uint256)",
                          pool.address(),
                          in.address(),
                          out.address(),
                          amount.toBigInteger(),
                          playground.account(),
                          new byte[0])
                      .getFirst()));
    } catch (RpcRefusal e) {
      return Optional.empty();
    }
  }

  /** The same trade for real, with the other amount as its limit. */
  JsonNode trade(
      BalancerV3Pool pool, boolean exactIn, Token in, Token out, Uint256 given, Uint256 by) {
    return playground.send(
        deployed.router(),
        (exactIn ? "swapSingleTokenExactIn" : "swapSingleTokenExactOut")
            + "(address,address,address,uint256,uint256,uint256,bool,bytes)",
        pool.address(),
        in.address(),
        out.address(),
        given.toBigInteger(),
        by.toBigInteger(),
        FOREVER,
        false,
        new byte[0]);
  }

  @Override
  public void close() {
    playground.close();
  }
}
