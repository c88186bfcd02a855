package dev.fairlead.devnet.anvil;

import dev.fairlead.devnet.rpc.Abi;
import dev.fairlead.devnet.rpc.DevnetException;
import dev.fairlead.devnet.rpc.JsonRpc;
import dev.fairlead.devnet.server.ServerProcess;
import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.TxHash;
import java.math.BigInteger;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * One running chain.
 *
 * <p>Reads are at the newest block. All methods block until the chain answered and are safe for use
 * by many threads; nonces are read from the chain, so one wallet should be used by one thread at a
 * time.
 */
public final class Anvil implements AutoCloseable {
  private static final Pattern LISTENING = Pattern.compile("^Listening on .*:(\\d+)$");

  private final ServerProcess process;
  private final ChainId chain;
  private final JsonRpc rpc;

  private Anvil(ServerProcess process, ChainId chain) {
    this.process = process;
    this.chain = chain;
    this.rpc = new JsonRpc(URI.create("http://127.0.0.1:" + process.port()));
  }

  /** Starts a chain and waits until it answers. */
  public static Anvil start(Path binary, AnvilSettings settings) {
    List<String> command = new ArrayList<>(List.of(binary.toString()));
    command.addAll(List.of("--host", "127.0.0.1", "--port", Integer.toString(settings.port())));
    command.addAll(settings.flags());
    return new Anvil(
        ServerProcess.start("anvil", command, Path.of("").toAbsolutePath(), Map.of(), LISTENING),
        settings.chain());
  }

  /** The chain's identity. */
  public ChainId chain() {
    return chain;
  }

  /** Where it serves JSON-RPC over HTTP. */
  public URI http() {
    return rpc.endpoint();
  }

  /** Where it serves JSON-RPC over WebSocket. */
  public URI webSocket() {
    return URI.create("ws://127.0.0.1:" + process.port());
  }

  /** Any JSON-RPC method, for what has no method here. */
  public JsonRpc rpc() {
    return rpc;
  }

  /** What can be done to this chain that no real chain allows. */
  public ChainControl control() {
    return new ChainControl(rpc);
  }

  /** Whether the process runs. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** The newest block's number. */
  public long blockNumber() {
    return JsonRpc.number(rpc.call("eth_blockNumber")).longValueExact();
  }

  /** An account's ether, in wei. */
  public BigInteger balance(Address account) {
    return JsonRpc.number(rpc.call("eth_getBalance", account.toString(), "latest"));
  }

  /** An account's amount of an ERC-20 token, in base units. */
  public BigInteger balance(Address token, Address account) {
    return (BigInteger) read(token, "balanceOf(address)", "(uint256)", account).getFirst();
  }

  /** The next nonce of an account, pending transactions counted. */
  public long nonce(Address account) {
    return JsonRpc.number(rpc.call("eth_getTransactionCount", account.toString(), "pending"))
        .longValueExact();
  }

  /** The code of an account. */
  public byte[] code(Address account) {
    return JsonRpc.bytes(rpc.call("eth_getCode", account.toString(), "latest"));
  }

  /**
   * Calls a contract without a transaction.
   *
   * @param signature such as {@code getAmountsOut(uint256,address[])}
   * @param returns such as {@code (uint256[])}
   */
  public List<Object> read(Address to, String signature, String returns, Object... arguments) {
    JsonNode answer =
        rpc.call(
            "eth_call",
            Map.of("to", to.toString(), "data", JsonRpc.hex(Abi.call(signature, arguments))),
            "latest");
    return Abi.decode(returns, JsonRpc.bytes(answer));
  }

  /** Signs and sends, and does not wait. */
  public TxHash send(Wallet wallet, Transaction transaction) {
    return send(transaction.sign(chain, wallet));
  }

  /** Sends signed bytes, and does not wait. */
  public TxHash send(Bytes signed) {
    return TxHash.parse(rpc.call("eth_sendRawTransaction", signed.toString()).asString());
  }

  /** Signs, sends and waits for the receipt; a transaction that reverts throws. */
  public JsonNode transact(Wallet wallet, Transaction transaction) {
    Bytes signed = transaction.sign(chain, wallet);
    JsonNode receipt = rpc.call("eth_sendRawTransactionSync", signed.toString());
    if (!receipt.path("status").asString("").equals("0x1")) {
      throw new DevnetException(
          DevnetException.Kind.FATAL,
          "transaction " + receipt.path("transactionHash").asString("?") + " reverted");
    }
    return receipt;
  }

  /** The same for who needs no receipt. */
  public void settle(Wallet wallet, Transaction transaction) {
    transact(wallet, transaction);
  }

  /** Creates a contract and waits for it; its address. */
  public Address create(Wallet wallet, byte[] initCode) {
    JsonNode receipt = transact(wallet, Transaction.create(nonce(wallet.address()), initCode));
    return Address.parse(receipt.required("contractAddress").asString());
  }

  /** Calls a contract by a transaction and waits for the receipt. */
  public JsonNode transact(Wallet wallet, Address to, String signature, Object... arguments) {
    return transact(wallet, Transaction.call(nonce(wallet.address()), to, signature, arguments));
  }

  /** The receipt, or a JSON null while there is none. */
  public JsonNode receipt(TxHash hash) {
    return rpc.call("eth_getTransactionReceipt", hash.toString());
  }

  /** Stops the process; all that happened on the chain is gone. */
  @Override
  public void close() {
    rpc.close();
    process.close();
  }
}
