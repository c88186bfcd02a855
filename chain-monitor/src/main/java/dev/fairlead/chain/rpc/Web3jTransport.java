package dev.fairlead.chain.rpc;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.web3j.protocol.Service;

/**
 * Carries Web3j's requests over this node's own transport, so that Web3j's types can be used above
 * it, with the same deadlines, limits and chain check.
 */
public final class Web3jTransport extends Service {
  private final RpcClient client;

  public Web3jTransport(RpcClient client) {
    super(false);
    this.client = client;
  }

  @Override
  protected InputStream performIO(String payload) {
    return new ByteArrayInputStream(client.post(payload.getBytes(StandardCharsets.UTF_8)));
  }

  /** Leaves the client open: it belongs to whoever made it. */
  @Override
  public void close() {}
}
