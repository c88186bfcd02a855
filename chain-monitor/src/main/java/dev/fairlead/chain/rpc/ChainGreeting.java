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
  private final RateBudget budget;

  ChainGreeting(ChainId chain, RpcEndpoint endpoint, RpcDecoder decoder, RateBudget budget) {
    this.chain = chain;
    this.endpoint = endpoint;
    this.decoder = decoder;
    this.budget = budget;
  }

  @Override
  public Optional<Parcel> question() {
    budget.spend(budget.cost(List.of("eth_chainId")));
    return Optional.of(new Parcel(BODY, ID, 1, Map.of()));
  }

  @Override
  public void check(Answer answer) {
    RpcReply<?> reply;
    try {
      reply =
          decoder
              .decode(answer.body(), 1, id -> id == ID ? JsonInput::quantityAsLong : null)
              .values()
              .iterator()
              .next();
    } catch (ChainException notJsonRpc) {
      throw answer.status() == 200 ? notJsonRpc : Failures.status(endpoint, answer.status());
    }
    if (!reply.orThrow("eth_chainId").equals(chain.value())) {
      throw ChainException.wrongChain(
          endpoint
              + " serves chain "
              + reply.orThrow("eth_chainId")
              + " instead of chain "
              + chain);
    }
  }
}
