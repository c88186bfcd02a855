package dev.fairlead.bench.chain;

import dev.fairlead.chain.BaseFeeRule;
import dev.fairlead.chain.ChainObserver;
import dev.fairlead.chain.ChainProfile;
import dev.fairlead.chain.EvmChain;
import dev.fairlead.chain.endpoint.Endpoints;
import dev.fairlead.chain.rpc.ChainIo;
import dev.fairlead.chain.rpc.RpcEndpoint;
import dev.fairlead.devnet.anvil.Anvil;
import dev.fairlead.devnet.anvil.AnvilSettings;
import dev.fairlead.devnet.anvil.Transaction;
import dev.fairlead.devnet.anvil.Wallet;
import dev.fairlead.model.Address;
import dev.fairlead.model.BlockHash;
import dev.fairlead.model.BlockNumber;
import dev.fairlead.model.BlockRef;
import dev.fairlead.model.Bytes32;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.FeePerGas;
import dev.fairlead.parts.Parts;
import dev.fairlead.parts.Progress;
import java.math.BigInteger;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** A real chain on this machine that mines when it is told, and how it is followed. */
final class LocalChain implements AutoCloseable {
  static final ChainId ID = new ChainId(1);

  private final Anvil anvil;
  private final ChainIo io = ChainIo.open();
  private long nonce;

  private LocalChain(Anvil anvil) {
    this.anvil = anvil;
  }

  static LocalChain start(Progress progress) {
    Anvil anvil = Anvil.start(Parts.ofUser(progress).anvil(), AnvilSettings.empty(ID));
    anvil.control().setBalance(Wallet.TRADER.address(), BigInteger.TEN.pow(24));
    anvil.control().setAutomine(false);
    return new LocalChain(anvil);
  }

  Anvil anvil() {
    return anvil;
  }

  /** Follows it; {@code announced} heads come by a web socket, others are polled for. */
  EvmChain follow(boolean announced, Duration poll, ChainObserver observer, Path window) {
    Optional<URI> socket = announced ? Optional.of(anvil.webSocket()) : Optional.empty();
    return EvmChain.open(
        profile(poll),
        Endpoints.of(RpcEndpoint.of(anvil.http(), socket)),
        io,
        Thread.ofVirtual().name("bench-chain-", 0).factory(),
        observer,
        window);
  }

  /** Puts so many small transactions into the pool. */
  void send(int transactions) {
    for (int i = 0; i < transactions; i++) {
      var _ =
          anvil.send(Wallet.TRADER, Transaction.call(nonce++, Address.ZERO, "f()").withGas(50_000));
    }
  }

  /** The newest block, as the chain itself says. */
  BlockRef head() {
    var block = anvil.rpc().call("eth_getBlockByNumber", "latest", false);
    return new BlockRef(
        new BlockNumber(Long.decode(block.path("number").asString())),
        new BlockHash(Bytes32.parse(block.path("hash").asString())));
  }

  private static ChainProfile profile(Duration poll) {
    return new ChainProfile(
        ID,
        "bench",
        Address.ZERO,
        Duration.ofSeconds(1),
        poll,
        new ChainProfile.Finality.Confirmations(ChainProfile.WINDOW),
        BaseFeeRule.Eip1559.ETHEREUM,
        FeePerGas.of(1),
        FeePerGas.of(5_000_000_000L),
        FeePerGas.of(1_000_000_000_000L));
  }

  @Override
  public void close() {
    io.close();
    anvil.close();
  }
}
