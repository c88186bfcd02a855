package dev.fairlead.venue.devnet;

import dev.fairlead.chain.BaseFeeRule;
import dev.fairlead.chain.Block;
import dev.fairlead.chain.BlockFeed;
import dev.fairlead.chain.Chain;
import dev.fairlead.chain.ChainObserver;
import dev.fairlead.chain.ChainProfile;
import dev.fairlead.chain.ChainUpdate;
import dev.fairlead.chain.EvmChain;
import dev.fairlead.chain.abi.Signature;
import dev.fairlead.chain.endpoint.Endpoints;
import dev.fairlead.chain.rpc.ChainIo;
import dev.fairlead.chain.rpc.RpcEndpoint;
import dev.fairlead.devnet.DevChain;
import dev.fairlead.devnet.Devnet;
import dev.fairlead.devnet.anvil.Transaction;
import dev.fairlead.devnet.anvil.Wallet;
import dev.fairlead.devnet.deploy.Deployment;
import dev.fairlead.devnet.rpc.Abi;
import dev.fairlead.devnet.rpc.DevnetException;
import dev.fairlead.devnet.rpc.JsonRpc;
import dev.fairlead.devnet.rpc.RpcRefusal;
import dev.fairlead.model.Address;
import dev.fairlead.model.BlockHash;
import dev.fairlead.model.BlockNumber;
import dev.fairlead.model.BlockRef;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.FeePerGas;
import dev.fairlead.model.Token;
import dev.fairlead.model.Uint256;
import dev.fairlead.venue.executor.ExecutorArtifact;
import dev.fairlead.venue.executor.ExecutorDeployment;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A devnet, a wallet with plenty of everything on it, and short words to use both. */
public final class Playground implements AutoCloseable {
  private static final BigInteger PLENTY = BigInteger.ONE.shiftLeft(120);
  private static final BigInteger MAX = BigInteger.ONE.shiftLeft(256).subtract(BigInteger.ONE);
  private static final BigInteger MAX_160 = BigInteger.ONE.shiftLeft(160).subtract(BigInteger.ONE);
  private static final long GAS = 15_000_000;
  private static final BigInteger FOREVER = BigInteger.ONE.shiftLeft(47);

  private final Devnet devnet = Devnet.start();
  private final ChainIo io = ChainIo.open();
  private @Nullable EvmChain chain;
  private final Wallet wallet = Wallet.named("player");
  private final List<Token> made = new ArrayList<>();

  public Playground() {
    // A swap through thousands of empty words costs more than a block holds, and is still exact.
    dev().control().setBlockGasLimit(1L << 40);
    dev().fund(account(), BigInteger.ONE.shiftLeft(130));
    tokens().forEach(token -> dev().fund(account(), token, PLENTY));
  }

  public DevChain dev() {
    return devnet.chain();
  }

  /** The chain as a node sees it. */
  public Chain chain() {
    EvmChain opened = chain;
    if (opened == null) {
      opened =
          EvmChain.open(
              profile(),
              Endpoints.of(RpcEndpoint.of(dev().http(), Optional.of(dev().webSocket()))),
              io,
              Thread.ofVirtual().name("follower").factory(),
              ChainObserver.none());
      chain = opened;
    }
    return opened;
  }

  /** The newest block, as the server itself says. */
  public BlockRef newest() {
    JsonNode block = dev().anvil().rpc().call("eth_getBlockByNumber", "latest", false);
    return new BlockRef(
        new BlockNumber(JsonRpc.number(block.path("number")).longValueExact()),
        BlockHash.parse(block.path("hash").asString()));
  }

  /** Waits for the chain to know the newest block: a market is read at the head that it knows. */
  void awaitNewest() throws InterruptedException {
    BlockRef newest = newest();
    try (BlockFeed feed = chain().follow()) {
      while (!(feed.take() instanceof ChainUpdate.Extended(Block seen)
          && seen.ref().equals(newest))) {
        if (chain().head().number().isAfter(newest.number())) {
          throw new IllegalStateException("the chain has passed " + newest);
        }
      }
    }
  }

  private ChainProfile profile() {
    return new ChainProfile(
        dev().id(),
        "devnet",
        deployment().tokens().weth().address(),
        Duration.ofSeconds(1),
        Duration.ofMillis(50),
        new ChainProfile.Finality.Confirmations(64),
        BaseFeeRule.Eip1559.ETHEREUM,
        FeePerGas.ZERO,
        FeePerGas.of(10_000_000_000L),
        FeePerGas.of(1_000_000_000_000L));
  }

  public Deployment deployment() {
    return dev().deployment();
  }

  /** Those of the devnet, and those that were added. */
  public List<Token> tokens() {
    return Stream.concat(deployment().tokens().all().stream(), made.stream()).toList();
  }

  /** Adds a token of each of these decimals, of which the wallet has plenty. */
  Playground withTokens(int... decimals) {
    for (int each : decimals) {
      Address token = deploy("TestTokens", "DecimalsToken", "(uint8)", each);
      send(token, "mint(address,uint256)", account(), PLENTY);
      made.add(new Token(deployment().chain(), token, "T" + each, each));
    }
    return this;
  }

  public Address account() {
    return wallet.address();
  }

  /** Lets a contract take all tokens. */
  public void approve(Address spender) {
    tokens().forEach(token -> send(token.address(), "approve(address,uint256)", spender, MAX));
  }

  /** Lets a contract take all tokens by Permit2. */
  public void approveByPermit2(Address spender) {
    approve(deployment().permit2());
    for (Token token : tokens()) {
      send(
          deployment().permit2(),
          "approve(address,address,uint160,uint48)",
          token.address(),
          spender,
          MAX_160,
          FOREVER);
    }
  }

  /** A transaction in a block of its own; one that reverts throws. */
  public JsonNode send(Address to, String signature, Object... arguments) {
    return pay(BigInteger.ZERO, to, signature, arguments);
  }

  /** The same, for what may revert; whether it did not. */
  public boolean trySend(Address to, String signature, Object... arguments) {
    return tryPay(BigInteger.ZERO, to, signature, arguments);
  }

  /** The same with ether. */
  public boolean tryPay(BigInteger wei, Address to, String signature, Object... arguments) {
    try {
      pay(wei, to, signature, arguments);
      return true;
    } catch (DevnetException e) {
      return false;
    }
  }

  /** The same with ether. */
  public JsonNode pay(BigInteger wei, Address to, String signature, Object... arguments) {
    return transact(wallet, wei, to, signature, arguments);
  }

  /** The same from the account that owns the contracts. */
  public JsonNode sendAsOwner(Address to, String signature, Object... arguments) {
    return transact(Wallet.DEPLOYER, BigInteger.ZERO, to, signature, arguments);
  }

  /** A transaction with this very calldata; one that reverts throws. */
  public JsonNode sendRaw(Address to, Bytes calldata) {
    return sendRaw(to, calldata, BigInteger.ZERO);
  }

  /** The same with ether. */
  public JsonNode sendRaw(Address to, Bytes calldata, BigInteger wei) {
    Transaction call = Transaction.call(dev().anvil().nonce(account()), to, "any()");
    return dev()
        .anvil()
        .transact(
            wallet,
            new Transaction(
                call.nonce(),
                to,
                wei,
                calldata,
                BigInteger.valueOf(GAS),
                call.maxFee(),
                call.priorityFee()));
  }

  /** Deploys a compiled contract of the tests. */
  public Address deploy(String file, String contract, String types, Object... arguments) {
    String resource = "/dev/fairlead/venue/executor/" + file + ".sol/" + contract + ".json";
    JsonNode artifact;
    try (InputStream in = Playground.class.getResourceAsStream(resource)) {
      artifact = JsonMapper.shared().readTree(Objects.requireNonNull(in, resource));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    byte[] init = JsonRpc.bytes(artifact.required("bytecode").required("object"));
    return deploy(Abi.concat(init, Abi.encode(types, arguments)));
  }

  /** Deploys a contract by its creation code. */
  public Address deploy(byte[] code) {
    long nonce = dev().anvil().nonce(account());
    JsonNode receipt = dev().anvil().transact(wallet, Transaction.create(nonce, code));
    return Address.parse(receipt.required("contractAddress").asString());
  }

  /** Deploys the executor of this account. */
  Address deployExecutor() {
    return deployExecutor(account());
  }

  private Address deployExecutor(Address owner) {
    ExecutorDeployment on =
        new ExecutorDeployment(
            owner,
            deployment().tokens().weth().address(),
            deployment().uniswapV4().poolManager(),
            deployment().balancerV2().vault());
    return deploy(ExecutorArtifact.load().creationCode(on).toArray());
  }

  /** Lets this account run the executor's code as itself (EIP-7702). */
  void delegate() {
    byte[] designator = {(byte) 0xef, 0x01, 0x00};
    dev()
        .control()
        .setCode(account(), Abi.concat(designator, deployExecutor(Address.ZERO).toArray()));
  }

  /** Has Balancer's authorizer let the owner of the contracts call a function of a contract. */
  void allowOwner(Address authorizer, Address target, String function) {
    byte[] action =
        (byte[])
            ask(
                    target,
                    "getActionId(bytes4)",
                    "(bytes32)",
                    (Object) Signature.of(function).selector().toArray())
                .orElseThrow()
                .getFirst();
    sendAsOwner(authorizer, "grantRole(bytes32,address)", action, Wallet.DEPLOYER.address());
  }

  private JsonNode transact(
      Wallet from, BigInteger wei, Address to, String signature, Object... arguments) {
    return dev()
        .anvil()
        .transact(
            from,
            Transaction.call(dev().anvil().nonce(from.address()), to, signature, arguments)
                .withValue(wei)
                .withGas(GAS));
  }

  /** What a call would return now; empty when it reverts. */
  public Optional<List<Object>> ask(
      Address to, String signature, String returns, Object... arguments) {
    try {
      JsonNode answer =
          dev()
              .anvil()
              .rpc()
              .call(
                  "eth_call",
                  Map.of(
                      "from",
                      account().toString(),
                      "to",
                      to.toString(),
                      "data",
                      JsonRpc.hex(Abi.call(signature, arguments))),
                  "latest");
      return Optional.of(Abi.decode(returns, JsonRpc.bytes(answer)));
    } catch (RpcRefusal e) {
      return Optional.empty();
    }
  }

  /** The first number that a call would return. */
  public Optional<Uint256> askNumber(
      Address to, String signature, String returns, Object... arguments) {
    return ask(to, signature, returns, arguments)
        .map(values -> Uint256.of((BigInteger) values.getFirst()));
  }

  @Override
  public void close() {
    if (chain != null) {
      chain.close();
    }
    io.close();
    devnet.close();
  }
}
