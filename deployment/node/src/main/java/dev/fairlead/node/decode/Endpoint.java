package dev.fairlead.node.decode;

import dev.fairlead.chain.ChainObserver;
import dev.fairlead.chain.rpc.ChainIo;
import dev.fairlead.chain.rpc.RpcClient;
import dev.fairlead.chain.rpc.RpcEndpoint;
import dev.fairlead.model.ChainId;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An endpoint that is asked for what it says, as it says it. */
public final class Endpoint implements AutoCloseable {
  private static final ChainId ANY = new ChainId(1);

  private final ChainIo io;
  private final RpcClient rpc;
  private final ChainId chain;

  private Endpoint(ChainIo io, RpcClient rpc, ChainId chain) {
    this.io = io;
    this.rpc = rpc;
    this.chain = chain;
  }

  /** Of a chain that must be {@code expected}; null takes the endpoint's word for it. */
  public static Endpoint open(RpcEndpoint endpoint, @Nullable ChainId expected) {
    ChainIo io = ChainIo.open();
    try {
      ChainId chain = expected == null ? asked(endpoint, io) : expected;
      return new Endpoint(io, new RpcClient(chain, endpoint, io, ChainObserver.none()), chain);
    } catch (RuntimeException e) {
      io.close();
      throw e;
    }
  }

  private static ChainId asked(RpcEndpoint endpoint, ChainIo io) {
    try (RpcClient asking = new RpcClient(ANY, endpoint, io, ChainObserver.none(), _ -> Map.of())) {
      return new ChainId(asking.call(RpcClient.chainId()).orThrow("eth_chainId"));
    }
  }

  /** The chain that the endpoint serves. */
  public ChainId chain() {
    return chain;
  }

  /** The whole response. */
  String call(String method, String params) {
    String body =
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\",\"params\":" + params + "}";
    return new String(rpc.post(body.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    rpc.close();
    io.close();
  }
}
