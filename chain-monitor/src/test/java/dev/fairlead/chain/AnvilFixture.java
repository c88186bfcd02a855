package dev.fairlead.chain;

import dev.fairlead.chain.endpoint.Endpoints;
import dev.fairlead.chain.rpc.ChainIo;
import dev.fairlead.chain.rpc.RpcEndpoint;
import dev.fairlead.devnet.anvil.Anvil;
import dev.fairlead.devnet.anvil.AnvilSettings;
import dev.fairlead.devnet.anvil.ChainControl;
import dev.fairlead.devnet.anvil.Wallet;
import dev.fairlead.model.Address;
import dev.fairlead.model.BlockHash;
import dev.fairlead.model.BlockNumber;
import dev.fairlead.model.BlockRef;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.FeePerGas;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.tx.SignedTransaction;
import dev.fairlead.parts.Parts;
import dev.fairlead.parts.Progress;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import tools.jackson.databind.JsonNode;

/**
 * An empty real chain of a test's own, with two contracts: one logs its input, one reverts with it.
 */
final class AnvilFixture implements AutoCloseable {
  static final ChainId ID = new ChainId(1);
  static final Wallet WALLET = Wallet.TRADER;
  static final Address LOGGER = Address.parse("0x00000000000000000000000000000000000106e5");
  static final Address REVERTER = Address.parse("0x0000000000000000000000000000000000004e7e");
  static final FeePerGas GWEI = FeePerGas.of(1_000_000_000L);

  static final Bytes LOG_INPUT = Bytes.parse("0x366000600037600035366000a100");
  static final Bytes REVERT_WITH_INPUT = Bytes.parse("0x366000600037366000fd");

  private final Anvil anvil;
  private final ChainIo io = ChainIo.open();
  private final List<EvmChain> opened = new ArrayList<>();

  AnvilFixture() {
    this(AnvilSettings.empty(ID));
  }

  AnvilFixture(AnvilSettings settings) {
    this.anvil = Anvil.start(Parts.ofUser(Progress.to(System.err)).anvil(), settings);
    control().setBalance(WALLET.address(), BigInteger.TEN.pow(22));
    control().setCode(LOGGER, LOG_INPUT.toArray());
    control().setCode(REVERTER, REVERT_WITH_INPUT.toArray());
  }

  Anvil anvil() {
    return anvil;
  }

  ChainControl control() {
    return anvil.control();
  }

  ChainIo io() {
    return io;
  }

  RpcEndpoint endpoint() {
    return RpcEndpoint.of(anvil.http(), Optional.of(anvil.webSocket()));
  }

  static ChainProfile profile(ChainProfile.Finality finality) {
    return new ChainProfile(
        ID,
        "devnet",
        Address.ZERO,
        Duration.ofSeconds(1),
        Duration.ofMillis(100),
        finality,
        BaseFeeRule.Eip1559.ETHEREUM,
        FeePerGas.of(1),
        FeePerGas.of(5_000_000_000L),
        FeePerGas.of(1_000_000_000_000L));
  }

  static ChainProfile confirmations(int blocks) {
    return profile(new ChainProfile.Finality.Confirmations(blocks));
  }

  static ChainProfile finalizedTag() {
    return profile(
        new ChainProfile.Finality.Tagged(
            ChainProfile.Finality.Tag.FINALIZED, Duration.ofMinutes(5)));
  }

  /** The newest block as the chain itself says. */
  BlockRef head() {
    return block("latest");
  }

  BlockRef block(String tag) {
    JsonNode block = anvil.rpc().call("eth_getBlockByNumber", tag, false);
    return new BlockRef(
        new BlockNumber(Long.decode(block.path("number").asString())),
        BlockHash.parse(block.path("hash").asString()));
  }

  /** What the chain itself says of these heights. */
  List<BlockRef> blocks(long from, long to) {
    return LongStream.rangeClosed(from, to)
        .mapToObj(number -> block("0x" + Long.toHexString(number)))
        .toList();
  }

  EvmChain open(ChainProfile profile) {
    return open(profile, endpoint(), ChainObserver.none());
  }

  EvmChain open(ChainProfile profile, RpcEndpoint endpoint, ChainObserver observer) {
    return open(profile, Endpoints.of(endpoint), observer);
  }

  EvmChain open(ChainProfile profile, Endpoints endpoints, ChainObserver observer) {
    EvmChain chain =
        EvmChain.open(
            profile, endpoints, io, Thread.ofVirtual().name("chain-", 0).factory(), observer);
    opened.add(chain);
    return chain;
  }

  /** With a window that outlives it. */
  EvmChain open(ChainProfile profile, ChainObserver observer, Path window) {
    return open(profile, endpoint(), observer, window);
  }

  EvmChain open(ChainProfile profile, RpcEndpoint endpoint, ChainObserver observer, Path window) {
    EvmChain chain =
        EvmChain.open(
            profile,
            Endpoints.of(endpoint),
            io,
            Thread.ofVirtual().name("chain-", 0).factory(),
            observer,
            window);
    opened.add(chain);
    return chain;
  }

  /** A transaction that makes the logger log {@code data}. */
  SignedTransaction logging(long nonce, Bytes data) {
    return TestTransactions.logging(nonce, data);
  }

  SignedTransaction signed(long nonce, Address to, Bytes data, FeePerGas tip, long gas) {
    return TestTransactions.signed(nonce, to, data, tip, TestTransactions.MAX_FEE, gas);
  }

  static Bytes word(long value) {
    return Bytes.wrap(Uint256.of(value).toBytes32());
  }

  @Override
  public void close() {
    opened.forEach(EvmChain::close);
    io.close();
    anvil.close();
  }
}
