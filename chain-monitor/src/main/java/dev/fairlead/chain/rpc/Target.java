package dev.fairlead.chain.rpc;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/** A URI as the parts that a connection needs. */
record Target(URI uri, String host, int port, boolean secure, String path) {
  static Target of(URI uri) {
    boolean secure = uri.getScheme().equals("https") || uri.getScheme().equals("wss");
    int port = uri.getPort() > 0 ? uri.getPort() : secure ? 443 : 80;
    String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    return new Target(uri, uri.getHost(), port, secure, path + query);
  }

  /** Resolved anew for each connection. */
  InetSocketAddress address() {
    String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    return InetSocketAddress.createUnresolved(bare, port);
  }

  String hostHeader() {
    return port == (secure ? 443 : 80) ? host : host + ":" + port;
  }

  /** A login in the URI, unless the endpoint's own headers hold another, and those headers. */
  void authenticate(HttpHeaders request, Map<String, String> headers) {
    login().ifPresent(basic -> request.set(HttpHeaderNames.AUTHORIZATION, basic));
    headers.forEach(request::set);
  }

  private Optional<String> login() {
    return Optional.ofNullable(uri.getUserInfo())
        .map(login ->
            "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8)));
  }

  @Override
  public String toString() {
    return host + ":" + port;
  }
}
