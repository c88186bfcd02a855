package dev.fairlead.chain;

import dev.fairlead.chain.endpoint.Endpoints;
import dev.fairlead.chain.rpc.ChainIo;
import dev.fairlead.chain.rpc.RpcEndpoint;
import dev.fairlead.devnet.anvil.Anvil;
import dev.fairlead.devnet.anvil.AnvilSettings;
import dev.fairlead.devnet.hardhat.Hardhat;
import dev.fairlead.devnet.rpc.JsonRpc;
import dev.fairlead.model.Address;
import dev.fairlead.model.BlockHash;
import dev.fairlead.model.BlockNumber;
import dev.fairlead.model.BlockRef;
import dev.fairlead.model.Bytes;
import dev.fairlead.parts.Parts;
import dev.fairlead.parts.Progress;
import java.math.BigInteger;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * An empty real chain of one of the clients, with {@link AnvilFixture}'s two contracts; told what
 * to do by the methods that all the clients know.
 */
final class ClientFixture implements AutoCloseable {
  private final JsonRpc rpc;
  private final URI webSocket;
  private final Runnable stop;
  private final ChainIo io = ChainIo.open();
  private final List<EvmChain> opened = new ArrayList<>();

  /** A program that serves a chain. */
  enum Client {
    ANVIL,
    HARDHAT
  }

  private ClientFixture(JsonRpc rpc, URI webSocket, Runnable stop) {
    this.rpc = rpc;
    this.webSocket = webSocket;
    this.stop = stop;
    setBalance(AnvilFixture.WALLET.address(), BigInteger.TEN.pow(22));
    setCode(AnvilFixture.LOGGER, AnvilFixture.LOG_INPUT);
    setCode(AnvilFixture.REVERTER, AnvilFixture.REVERT_WITH_INPUT);
  }

  /** Starts one; {@code home} is for what a client keeps. */
  static ClientFixture start(Client client, Path home) {
    Parts parts = Parts.ofUser(Progress.to(System.err));
    return switch (client) {
      case ANVIL -> anvil(parts);
      case HARDHAT -> {
        Hardhat hardhat = Hardhat.start(parts.cache(), home, AnvilFixture.ID);
        yield new ClientFixture(hardhat.rpc(), hardhat.webSocket(), hardhat::close);
      }
    };
  }

  private static ClientFixture anvil(Parts parts) {
    Anvil anvil = Anvil.start(parts.anvil(), AnvilSettings.empty(AnvilFixture.ID));
    return new ClientFixture(anvil.rpc(), anvil.webSocket(), anvil::close);
  }

  JsonRpc rpc() {
    return rpc;
  }

  RpcEndpoint endpoint() {
    return RpcEndpoint.of(rpc.endpoint(), Optional.of(webSocket));
  }

  EvmChain open(ChainProfile profile) {
    return open(profile, endpoint(), ChainObserver.none());
  }

  EvmChain open(ChainProfile profile, RpcEndpoint endpoint, ChainObserver observer) {
    EvmChain chain =
        EvmChain.open(
            profile,
            Endpoints.of(endpoint),
            io,
            Thread.ofVirtual().name("follower").factory(),
            observer);
    opened.add(chain);
    return chain;
  }

  void mine(int blocks) {
    for (int i = 0; i < blocks; i++) {
      rpc.call("evm_mine");
    }
  }

  void setAutomine(boolean on) {
    rpc.call("evm_setAutomine", on);
  }

  void setBalance(Address account, BigInteger wei) {
    rpc.call("hardhat_setBalance", account.toString(), JsonRpc.quantity(wei));
  }

  void setCode(Address account, Bytes code) {
    rpc.call("hardhat_setCode", account.toString(), code.toString());
  }

  String snapshot() {
    return rpc.call("evm_snapshot").asString();
  }

  /** Goes back to a snapshot, from where another branch begins. */
  void branchFrom(String snapshot, int blocks) {
    rpc.call("evm_revert", snapshot);
    branch(blocks);
  }

  /** Mines blocks that no other chain has: they are of a later time. */
  void branch(int blocks) {
    rpc.call("evm_increaseTime", 1000);
    mine(blocks);
  }

  /** Whether the real chain has this block. */
  boolean isCanonical(BlockRef ref) {
    return rpc.call("eth_getBlockByNumber", JsonRpc.quantity(ref.number().value()), false)
        .path("hash")
        .asString("")
        .equals(ref.hash().toString());
  }

  /** Another anvil with the same blocks up to now. */
  ClientFixture twin() {
    ClientFixture twin = anvil(Parts.ofUser(Progress.to(System.err)));
    twin.rpc.call("anvil_loadState", rpc.call("anvil_dumpState").asString());
    return twin;
  }

  BlockRef head() {
    return block("latest");
  }

  BlockRef block(String tag) {
    JsonNode block = rpc.call("eth_getBlockByNumber", tag, false);
    return new BlockRef(
        new BlockNumber(Long.decode(block.path("number").asString())),
        BlockHash.parse(block.path("hash").asString()));
  }

  @Override
  public void close() {
    opened.forEach(EvmChain::close);
    io.close();
    stop.run();
  }
}
