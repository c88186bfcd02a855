package dev.fairlead.chain.rpc;

import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/**
 * What stands between this node and an endpoint. It is given the endpoint's name, and resolves it
 * itself.
 *
 * @param login who may use it; shown nowhere
 */
public record Proxy(Kind kind, String host, int port, Optional<Login> login) {
  /** How a proxy is asked for a connection. */
  public enum Kind {
    /** HTTP's method CONNECT. */
    HTTP,
    SOCKS5
  }

  private static final Map<String, Kind> SCHEMES =
      Map.of("http", Kind.HTTP, "socks5", Kind.SOCKS5, "socks5h", Kind.SOCKS5);

  /** Who may use a proxy. */
  public record Login(String user, String password) {
    @Override
    public String toString() {
      return "***";
    }
  }

  public Proxy {
    if (host.isEmpty()) {
      throw new IllegalArgumentException("a proxy has a host");
    }
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException("a proxy's port is between 1 and 65535 but is " + port);
    }
  }

  /** A proxy by its address, such as {@code socks5://proxy:1080}, without a login. */
  public static Proxy of(URI uri) {
    Kind kind = uri.getScheme() == null ? null : SCHEMES.get(uri.getScheme());
    if (kind == null || uri.getHost() == null || uri.getPort() < 0) {
      throw new IllegalArgumentException("a proxy is http://HOST:PORT or socks5://HOST:PORT");
    }
    if (uri.getRawUserInfo() != null) {
      throw new IllegalArgumentException("a proxy's login does not belong in its address");
    }
    return new Proxy(kind, uri.getHost(), uri.getPort(), Optional.empty());
  }

  public Proxy withLogin(Login login) {
    return new Proxy(kind, host, port, Optional.of(login));
  }

  InetSocketAddress address() {
    return InetSocketAddress.createUnresolved(host, port);
  }

  @Override
  public String toString() {
    return kind + " proxy " + host + ":" + port;
  }
}
