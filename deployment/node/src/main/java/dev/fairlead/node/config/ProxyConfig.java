package dev.fairlead.node.config;

import dev.fairlead.chain.rpc.Proxy;
import dev.fairlead.signing.Secret;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What an endpoint is reached through.
 *
 * @param address {@code http://HOST:PORT}, asked by CONNECT, or {@code socks5://HOST:PORT}
 * @param user with {@code password}, or neither
 */
public record ProxyConfig(URI address, @Nullable String user, @Nullable Secret password) {
  public ProxyConfig {
    if ((user == null) != (password == null)) {
      throw new IllegalArgumentException("user and password go together");
    }
    var _ = Proxy.of(address);
  }

  Proxy proxy() {
    Proxy proxy = Proxy.of(address);
    return user == null || password == null
        ? proxy
        : proxy.withLogin(
            new Proxy.Login(user, new String(password.reveal(), StandardCharsets.UTF_8)));
  }
}
