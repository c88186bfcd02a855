package dev.fairlead.venue.executor;

import dev.fairlead.chain.Log;
import dev.fairlead.chain.abi.Signature;
import dev.fairlead.devnet.DevChain;
import dev.fairlead.devnet.Devnet;
import dev.fairlead.devnet.anvil.Transaction;
import dev.fairlead.devnet.anvil.Wallet;
import dev.fairlead.devnet.deploy.Deployment;
import dev.fairlead.devnet.rpc.Abi;
import dev.fairlead.devnet.rpc.JsonRpc;
import dev.fairlead.devnet.rpc.RpcRefusal;
import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Bytes32;
import dev.fairlead.model.Token;
import dev.fairlead.model.TxHash;
import dev.fairlead.model.Uint256;
import java.math.BigInteger;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/**
 * A chain with the real venues and an executor whose owner has tokens and has approved it. Each
 * test begins with {@link #reset}.
 */
final class ExecutorChain implements AutoCloseable {
  static final Wallet OWNER = Wallet.named("executor's owner");
  static final Wallet STRANGER = Wallet.named("stranger");
  static final BigInteger MAX = BigInteger.ONE.shiftLeft(256).subtract(BigInteger.ONE);

  private static final long GAS = 10_000_000;

  private final Devnet devnet;
  private final Address executor;
  private String clean;
  private long sent;

  private ExecutorChain(Devnet devnet) {
    this.devnet = devnet;
    chain().control().setAutomine(false);
    chain().control().setTimeBetweenBlocks(12);
    BigInteger ether = BigInteger.TEN.pow(18);
    chain().fund(OWNER.address(), ether.multiply(BigInteger.valueOf(100)));
    chain().fund(STRANGER.address(), ether.multiply(BigInteger.valueOf(100)));
    executor = deployExecutor(OWNER.address());
    for (var token : tokens().all()) {
      chain().fund(OWNER.address(), token, BigInteger.TEN.pow(token.decimals() + 4));
      approve(token.address(), executor);
    }
    clean = chain().control().snapshot();
  }

  static ExecutorChain start() {
    return new ExecutorChain(Devnet.start());
  }

  /** Back to the state after the start. */
  void reset() {
    if (!chain().control().revertTo(clean)) {
      throw new IllegalStateException("the snapshot is gone");
    }
    clean = chain().control().snapshot();
  }

  DevChain chain() {
    return devnet.chain();
  }

  Deployment deployment() {
    return chain().deployment();
  }

  Deployment.Tokens tokens() {
    return deployment().tokens();
  }

  Address executor() {
    return executor;
  }

  ExecutorDeployment deploymentFor(Address owner) {
    return new ExecutorDeployment(
        owner,
        tokens().weth().address(),
        deployment().uniswapV4().poolManager(),
        deployment().balancerV2().vault());
  }

  Address deployExecutor(Address owner) {
    return create(ExecutorArtifact.load().creationCode(deploymentFor(owner)));
  }

  /** Deploys one of the tests' contracts. */
  Address deploy(String contract, String types, Object... arguments) {
    JsonNode code = TestContracts.artifact(contract).required("bytecode").required("object");
    byte[] init = JsonRpc.bytes(code);
    return create(Bytes.wrap(Abi.concat(init, Abi.encode(types, arguments))));
  }

  /** Deploys a token that the owner and the deployer have plenty of. */
  Address deployToken(String contract) {
    Address token = deploy(contract, "()");
    for (Address holder : List.of(OWNER.address(), Wallet.DEPLOYER.address())) {
      transact(Wallet.DEPLOYER, token, "mint(address,uint256)", holder, BigInteger.TEN.pow(30));
    }
    approve(token, executor);
    return token;
  }

  /** Deploys what this code creates. */
  Address create(Bytes initCode) {
    JsonNode receipt =
        send(Wallet.DEPLOYER, Transaction.create(nonce(Wallet.DEPLOYER), initCode.toArray()));
    return Address.parse(receipt.required("contractAddress").stringValue());
  }

  void approve(Address token, Address spender) {
    transact(OWNER, token, "approve(address,uint256)", spender, MAX);
  }

  JsonNode transact(Wallet from, Address to, String signature, Object... arguments) {
    return send(from, to, calldata(signature, arguments));
  }

  JsonNode send(Wallet from, Address to, Bytes data) {
    return send(from, to, data, BigInteger.ZERO);
  }

  /** Runs a program with the value that it wants. */
  JsonNode send(Wallet from, Address to, ExecutorProgram program) {
    return send(from, to, program.toCalldata(), program.value().value().toBigInteger());
  }

  JsonNode send(Wallet from, Address to, Bytes data, BigInteger value) {
    Transaction call = Transaction.call(nonce(from), to, "any()");
    return send(
        from,
        new Transaction(
            call.nonce(), to, value, data, call.gas(), call.maxFee(), call.priorityFee()));
  }

  /**
   * Sends, mines and reads the receipt. Blocks are mined on demand and no two transactions are the
   * same: a chain that went back to a snapshot may otherwise leave one lying in its pool.
   */
  private JsonNode send(Wallet from, Transaction transaction) {
    TxHash hash = chain().anvil().send(from, transaction.withGas(GAS + ++sent));
    chain().control().mine();
    JsonNode receipt = chain().anvil().receipt(hash);
    if (!receipt.path("status").asString("").equals("0x1")) {
      throw new IllegalStateException(hash + " failed: " + receipt);
    }
    return receipt;
  }

  private long nonce(Wallet wallet) {
    return chain().anvil().nonce(wallet.address());
  }

  /** Lets the owner's account run the executor's code as itself (EIP-7702). */
  void delegateOwner() {
    byte[] designator = {(byte) 0xef, 0x01, 0x00};
    byte[] code = deployExecutor(Address.ZERO).toArray();
    chain().control().setCode(OWNER.address(), Abi.concat(designator, code));
  }

  /** Approves a venue's router, and Permit2 for it, to take the owner's token. */
  void approveRouter(Address token, Address router) {
    approve(token, router);
    approve(token, deployment().permit2());
    transact(
        OWNER,
        deployment().permit2(),
        "approve(address,address,uint160,uint48)",
        token,
        router,
        BigInteger.ONE.shiftLeft(160).subtract(BigInteger.ONE),
        BigInteger.ONE.shiftLeft(48).subtract(BigInteger.ONE));
  }

  /** What an account holds, and lets venues take, of all the chain's tokens and ether. */
  Map<String, BigInteger> holdings(Address account) {
    Map<String, BigInteger> holdings = new TreeMap<>();
    holdings.put("ETH", chain().anvil().balance(account));
    for (Token token : tokens().all()) {
      holdings.put(token.symbol(), balance(token.address(), account));
      for (Address venue :
          List.of(deployment().curve().pool(), deployment().balancerV2().vault())) {
        holdings.put(
            token.symbol() + " allowed to " + venue, allowance(token.address(), account, venue));
      }
    }
    return holdings;
  }

  /** The output that the executor's log of a transaction tells. */
  static BigInteger loggedOutput(JsonNode receipt, Address executor) {
    for (JsonNode log : receipt.required("logs")) {
      if (Address.parse(log.required("address").stringValue()).equals(executor)) {
        Log read =
            new Log(
                executor,
                List.of(Bytes32.parse(log.required("topics").required(0).stringValue())),
                Bytes.parse(log.required("data").stringValue()),
                0);
        return ExecutorLogs.amountOut(executor, List.of(read)).orElseThrow().toBigInteger();
      }
    }
    throw new AssertionError("no log of " + executor);
  }

  /** Runs a program as the owner; it must succeed. */
  JsonNode execute(ExecutorProgram program) {
    return send(OWNER, executor, program);
  }

  /** The data that the owner's call of the program reverts with. */
  Bytes refusal(ExecutorProgram program) {
    return refusal(
        OWNER.address(), executor, program.toCalldata(), program.value().value().toBigInteger());
  }

  /** The data that a call reverts with; fails where it does not. */
  Bytes refusal(Address from, Address to, Bytes data, BigInteger value) {
    return call(from, to, data, value).orElseThrow(() -> new AssertionError("the call succeeded"));
  }

  private Optional<Bytes> call(Address from, Address to, Bytes data, BigInteger value) {
    Map<String, Object> call = new HashMap<>();
    call.put("from", from.toString());
    call.put("to", to.toString());
    call.put("data", data.toString());
    call.put("value", JsonRpc.quantity(value));
    try {
      chain().anvil().rpc().call("eth_call", call, "latest");
      return Optional.empty();
    } catch (RpcRefusal refused) {
      String reason = refused.data();
      return Optional.of(reason.isEmpty() ? Bytes.EMPTY : Bytes.parse(reason));
    }
  }

  BigInteger balance(Address token, Address holder) {
    return chain().anvil().balance(token, holder);
  }

  BigInteger allowance(Address token, Address owner, Address spender) {
    return (BigInteger)
        chain()
            .anvil()
            .read(token, "allowance(address,address)", "(uint256)", owner, spender)
            .getFirst();
  }

  BigInteger ownerHas(Address token) {
    return balance(token, OWNER.address());
  }

  /** The time of the newest block. */
  Instant now() {
    JsonNode block = chain().anvil().rpc().call("eth_getBlockByNumber", "latest", false);
    return Instant.ofEpochSecond(JsonRpc.number(block.required("timestamp")).longValueExact());
  }

  /** A program of one leg, with an hour's time. */
  ExecutorProgram program(
      Address tokenIn, BigInteger amountIn, BigInteger minAmountOut, ExecutorHop... hops) {
    ExecutorLeg leg = new ExecutorLeg(tokenIn, Uint256.of(amountIn), List.of(hops));
    return new ExecutorProgram(
        now().plusSeconds(3_600),
        tokenIn,
        Uint256.of(amountIn),
        leg.tokenOut(),
        Uint256.of(minAmountOut),
        List.of(leg));
  }

  /** A pair with this much of each, which the deployer must have. */
  Address pair(Address one, Address other, BigInteger ofOne, BigInteger ofOther) {
    Address factory = deployment().uniswapV2().factory();
    transact(Wallet.DEPLOYER, factory, "createPair(address,address)", one, other);
    Address pair =
        (Address)
            chain()
                .anvil()
                .read(factory, "getPair(address,address)", "(address)", one, other)
                .getFirst();
    transact(Wallet.DEPLOYER, one, "transfer(address,uint256)", pair, ofOne);
    transact(Wallet.DEPLOYER, other, "transfer(address,uint256)", pair, ofOther);
    transact(Wallet.DEPLOYER, pair, "mint(address)", Wallet.DEPLOYER.address());
    return pair;
  }

  /** A V3 pool with a fee of 0.3 % at the price of one, with this much of each. */
  Address pool(Address one, Address other, BigInteger ofEach) {
    Address token0 = one.compareTo(other) < 0 ? one : other;
    Address token1 = token0.equals(one) ? other : one;
    Address manager = deployment().uniswapV3().positionManager();
    for (Address token : List.of(one, other)) {
      transact(Wallet.DEPLOYER, token, "approve(address,uint256)", manager, MAX);
    }
    transact(
        Wallet.DEPLOYER,
        manager,
        "createAndInitializePoolIfNecessary(address,address,uint24,uint160)",
        token0,
        token1,
        3_000,
        BigInteger.ONE.shiftLeft(96));
    transact(
        Wallet.DEPLOYER,
        manager,
        "mint((address,address,uint24,int24,int24,uint256,uint256,uint256,uint256,address,uint256))",
        List.of(
            token0,
            token1,
            3_000,
            -60_000,
            60_000,
            ofEach,
            ofEach,
            0,
            0,
            Wallet.DEPLOYER.address(),
            BigInteger.ONE.shiftLeft(47)));
    return (Address)
        chain()
            .anvil()
            .read(
                deployment().uniswapV3().factory(),
                "getPool(address,address,uint24)",
                "(address)",
                one,
                other,
                3_000)
            .getFirst();
  }

  static Bytes calldata(String signature, Object... arguments) {
    Signature.of(signature);
    return Bytes.wrap(Abi.call(signature, arguments));
  }

  @Override
  public void close() {
    devnet.close();
  }
}
