package dev.fairlead.chain.rpc;

import dev.fairlead.chain.ChainException;
import dev.fairlead.chain.json.JsonInput;
import dev.fairlead.model.ChainId;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Asks for the id of the chain that is served, which must be the wanted one. */
final class ChainGreeting implements Greeting {
  /** The requests of clients begin above it. */
  private static final long ID = 0;

  private static final byte[] BODY =
      "{\"jsonrpc\":\"2.0\",\"id\":0,\"method\":\"eth_chainId\",\"params\":[]}"
          .getBytes(StandardCharsets.UTF_8);

  private final ChainId chain;
  private final RpcEndpoint endpoint;
  private final RpcDecoder decoder;
  private final Pacing pacing;

  ChainGreeting(ChainId chain, RpcEndpoint endpoint, RpcDecoder decoder, Pacing pacing) {
    this.chain = chain;
    this.endpoint = endpoint;
    this.decoder = decoder;
    this.pacing = pacing;
  }

  @Override
  public Optional<Parcel> question() {
    pacing.count("eth_chainId");
    return Optional.of(new Parcel(BODY, ID, 1, Map.of()));
  }

  @Override
  public void check(Answer answer) {
    RpcReply<?> reply = reply(pacing.heed(answer));
    pacing.heed(List.of(reply));
    Object served = reply.orThrow("eth_chainId");
    if (!served.equals(chain.value())) {
      throw ChainException.wrongChain(
          endpoint + " serves chain " + served + " instead of chain " + chain);
    }
  }

  private RpcReply<?> reply(Answer answer) {
    try {
      return decoder
          .decode(answer.body(), 1, id -> id == ID ? JsonInput::quantityAsLong : null)
          .values()
          .stream()
          .findFirst()
          .orElseThrow(() -> ChainException.retryable("eth_chainId was not answered"));
    } catch (ChainException notJsonRpc) {
      throw answer.status() == 200 ? notJsonRpc : Failures.status(endpoint, answer.status());
    }
  }
}
