package dev.fairlead.devnet.deploy;

import dev.fairlead.devnet.anvil.Anvil;
import dev.fairlead.devnet.rpc.Abi;
import dev.fairlead.model.Address;
import dev.fairlead.model.Token;
import dev.fairlead.parts.Parts;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Balancer V3, put onto a running chain whose blocks come by themselves. */
public final class BalancerV3Stage {
  private static final BigInteger ONE = BigInteger.TEN.pow(18);
  private static final BigInteger MAX_160 = BigInteger.ONE.shiftLeft(160).subtract(BigInteger.ONE);
  private static final long PAUSE_WINDOW = 4L * 365 * 86_400;
  private static final long BUFFER_PERIOD = 180L * 86_400;
  private static final int MINIMUM_TRADE = 1_000_000;
  private static final int MINIMUM_WRAP = 10_000;
  private static final String CREATE_END =
      ",(address,address,address),uint256,address,bool,bool,bytes32)";

  private final Deployer deployer;
  private final BalancerV3Code code;
  private final Deployment.Tokens tokens;

  private BalancerV3Stage(Deployer deployer, BalancerV3Code code, Deployment.Tokens tokens) {
    this.deployer = deployer;
    this.code = code;
    this.tokens = tokens;
  }

  /**
   * Compiles if need be, deploys and fills the pools. Takes over the deployer's wallet meanwhile.
   */
  public static BalancerV3 run(Anvil anvil, Deployment deployment, Parts parts) {
    BalancerV3Code code = new BalancerV3Code(parts);
    code.initCode("Router");
    code.initCode("Vault");
    Deployer deployer = new Deployer(anvil, new Artifacts(parts));
    return new BalancerV3Stage(deployer, code, deployment.tokens()).run();
  }

  private BalancerV3 run() {
    Address vault = vault();
    Address router =
        create(
            "Router",
            "(address,address,address,string)",
            vault,
            tokens.weth().address(),
            TokensStage.PERMIT2,
            "Router");
    Address weighted = factory("WeightedPoolFactory", vault);
    Address stable = factory("StablePoolFactory", vault);
    for (Token token : tokens.all()) {
      deployer.call(
          TokensStage.PERMIT2,
          "approve(address,address,uint160,uint48)",
          token.address(),
          router,
          MAX_160,
          Deployer.FOREVER);
    }
    List<BalancerV3.Pool> pools = new ArrayList<>();
    pools.add(weighted(weighted, router, List.of(tokens.weth(), tokens.usdc()), 6_000_000));
    pools.add(weighted(weighted, router, List.of(tokens.wbtc(), tokens.weth()), 4_000_000));
    pools.add(stable(stable, router, List.of(tokens.usdc(), tokens.usdt(), tokens.dai())));
    return new BalancerV3(vault, router, weighted, stable, List.copyOf(pools));
  }

  /**
   * The vault's parts hold each other's addresses, so the vault's is computed before it is created.
   */
  private Address vault() {
    Address vault = deployer.creation(4);
    Address authorizer =
        deployer.create(
            deployer
                .artifacts()
                .initCode(
                    "@balancer-labs/v2-deployments",
                    "dist/tasks/20210418-authorizer/artifact/Authorizer.json"),
            Abi.encode("(address)", deployer.account()));
    Address admin =
        create(
            "VaultAdmin",
            "(address,uint32,uint32,uint256,uint256)",
            vault,
            PAUSE_WINDOW,
            BUFFER_PERIOD,
            MINIMUM_TRADE,
            MINIMUM_WRAP);
    Address extension = create("VaultExtension", "(address,address)", vault, admin);
    Address fees = create("ProtocolFeeController", "(address,uint256,uint256)", vault, 0, 0);
    return create("Vault", "(address,address,address)", extension, authorizer, fees);
  }

  private Address factory(String name, Address vault) {
    return create(name, "(address,uint32,string,string)", vault, PAUSE_WINDOW, name, name);
  }

  private BalancerV3.Pool weighted(
      Address factory, Address router, List<Token> unsorted, long dollars) {
    List<Token> sorted = unsorted.stream().sorted().toList();
    BigInteger half = ONE.shiftRight(1);
    BigInteger fee = BigInteger.TEN.pow(15).multiply(BigInteger.TWO);
    JsonNode receipt =
        deployer.call(
            factory,
            "create(string,string,(address,uint8,address,bool)[],uint256[]" + CREATE_END,
            "Weighted",
            "W",
            configs(sorted),
            List.of(half, half),
            nobody(),
            fee,
            Address.ZERO,
            false,
            false,
            Abi.encode("(address)", sorted.getFirst().address()));
    return filled(receipt, true, sorted, fee, router, dollars);
  }

  private BalancerV3.Pool stable(Address factory, Address router, List<Token> unsorted) {
    List<Token> sorted = unsorted.stream().sorted().toList();
    BigInteger fee = BigInteger.TEN.pow(14);
    JsonNode receipt =
        deployer.call(
            factory,
            "create(string,string,(address,uint8,address,bool)[],uint256" + CREATE_END,
            "Stable",
            "S",
            configs(sorted),
            500,
            nobody(),
            fee,
            Address.ZERO,
            false,
            false,
            new byte[32]);
    return filled(receipt, false, sorted, fee, router, 5_000_000);
  }

  private BalancerV3.Pool filled(
      JsonNode receipt,
      boolean weighted,
      List<Token> sorted,
      BigInteger fee,
      Address router,
      long dollars) {
    Address pool = BalancerV2Stage.created(receipt);
    deployer.call(
        router,
        "initialize(address,address[],uint256[],uint256,bool,bytes)",
        pool,
        sorted.stream().map(Token::address).toList(),
        sorted.stream().map(token -> Prices.worth(token, dollars)).toList(),
        BigInteger.ZERO,
        false,
        new byte[0]);
    return new BalancerV3.Pool(pool, weighted, sorted, fee);
  }

  private Address create(String name, String types, Object... arguments) {
    return deployer.create(code.initCode(name), Abi.encode(types, arguments));
  }

  private static List<Object> configs(List<Token> tokens) {
    return tokens.stream()
        .<Object>map(token -> List.of(token.address(), 0, Address.ZERO, false))
        .toList();
  }

  private static List<Address> nobody() {
    return List.of(Address.ZERO, Address.ZERO, Address.ZERO);
  }
}
