package dev.fairlead.devnet.deploy;

import dev.fairlead.devnet.deploy.Deployment.BalancerV2.Kind;
import dev.fairlead.devnet.rpc.Abi;
import dev.fairlead.devnet.rpc.DevnetException;
import dev.fairlead.devnet.rpc.Hashes;
import dev.fairlead.devnet.rpc.JsonRpc;
import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes32;
import dev.fairlead.model.Token;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Balancer V2: the vault, and weighted, stable and composable stable pools. */
final class BalancerV2Stage {
  private static final String PACKAGE = "@balancer-labs/v2-deployments";
  private static final String TASKS = "dist/tasks/";
  private static final BigInteger ONE = BigInteger.TEN.pow(18);
  private static final BigInteger TENTH_OF_PERCENT = BigInteger.TEN.pow(15);
  private static final BigInteger BASIS_POINT = BigInteger.TEN.pow(14);
  private static final String POOL_CREATED =
      JsonRpc.hex(Hashes.keccak(JsonRpc.utf8("PoolCreated(address)")));
  private static final long PAUSE_WINDOW = 7_776_000;
  private static final long BUFFER_PERIOD = 2_592_000;

  private final Deployer deployer;
  private final Deployment.Tokens tokens;
  private final Address vault;

  private BalancerV2Stage(Deployer deployer, Deployment.Tokens tokens) {
    this.deployer = deployer;
    this.tokens = tokens;
    Address authorizer =
        create("20210418-authorizer/artifact/Authorizer.json", "(address)", deployer.account());
    this.vault =
        create(
            "20210418-vault/artifact/Vault.json",
            "(address,address,uint256,uint256)",
            authorizer,
            tokens.weth().address(),
            PAUSE_WINDOW,
            BUFFER_PERIOD);
  }

  static Deployment.BalancerV2 run(Deployer deployer, Deployment.Tokens tokens) {
    return new BalancerV2Stage(deployer, tokens).run();
  }

  private Deployment.BalancerV2 run() {
    Address queries =
        create("20220721-balancer-queries/artifact/BalancerQueries.json", "(address)", vault);
    Address fees =
        create(
            "20220725-protocol-fee-percentages-provider/artifact/ProtocolFeePercentagesProvider.json",
            "(address,uint256,uint256)",
            vault,
            ONE,
            ONE);
    deployer.approve(tokens.all(), vault);
    List<Deployment.BalancerV2.Pool> pools = new ArrayList<>();
    Address weighted =
        create(
            "20230206-weighted-pool-v3/artifact/WeightedPoolFactory.json",
            "(address,address,string,string)",
            vault,
            fees,
            "{\"name\":\"WeightedPoolFactory\",\"version\":3}",
            "{\"name\":\"WeightedPool\",\"version\":3}");
    pools.add(weighted(weighted, List.of(tokens.weth(), tokens.dai()), List.of(60, 40), 3));
    pools.add(weighted(weighted, List.of(tokens.wbtc(), tokens.weth()), List.of(50, 50), 2));
    pools.add(weighted(weighted, List.of(tokens.usdc(), tokens.weth()), List.of(20, 80), 3));
    pools.add(
        weighted(
            weighted,
            List.of(tokens.wbtc(), tokens.weth(), tokens.usdt()),
            List.of(33, 34, 33),
            3));
    Address stable =
        create(
            "deprecated/20210624-stable-pool/artifact/StablePoolFactory.json", "(address)", vault);
    pools.add(stable(stable));
    Address composable =
        create(
            "20230206-composable-stable-pool-v3/artifact/ComposableStablePoolFactory.json",
            "(address,address,string,string)",
            vault,
            fees,
            "{\"name\":\"ComposableStablePoolFactory\",\"version\":3}",
            "{\"name\":\"ComposableStablePool\",\"version\":3}");
    pools.add(composable(composable));
    return new Deployment.BalancerV2(
        vault, queries, weighted, stable, composable, List.copyOf(pools));
  }

  /** A pool worth ten million dollars, split by weight. */
  private Deployment.BalancerV2.Pool weighted(
      Address factory, List<Token> unsorted, List<Integer> percents, int feeTenthsOfPercent) {
    List<Token> sorted = unsorted.stream().sorted().toList();
    List<BigInteger> weights = new ArrayList<>();
    List<BigInteger> amounts = new ArrayList<>();
    for (Token token : sorted) {
      int percent = percents.get(unsorted.indexOf(token));
      weights.add(ONE.multiply(BigInteger.valueOf(percent)).divide(BigInteger.valueOf(100)));
      amounts.add(Prices.worth(token, 100_000L * percent));
    }
    BigInteger fee = TENTH_OF_PERCENT.multiply(BigInteger.valueOf(feeTenthsOfPercent));
    Address pool =
        created(
            deployer.call(
                factory,
                "create(string,string,address[],uint256[],address[],uint256,address)",
                "Weighted",
                "W",
                addresses(sorted),
                weights,
                Collections.nCopies(sorted.size(), Address.ZERO),
                fee,
                deployer.account()));
    Bytes32 id = join(pool, addresses(sorted), amounts);
    return new Deployment.BalancerV2.Pool(id, pool, Kind.WEIGHTED, sorted, fee);
  }

  private Deployment.BalancerV2.Pool stable(Address factory) {
    List<Token> sorted = Stream.of(tokens.dai(), tokens.usdc(), tokens.usdt()).sorted().toList();
    BigInteger fee = BASIS_POINT.multiply(BigInteger.valueOf(4));
    Address pool =
        created(
            deployer.call(
                factory,
                "create(string,string,address[],uint256,uint256,address)",
                "Stable",
                "S",
                addresses(sorted),
                200,
                fee,
                deployer.account()));
    List<BigInteger> amounts = sorted.stream().map(t -> Prices.worth(t, 8_000_000)).toList();
    Bytes32 id = join(pool, addresses(sorted), amounts);
    return new Deployment.BalancerV2.Pool(id, pool, Kind.STABLE, sorted, fee);
  }

  private Deployment.BalancerV2.Pool composable(Address factory) {
    List<Token> sorted = Stream.of(tokens.usdc(), tokens.usdt()).sorted().toList();
    Address pool =
        created(
            deployer.call(
                factory,
                "create(string,string,address[],uint256,address[],uint256[],bool[],uint256,address)",
                "Composable",
                "C",
                addresses(sorted),
                500,
                Collections.nCopies(2, Address.ZERO),
                Collections.nCopies(2, 0),
                Collections.nCopies(2, false),
                BASIS_POINT,
                deployer.account()));
    List<Address> withShare =
        Stream.concat(Stream.of(pool), addresses(sorted).stream()).sorted().toList();
    List<BigInteger> amounts =
        withShare.stream()
            .map(a -> a.equals(pool) ? BigInteger.ZERO : Prices.worth(sorted.getFirst(), 5_000_000))
            .toList();
    Bytes32 id = join(pool, withShare, amounts);
    return new Deployment.BalancerV2.Pool(id, pool, Kind.COMPOSABLE_STABLE, sorted, BASIS_POINT);
  }

  /** Gives a new pool its first tokens. */
  private Bytes32 join(Address pool, List<Address> assets, List<BigInteger> amounts) {
    byte[] id = (byte[]) deployer.anvil().read(pool, "getPoolId()", "(bytes32)").getFirst();
    byte[] initialJoin = Abi.encode("(uint256,uint256[])", 0, amounts);
    deployer.call(
        vault,
        "joinPool(bytes32,address,address,(address[],uint256[],bytes,bool))",
        id,
        deployer.account(),
        deployer.account(),
        List.of(assets, Collections.nCopies(assets.size(), Deployer.MAX_256), initialJoin, false));
    return Bytes32.of(id);
  }

  private Address create(String file, String types, Object... arguments) {
    return deployer.create(
        deployer.artifacts().initCode(PACKAGE, TASKS + file), Abi.encode(types, arguments));
  }

  private static List<Address> addresses(List<Token> tokens) {
    return tokens.stream().map(Token::address).toList();
  }

  /** The factory's own event names the pool. */
  static Address created(JsonNode receipt) {
    String factory = receipt.get("to").asString();
    for (JsonNode log : receipt.get("logs")) {
      if (log.get("address").asString().equals(factory)
          && log.get("topics").get(0).asString().equals(POOL_CREATED)) {
        return Address.parse("0x" + log.get("topics").get(1).asString().substring(26));
      }
    }
    throw new DevnetException(
        DevnetException.Kind.FATAL, "factory " + factory + " announced no pool");
  }
}
