package dev.fairlead.chain.rpc;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Optional;

/** A URI as the parts that a connection needs. */
record Target(String host, int port, boolean secure, String path) {
  static Target of(URI uri) {
    boolean secure = uri.getScheme().equals("https") || uri.getScheme().equals("wss");
    int port = uri.getPort() > 0 ? uri.getPort() : secure ? 443 : 80;
    String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    return new Target(uri.getHost(), port, secure, path + query);
  }

  /** Resolved anew for each connection. */
  InetSocketAddress address() {
    return new InetSocketAddress(host, port);
  }

  String hostHeader() {
    return port == (secure ? 443 : 80) ? host : host + ":" + port;
  }

  Optional<SslHandler> tls(SslContext context, ByteBufAllocator allocator) {
    return secure ? Optional.of(context.newHandler(allocator, host, port)) : Optional.empty();
  }
}
