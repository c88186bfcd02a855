package dev.fairlead.venue.executor;

import static dev.fairlead.venue.executor.ExecutorChain.OWNER;

import dev.fairlead.devnet.deploy.Deployment;
import dev.fairlead.devnet.rpc.Abi;
import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Token;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One trade twice: as hops of the executor, and as a call of the venue's own router by the owner,
 * who has approved it.
 */
record VenueTrade(
    String name,
    Token in,
    Token out,
    BigInteger amount,
    List<ExecutorHop> hops,
    Address router,
    Bytes call) {
  private static final BigInteger LATE = BigInteger.ONE.shiftLeft(40).subtract(BigInteger.ONE);
  private static final Address NATIVE = Address.ZERO;
  private static final Address TO_SENDER =
      Address.parse("0x0000000000000000000000000000000000000001");
  private static final Address TO_ROUTER =
      Address.parse("0x0000000000000000000000000000000000000002");
  private static final BigInteger ALL = BigInteger.ONE.shiftLeft(255);
  private static final int SWAP = 0x06;
  private static final int SWAP_PATH = 0x07;
  private static final int SETTLE = 0x0b;
  private static final int SETTLE_ALL = 0x0c;
  private static final int TAKE = 0x0e;
  private static final int TAKE_ALL = 0x0f;

  static BigInteger tenth(Token token) {
    return BigInteger.TEN.pow(token.decimals()).divide(BigInteger.TEN).add(BigInteger.valueOf(7));
  }

  static VenueTrade v2(Deployment chain, Token... path) {
    List<ExecutorHop> hops = new ArrayList<>();
    List<Address> addresses = new ArrayList<>(List.of(path[0].address()));
    for (int i = 1; i < path.length; i++) {
      hops.add(v2Hop(chain, path[i - 1], path[i]));
      addresses.add(path[i].address());
    }
    BigInteger amount = tenth(path[0]);
    Bytes call =
        call(
            "swapExactTokensForTokens(uint256,uint256,address[],address,uint256)",
            amount,
            1,
            addresses,
            OWNER.address(),
            LATE);
    return of("Uniswap V2", path, hops, chain.uniswapV2().router(), call);
  }

  static ExecutorHop v2Hop(Deployment chain, Token in, Token out) {
    return new ExecutorHop.UniswapV2(chain.uniswapV2().pair(in, out).address(), out.address(), 30);
  }

  static VenueTrade v3(Deployment chain, int fee, Token... path) {
    List<ExecutorHop> hops = new ArrayList<>();
    byte[] packed = path[0].address().toArray();
    for (int i = 1; i < path.length; i++) {
      hops.add(v3Hop(chain, fee, path[i - 1], path[i]));
      byte[] feeBytes = {(byte) (fee >> 16), (byte) (fee >> 8), (byte) fee};
      packed = Abi.concat(packed, feeBytes, path[i].address().toArray());
    }
    BigInteger amount = tenth(path[0]);
    Bytes call =
        path.length > 2
            ? call(
                "exactInput((bytes,address,uint256,uint256))",
                List.of(packed, OWNER.address(), amount, 1))
            : call(
                "exactInputSingle((address,address,uint24,address,uint256,uint256,uint160))",
                List.of(path[0].address(), path[1].address(), fee, OWNER.address(), amount, 1, 0));
    return of("Uniswap V3", path, hops, chain.uniswapV3().router(), call);
  }

  static ExecutorHop v3Hop(Deployment chain, int fee, Token in, Token out) {
    return new ExecutorHop.UniswapV3(chain.uniswapV3().pool(in, out, fee).address(), out.address());
  }

  /** Over V4 pools of tokens alone. */
  static VenueTrade v4(Deployment chain, Token... path) {
    List<ExecutorHop> hops = new ArrayList<>();
    for (int i = 1; i < path.length; i++) {
      hops.add(v4Hop(chain, path[i - 1].address(), path[i].address(), path[i].address()));
    }
    Bytes call =
        universal(
            new int[] {0x10},
            actions(
                new int[] {path.length > 2 ? SWAP_PATH : SWAP, SETTLE_ALL, TAKE_ALL},
                path.length > 2 ? path(chain, path) : single(chain, path[0], path[1]),
                Abi.encode("(address,uint256)", path[0].address(), tenth(path[0])),
                Abi.encode("(address,uint256)", path[path.length - 1].address(), 1)));
    Address router = chain.uniswapV4().universalRouter();
    return of("Uniswap V4", path, ExecutorHop.joined(hops), router, call);
  }

  /** Over a V4 pool of native currency, which the owner has wrapped. */
  static VenueTrade v4NativeIn(Deployment chain, Token out) {
    Token weth = chain.tokens().weth();
    Token ether = new Token(weth.chain(), NATIVE, "ETH", 18);
    BigInteger amount = tenth(weth);
    Bytes call =
        universal(
            new int[] {0x02, 0x0c, 0x10},
            Abi.encode("(address,address,uint160)", weth.address(), TO_ROUTER, amount),
            Abi.encode("(address,uint256)", TO_ROUTER, amount),
            actions(
                new int[] {SWAP, SETTLE, TAKE_ALL},
                single(chain, ether, out),
                Abi.encode("(address,uint256,bool)", NATIVE, amount, false),
                Abi.encode("(address,uint256)", out.address(), 1)));
    List<ExecutorHop> hops = List.of(v4Hop(chain, NATIVE, out.address(), out.address()));
    Address router = chain.uniswapV4().universalRouter();
    return of("Uniswap V4, native in", new Token[] {weth, out}, hops, router, call);
  }

  /** Over a V4 pool that gives native currency, which the owner gets wrapped. */
  static VenueTrade v4NativeOut(Deployment chain, Token in) {
    Token weth = chain.tokens().weth();
    Token ether = new Token(weth.chain(), NATIVE, "ETH", 18);
    Bytes call =
        universal(
            new int[] {0x10, 0x0b},
            actions(
                new int[] {SWAP, SETTLE_ALL, TAKE},
                single(chain, in, ether),
                Abi.encode("(address,uint256)", in.address(), tenth(in)),
                Abi.encode("(address,address,uint256)", NATIVE, TO_ROUTER, 0)),
            Abi.encode("(address,uint256)", TO_SENDER, ALL));
    List<ExecutorHop> hops = List.of(v4Hop(chain, in.address(), NATIVE, weth.address()));
    Address router = chain.uniswapV4().universalRouter();
    return of("Uniswap V4, native out", new Token[] {in, weth}, hops, router, call);
  }

  static VenueTrade curve(Deployment chain, Token in, Token out) {
    int coinIn = chain.curve().coins().indexOf(in);
    int coinOut = chain.curve().coins().indexOf(out);
    Bytes call = call("exchange(int128,int128,uint256,uint256)", coinIn, coinOut, tenth(in), 1);
    List<ExecutorHop> hops =
        List.of(new ExecutorHop.Curve(chain.curve().pool(), out.address(), coinIn, coinOut));
    return of("Curve StableSwap", new Token[] {in, out}, hops, chain.curve().pool(), call);
  }

  static VenueTrade balancer(Deployment chain, Deployment.BalancerV2.Pool pool) {
    Token in = pool.tokens().getFirst();
    Token out = pool.tokens().getLast();
    Bytes call =
        call(
            "swap((bytes32,uint8,address,address,uint256,bytes),(address,bool,address,bool),uint256,uint256)",
            List.of(pool.id(), 0, in.address(), out.address(), tenth(in), new byte[0]),
            List.of(OWNER.address(), false, OWNER.address(), false),
            1,
            LATE);
    List<ExecutorHop> hops = List.of(new ExecutorHop.BalancerV2(pool.id(), out.address()));
    String name = "Balancer V2, " + pool.kind().name().toLowerCase(Locale.ROOT);
    return of(name, new Token[] {in, out}, hops, chain.balancerV2().vault(), call);
  }

  static ExecutorHop.UniswapV4 v4Hop(Deployment chain, Address in, Address out, Address tokenOut) {
    Deployment.UniswapV4.Pool pool = pool(chain, in, out);
    return new ExecutorHop.UniswapV4(
        tokenOut,
        in.isZero(),
        List.of(
            new ExecutorHop.V4Pool(
                out, Address.ZERO, pool.fee(), pool.tickSpacing(), Bytes.EMPTY)));
  }

  private static Deployment.UniswapV4.Pool pool(Deployment chain, Address one, Address other) {
    return chain.uniswapV4().pools().stream()
        .filter(pool ->
            List.of(pool.token0().address(), pool.token1().address())
                .containsAll(List.of(one, other)))
        .findFirst()
        .orElseThrow();
  }

  private static byte[] single(Deployment chain, Token in, Token out) {
    Deployment.UniswapV4.Pool pool = pool(chain, in.address(), out.address());
    List<Object> key =
        List.of(
            pool.token0().address(),
            pool.token1().address(),
            pool.fee(),
            pool.tickSpacing(),
            Address.ZERO);
    boolean zeroForOne = pool.token0().address().equals(in.address());
    return Abi.encode(
        "(((address,address,uint24,int24,address),bool,uint128,uint128,bytes))",
        List.of(key, zeroForOne, tenth(in), 1, new byte[0]));
  }

  private static byte[] path(Deployment chain, Token[] path) {
    List<Object> steps = new ArrayList<>();
    for (int i = 1; i < path.length; i++) {
      Deployment.UniswapV4.Pool pool = pool(chain, path[i - 1].address(), path[i].address());
      steps.add(
          List.of(path[i].address(), pool.fee(), pool.tickSpacing(), Address.ZERO, new byte[0]));
    }
    return Abi.encode(
        "((address,(address,uint24,int24,address,bytes)[],uint256[],uint128,uint128))",
        List.of(path[0].address(), steps, List.of(), tenth(path[0]), 1));
  }

  private static byte[] actions(int[] actions, byte[]... parameters) {
    return Abi.encode("(bytes,bytes[])", bytes(actions), List.of(parameters));
  }

  private static Bytes universal(int[] commands, byte[]... inputs) {
    return call("execute(bytes,bytes[],uint256)", bytes(commands), List.of(inputs), LATE);
  }

  private static byte[] bytes(int[] values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }

  private static Bytes call(String signature, Object... arguments) {
    return Bytes.wrap(Abi.call(signature, arguments));
  }

  private static VenueTrade of(
      String name, Token[] path, List<ExecutorHop> hops, Address router, Bytes call) {
    String hopsText = path.length > 2 ? ", " + (path.length - 1) + " hops" : "";
    return new VenueTrade(
        name + hopsText, path[0], path[path.length - 1], tenth(path[0]), hops, router, call);
  }

  @Override
  public String toString() {
    return name + ", " + in + " to " + out;
  }
}
