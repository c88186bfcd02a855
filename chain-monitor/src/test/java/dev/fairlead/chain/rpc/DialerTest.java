package dev.fairlead.chain.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.chain.ChainException;
import dev.fairlead.chain.ChainException.Fault;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.resolver.dns.SingletonDnsServerAddressStreamProvider;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ServerSocketFactory;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How connections come about: names, TLS and proxies. */
final class DialerTest {
  private static final String PASSWORD = "s3cret-passw0rd";
  private static final Proxy.Login LOGIN = new Proxy.Login("trader", PASSWORD);
  private static final Proxy.Login STRANGER = new Proxy.Login("trader", "an0ther-" + PASSWORD);

  @ParameterizedTest
  @EnumSource
  void goesThroughAProxyThatResolvesTheNameItself(Proxy.Kind kind) {
    try (ChainIo io = ChainIo.open();
        TinyServer http = TinyServer.start(DialerTest::http);
        TinyServer socket = TinyServer.start(DialerTest::socket);
        TinyProxy proxy = new TinyProxy(kind, Optional.of(LOGIN))) {
      Proxy known = proxy.address().withLogin(LOGIN);
      RpcEndpoint byHttp =
          RpcEndpoint.of(uri("http", TinyProxy.NAME, http.port()), Optional.empty());
      RpcEndpoint bySocket = RpcEndpoint.ofWebSocket(uri("ws", TinyProxy.NAME, socket.port()));
      assertThat(ask(byHttp.withProxy(known), io)).isEqualTo(11);
      assertThat(ask(bySocket.withProxy(known), io)).isEqualTo(11);
      assertThat(proxy.asked())
          .containsExactly(
              TinyProxy.NAME + ":" + http.port(), TinyProxy.NAME + ":" + socket.port());
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("failures #115: a proxy's refusal shows no password")
  void saysThatAProxyRefusesWithoutTellingThePassword(Proxy.Kind kind) {
    try (ChainIo io = ChainIo.open();
        TinyServer http = TinyServer.start(DialerTest::http);
        TinyProxy proxy = new TinyProxy(kind, Optional.of(LOGIN))) {
      RpcEndpoint endpoint = Callers.http(http).withProxy(proxy.address().withLogin(STRANGER));
      assertThatExceptionOfType(ChainException.class)
          .isThrownBy(() -> ask(endpoint, io))
          .matches(e -> e.fault() == Fault.NO_ANSWER)
          .satisfies(e -> assertThat(whole(e)).doesNotContain(PASSWORD, "an0ther"));
      assertThat(http.accepted()).isZero();
      assertThat(endpoint.toString() + endpoint.proxy()).doesNotContain(PASSWORD);
    }
  }

  @Test
  @DisplayName("failures #115: no failure shows what an address or a header holds")
  void failuresHoldNoSecrets() {
    int free;
    try (TinyServer gone = TinyServer.start(DialerTest::http)) {
      free = gone.port();
    }
    try (ChainIo io = ChainIo.open()) {
      for (String scheme : new String[] {"http", "ws"}) {
        URI uri = URI.create(scheme + "://u:s3cret@127.0.0.1:" + free + "/v2/s3cret?key=s3cret");
        RpcEndpoint endpoint =
            (scheme.equals("ws")
                    ? RpcEndpoint.ofWebSocket(uri)
                    : RpcEndpoint.of(uri, Optional.empty()))
                .withHeaders(Map.of("X-Key", "s3cret"));
        assertThatExceptionOfType(ChainException.class)
            .isThrownBy(() -> ask(endpoint, io))
            .matches(e -> e.fault() == Fault.NO_ANSWER)
            .satisfies(e -> assertThat(whole(e)).contains("127.0.0.1").doesNotContain("s3cret"));
        assertThat(endpoint.toString()).doesNotContain("s3cret");
      }
    }
  }

  @Test
  void refusesAProxyAddressThatMakesNoSense() {
    assertThat(Proxy.of(URI.create("socks5://p:1080")).toString()).isEqualTo("SOCKS5 proxy p:1080");
    for (String wrong : new String[] {"p:1080", "ftp://p:1", "http://p", "http://u:s3cret@p:1"}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Proxy.of(URI.create(wrong)))
          .satisfies(e -> assertThat(e.getMessage()).doesNotContain("s3cret"));
    }
  }

  @Test
  @DisplayName("failures #81: TLS that does not prove the host carries no request")
  void speaksTlsOnlyWithTheHostThatItMeant(@TempDir Path home)
      throws IOException, InterruptedException, GeneralSecurityException {
    KeyStore keys = certificateOfLocalhost(home);
    AtomicInteger requests = new AtomicInteger();
    InetSocketAddress anywhere = new InetSocketAddress(TinyServer.loopback(), 0);
    TinyServer.Talk http =
        socket -> {
          // Whoever does not trust the certificate never gets to a request.
          requests.addAndGet(socket.getInputStream().read() >= 0 ? 1 : 0);
        };
    try (ChainIo io = ChainIo.open(trusting(keys), ChainIo.names());
        ChainIo strict = ChainIo.open();
        TinyServer byHttp = TinyServer.start(serving(keys), anywhere, DialerTest::http);
        TinyServer bySocket = TinyServer.start(serving(keys), anywhere, DialerTest::socket);
        TinyServer counting = TinyServer.start(serving(keys), anywhere, http)) {
      assertThat(ask(https("localhost", byHttp), io)).isEqualTo(11);
      assertThat(ask(wss("localhost", bySocket), io)).isEqualTo(11);
      for (RpcEndpoint wrong :
          new RpcEndpoint[] {https("127.0.0.1", counting), wss("127.0.0.1", counting)}) {
        assertThatThrownBy(() -> ask(wrong, io)).matches(e -> Callers.is(e, Fault.NO_ANSWER));
      }
      for (RpcEndpoint unknown :
          new RpcEndpoint[] {https("localhost", counting), wss("localhost", counting)}) {
        assertThatThrownBy(() -> ask(unknown, strict)).matches(e -> Callers.is(e, Fault.NO_ANSWER));
      }
      Callers.awaitTrue(() -> counting.accepted() == 4);
      assertThat(requests).hasValue(0);
    }
  }

  @Test
  @DisplayName("failures #81: a name is resolved anew, so that a moved endpoint is found")
  void followsANameThatMoves() throws IOException {
    try (TinyDns dns = new TinyDns();
        ChainIo io = resolvingBy(dns);
        TinyServer first = TinyServer.start(DialerTest::http)) {
      InetSocketAddress elsewhere =
          new InetSocketAddress(InetAddress.getByName("127.0.0.2"), first.port());
      try (TinyServer second =
              TinyServer.start(ServerSocketFactory.getDefault(), elsewhere, DialerTest::http);
          RpcClient client =
              Callers.client(
                  RpcEndpoint.of(uri("http", "node.test", first.port()), Optional.empty()), io)) {
        dns.answer(127, 0, 0, 1);
        assertThat(Callers.ask(client, 11)).isEqualTo(11);
        dns.answer(127, 0, 0, 2);
        first.cut();
        Callers.awaitTrue(() -> {
          try {
            return Callers.ask(client, 11) == 11;
          } catch (ChainException e) {
            // The end of the old connection may not have arrived yet.
            return false;
          }
        });
        assertThat(second.accepted()).isEqualTo(1);
      }
    }
  }

  @Test
  @DisplayName("failures #81: a name server that is silent costs no more than the deadline")
  void doesNotWaitForASilentNameServer() {
    try (TinyDns dns = new TinyDns();
        ChainIo io = resolvingBy(dns);
        TinyServer server = TinyServer.start(DialerTest::http);
        RpcClient other = Callers.client(Callers.http(server), io)) {
      RpcEndpoint lost =
          RpcEndpoint.of(uri("http", "node.test", server.port()), Optional.empty())
              .withDeadline(Duration.ofMillis(500));
      long started = System.nanoTime();
      assertThatThrownBy(() -> ask(lost, io)).matches(e -> Callers.is(e, Fault.NO_ANSWER));
      assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(2));
      assertThat(dns.asked()).isPositive();
      // Meanwhile nothing else was held up.
      assertThat(Callers.ask(other, 11)).isEqualTo(11);
    }
  }

  private static long ask(RpcEndpoint endpoint, ChainIo io) {
    try (RpcClient client = Callers.client(endpoint, io)) {
      return Callers.ask(client, 11);
    }
  }

  private static void http(Socket socket) throws IOException {
    HttpTalk talk = new HttpTalk(socket);
    while (true) {
      talk.answer(HttpTalk.echo(talk.read().body()));
    }
  }

  private static void socket(Socket socket) throws IOException {
    SocketTalk talk = SocketTalk.accept(socket);
    while (true) {
      talk.write(HttpTalk.echo(talk.read()));
    }
  }

  private static RpcEndpoint https(String host, TinyServer server) {
    return RpcEndpoint.of(uri("https", host, server.port()), Optional.empty());
  }

  private static RpcEndpoint wss(String host, TinyServer server) {
    return RpcEndpoint.ofWebSocket(uri("wss", host, server.port()));
  }

  private static URI uri(String scheme, String host, int port) {
    return URI.create(scheme + "://" + host + ":" + port);
  }

  private static ChainIo resolvingBy(TinyDns dns) {
    try {
      return ChainIo.open(
          SslContextBuilder.forClient().build(),
          ChainIo.names()
              .nameServerProvider(new SingletonDnsServerAddressStreamProvider(dns.where())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static KeyStore certificateOfLocalhost(Path home)
      throws IOException, InterruptedException, GeneralSecurityException {
    Path file = home.resolve("keys.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "server",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost",
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                "-storepass",
                PASSWORD)
            .redirectErrorStream(true)
            .start();
    String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(keytool.waitFor()).as(said).isZero();
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    return keys;
  }

  private static SslContext trusting(KeyStore keys) throws GeneralSecurityException, IOException {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("server", keys.getCertificate("server"));
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    return SslContextBuilder.forClient().trustManager(trust).build();
  }

  private static ServerSocketFactory serving(KeyStore keys) throws GeneralSecurityException {
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context.getServerSocketFactory();
  }

  private static String whole(Throwable failure) {
    StringWriter text = new StringWriter();
    failure.printStackTrace(new PrintWriter(text));
    return text.toString();
  }
}
