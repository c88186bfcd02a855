package dev.fairlead.chain.relay;

import dev.fairlead.chain.ChainException;
import dev.fairlead.chain.ChainObserver;
import dev.fairlead.chain.json.JsonInput;
import dev.fairlead.chain.rpc.ChainIo;
import dev.fairlead.chain.rpc.RpcClient;
import dev.fairlead.chain.rpc.RpcEndpoint;
import dev.fairlead.chain.rpc.RpcError;
import dev.fairlead.chain.rpc.RpcReply;
import dev.fairlead.chain.rpc.RpcRequest;
import dev.fairlead.model.BlockNumber;
import dev.fairlead.model.Bytes32;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.TxHash;
import dev.fairlead.model.intent.SubmissionOutcome;
import dev.fairlead.model.tx.SignedTransaction;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * A relay that speaks Flashbots' methods, and signs each request over the exact bytes sent.
 *
 * <p>It knows one endpoint. That must be encrypted unless it is on this machine, and its query may
 * hold nothing that could widen who sees a transaction.
 */
public final class FlashbotsRelay implements PrivateRelay {
  private static final int BUNDLE_LIMIT = 100;
  private static final Set<String> HARMLESS_QUERY = Set.of("originId");
  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");

  private final ChainId chain;
  private final String channel;
  private final RpcClient rpc;
  private final ChainObserver observer;

  /**
   * A relay of {@code chain}.
   *
   * @param name for events and metrics, such as {@code flashbots}
   * @throws IllegalArgumentException if the endpoint could leak what it is given
   */
  public FlashbotsRelay(
      ChainId chain,
      String name,
      RpcEndpoint endpoint,
      RequestSigner signer,
      ChainIo io,
      ChainObserver observer) {
    requireDiscreet(
        endpoint
            .http()
            .filter(_ -> endpoint.calls() == RpcEndpoint.Route.HTTP)
            .orElseThrow(() -> new IllegalArgumentException("a relay is spoken to by https")));
    this.chain = chain;
    this.channel = "relay:" + name;
    this.observer = observer;
    this.rpc =
        new RpcClient(
            chain,
            endpoint,
            io,
            observer,
            body -> Map.of("X-Flashbots-Signature", signer.header(body)));
  }

  @Override
  public String channel() {
    return channel;
  }

  @Override
  public SubmissionOutcome send(
      List<SignedTransaction> bundle, BlockNumber target, UUID replacement) {
    if (bundle.isEmpty() || bundle.size() > BUNDLE_LIMIT) {
      throw new IllegalArgumentException("a bundle has 1 to 100 transactions: " + bundle.size());
    }
    Optional<SubmissionOutcome> foreign =
        bundle.stream().flatMap(t -> foreign(t).stream()).findFirst();
    if (foreign.isPresent()) {
      return foreign.get();
    }
    String transactions =
        bundle.stream().map(t -> "\"" + t.raw() + "\"").collect(Collectors.joining(",", "[", "]"));
    return outcome(
        new RpcRequest<>(
            "eth_sendBundle",
            "[{\"txs\":"
                + transactions
                + ",\"blockNumber\":\""
                + quantity(target)
                + "\",\"replacementUuid\":\""
                + replacement
                + "\"}]",
            FlashbotsRelay::taken));
  }

  @Override
  public SubmissionOutcome sendPrivate(SignedTransaction transaction, BlockNumber lastBlock) {
    return foreign(transaction)
        .orElseGet(() ->
            outcome(
                new RpcRequest<>(
                    "eth_sendPrivateTransaction",
                    "[{\"tx\":\""
                        + transaction.raw()
                        + "\",\"maxBlockNumber\":\""
                        + quantity(lastBlock)
                        + "\"}]",
                    in -> sameHash(transaction.hash(), in))));
  }

  @Override
  public SubmissionOutcome cancelBundle(UUID replacement) {
    return outcome(
        new RpcRequest<>(
            "eth_cancelBundle",
            "[{\"replacementUuid\":\"" + replacement + "\"}]",
            FlashbotsRelay::cancelled));
  }

  @Override
  public SubmissionOutcome cancelPrivate(TxHash hash) {
    return outcome(
        new RpcRequest<>(
            "eth_cancelPrivateTransaction",
            "[{\"txHash\":\"" + hash + "\"}]",
            FlashbotsRelay::cancelled));
  }

  @Override
  public void close() {
    rpc.close();
  }

  private SubmissionOutcome outcome(RpcRequest<SubmissionOutcome> request) {
    try {
      return switch (rpc.call(request)) {
        case RpcReply.Result<SubmissionOutcome>(SubmissionOutcome outcome) -> outcome;
        case RpcReply.Failed<SubmissionOutcome>(RpcError error) -> failed(error);
      };
    } catch (ChainException e) {
      String message = String.valueOf(e.getMessage());
      return e.kind() == ChainException.Kind.FATAL
          ? new SubmissionOutcome.Refused(message)
          : new SubmissionOutcome.Unknown(message);
    }
  }

  /** An error is a refusal, unless it says that the relay itself does not know. */
  private static SubmissionOutcome failed(RpcError error) {
    String words = error.words();
    if (words.contains("already known")) {
      return new SubmissionOutcome.Sent();
    }
    boolean unsure =
        error.code() == -32603
            || words.contains("internal")
            || words.contains("timeout")
            || words.contains("timed out");
    return unsure
        ? new SubmissionOutcome.Unknown(error.toString())
        : new SubmissionOutcome.Refused(error.toString());
  }

  private Optional<SubmissionOutcome> foreign(SignedTransaction transaction) {
    ChainId signedFor = transaction.transaction().chain();
    return signedFor.equals(chain)
        ? Optional.empty()
        : Optional.of(
            new SubmissionOutcome.Refused("signed for chain " + signedFor + ", not " + chain));
  }

  private SubmissionOutcome sameHash(TxHash ours, JsonInput in) {
    Bytes32 answered = in.bytes32();
    if (answered.equals(ours.value())) {
      return new SubmissionOutcome.Sent();
    }
    observer.foreignHash(chain, ours, answered.toString());
    return new SubmissionOutcome.Unknown("the relay answered with the hash " + answered);
  }

  private static SubmissionOutcome taken(JsonInput in) {
    boolean nothing = in.isNull();
    in.skip();
    return nothing
        ? new SubmissionOutcome.Unknown("the relay answered nothing")
        : new SubmissionOutcome.Sent();
  }

  /** Relays answer with true, with nothing, or with an object. */
  private static SubmissionOutcome cancelled(JsonInput in) {
    boolean refused = in.isFalse();
    in.skip();
    return refused
        ? new SubmissionOutcome.Refused("the relay did not cancel")
        : new SubmissionOutcome.Sent();
  }

  private static void requireDiscreet(URI uri) {
    if (!uri.getScheme().equals("https") && !LOOPBACK.contains(uri.getHost())) {
      throw new IllegalArgumentException(
          "a relay must be spoken to by https, but " + uri.getHost() + " is not");
    }
    if (uri.getPath() != null && uri.getPath().startsWith("/fast")) {
      throw new IllegalArgumentException("the path /fast hands transactions to all builders");
    }
    String query = uri.getQuery() == null ? "" : uri.getQuery();
    for (String flag : query.split("&", -1)) {
      String key = flag.split("=", 2)[0];
      if (!key.isEmpty() && !HARMLESS_QUERY.contains(key)) {
        throw new IllegalArgumentException(
            "a relay's address may not hold \"" + key + "\": it can widen who sees a transaction");
      }
    }
  }

  private static String quantity(BlockNumber number) {
    return "0x" + Long.toHexString(number.value());
  }
}
