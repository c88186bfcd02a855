package dev.fairlead.devnet.deploy;

import dev.fairlead.devnet.anvil.Wallet;
import dev.fairlead.devnet.rpc.Abi;
import dev.fairlead.devnet.rpc.JsonRpc;
import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes32;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.Token;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Tokens, Permit2 and Multicall3, and what the accounts hold. */
final class TokensStage {
  static final Address PERMIT2 = Address.parse("0x000000000022D473030F116dDEE9F6B43aC78BA3");
  static final Address MULTICALL3 = Address.parse("0xcA11bde05977b3631167028862bE2a173976CA11");

  private static final Map<Long, Address> WRAPPED_ETHER =
      Map.of(
          42161L, Address.parse("0x82aF49447D8a07e3bd95BD0d56f35241523fBab1"),
          8453L, Address.parse("0x4200000000000000000000000000000000000006"));
  private static final Address MAINNET_WRAPPED_ETHER =
      Address.parse("0xC02aaA39b223FE8D0A0e5C4F27eAD9083C756Cc2");

  private static final BigInteger ETHER = BigInteger.TEN.pow(18);
  private static final long POOLS_DOLLARS = 10_000_000_000L;
  private static final long TRADER_DOLLARS = 5_000_000;
  private static final long MARKET_MAKER_DOLLARS = 100_000_000;

  private TokensStage() {}

  static Deployment.Tokens run(Deployer deployer) {
    var control = deployer.anvil().control();
    control.setBalance(deployer.account(), ETHER.multiply(BigInteger.valueOf(10_000_000)));
    control.setBalance(Wallet.TRADER.address(), ETHER.multiply(BigInteger.valueOf(1_000)));
    control.setBalance(Wallet.MARKET_MAKER.address(), ETHER.multiply(BigInteger.valueOf(10_000)));
    ChainId chain = deployer.anvil().chain();
    Deployment.Tokens tokens =
        new Deployment.Tokens(
            wrappedEther(deployer, chain),
            token(deployer, chain, "USD Coin", "USDC", 6),
            token(deployer, chain, "Tether USD", "USDT", 6),
            token(deployer, chain, "Wrapped BTC", "WBTC", 8),
            token(deployer, chain, "Dai Stablecoin", "DAI", 18),
            token(deployer, chain, "Synth sUSD", "sUSD", 18));
    tokens.all().forEach(token -> fund(deployer, tokens, token));
    placeShared(deployer);
    return tokens;
  }

  private static Token wrappedEther(Deployer deployer, ChainId chain) {
    Address address = WRAPPED_ETHER.getOrDefault(chain.value(), MAINNET_WRAPPED_ETHER);
    deployer.place(
        address, deployer.artifacts().runtimeCode("canonical-weth", "build/contracts/WETH9.json"));
    var control = deployer.anvil().control();
    List<Bytes32> storage =
        List.of(shortText("Wrapped Ether"), shortText("WETH"), number(BigInteger.valueOf(18)));
    for (int slot = 0; slot < storage.size(); slot++) {
      control.setStorage(address, number(BigInteger.valueOf(slot)), storage.get(slot));
    }
    return new Token(chain, address, "WETH", 18);
  }

  private static Token token(
      Deployer deployer, ChainId chain, String name, String symbol, int decimals) {
    byte[] code =
        deployer.artifacts().initCode("@uniswap/v4-core", "out/mocks/MockERC20.sol/MockERC20.json");
    byte[] arguments = Abi.encode("(string,string,uint8)", name, symbol, decimals);
    return new Token(chain, deployer.create(code, arguments), symbol, decimals);
  }

  private static void fund(Deployer deployer, Deployment.Tokens tokens, Token token) {
    give(deployer, tokens, token, deployer.account(), POOLS_DOLLARS);
    give(deployer, tokens, token, Wallet.TRADER.address(), TRADER_DOLLARS);
    give(deployer, tokens, token, Wallet.MARKET_MAKER.address(), MARKET_MAKER_DOLLARS);
  }

  private static void give(
      Deployer deployer, Deployment.Tokens tokens, Token token, Address account, long dollars) {
    BigInteger amount = Prices.worth(token, dollars);
    if (!token.equals(tokens.weth())) {
      deployer.call(token.address(), "mint(address,uint256)", account, amount);
      return;
    }
    deployer.callWithValue(amount, token.address(), "deposit()");
    if (!account.equals(deployer.account())) {
      deployer.call(token.address(), "transfer(address,uint256)", account, amount);
    }
  }

  private static void placeShared(Deployer deployer) {
    Artifacts artifacts = deployer.artifacts();
    String permit2 = "lib/permit2/test/utils/DeployPermit2.sol";
    deployer.place(
        PERMIT2, artifacts.literal("@uniswap/v4-periphery", permit2, "hex\"([0-9a-f]{999,})\""));
    String pattern = "multicall3Bytecode = '(0x[0-9a-f]+)'";
    byte[] initCode = artifacts.literal("viem", "_cjs/constants/contracts.js", pattern);
    Map<String, String> creation = Map.of("data", JsonRpc.hex(initCode));
    deployer.place(
        MULTICALL3, JsonRpc.bytes(deployer.anvil().rpc().call("eth_call", creation, "latest")));
  }

  private static Bytes32 number(BigInteger value) {
    return Bytes32.of(Abi.encode("(uint256)", value));
  }

  /**
   * Solidity keeps a text of less than 32 bytes in its slot, with twice its length in the last
   * byte.
   */
  private static Bytes32 shortText(String text) {
    byte[] word = Arrays.copyOf(text.getBytes(StandardCharsets.US_ASCII), 32);
    word[31] = (byte) (2 * text.length());
    return Bytes32.of(word);
  }
}
