package dev.fairlead.chain.rpc;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** A proxy of either kind that knows one name, and wants a login if it was given one. */
final class TinyProxy implements AutoCloseable {
  /** Nobody but the proxy can resolve it. */
  static final String NAME = "only-the-proxy-knows.test";

  private final Proxy.Kind kind;
  private final Optional<Proxy.Login> login;
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final TinyServer server;

  TinyProxy(Proxy.Kind kind, Optional<Proxy.Login> login) {
    this.kind = kind;
    this.login = login;
    this.server = TinyServer.start(kind == Proxy.Kind.HTTP ? this::connect : this::socks);
  }

  Proxy address() {
    return new Proxy(kind, "127.0.0.1", server.port(), Optional.empty());
  }

  /** The targets that it was asked for. */
  List<String> asked() {
    return List.copyOf(asked);
  }

  private void connect(Socket client) throws IOException, InterruptedException {
    HttpTalk talk = new HttpTalk(client);
    HttpTalk.Request request = talk.read();
    String wanted =
        login
            .map(l ->
                "Basic "
                    + Base64.getEncoder()
                        .encodeToString(
                            (l.user() + ":" + l.password()).getBytes(StandardCharsets.UTF_8)))
            .orElse("");
    if (!request.headers().getOrDefault("proxy-authorization", "").equals(wanted)) {
      talk.answer("407 Proxy Authentication Required", "", "");
      return;
    }
    String[] target = request.line().split(" ", 3)[1].split(":", 2);
    try (Socket onward = open(target[0], Integer.parseInt(target[1]))) {
      talk.write("HTTP/1.1 200 Connection established\r\n\r\n");
      relay(talk.in(), client, onward);
    }
  }

  private void socks(Socket client) throws IOException, InterruptedException {
    DataInputStream in = new DataInputStream(client.getInputStream());
    OutputStream out = client.getOutputStream();
    in.skipNBytes(1);
    in.skipNBytes(in.readUnsignedByte());
    out.write(new byte[] {5, (byte) (login.isPresent() ? 2 : 0)});
    if (login.isPresent()) {
      in.skipNBytes(1);
      String user = text(in);
      boolean known = login.get().equals(new Proxy.Login(user, text(in)));
      out.write(new byte[] {1, (byte) (known ? 0 : 1)});
      if (!known) {
        return;
      }
    }
    in.skipNBytes(3);
    String host =
        switch (in.readUnsignedByte()) {
          case 1 -> InetAddress.getByAddress(in.readNBytes(4)).getHostAddress();
          case 3 -> text(in);
          default -> throw new IOException("neither an address nor a name");
        };
    try (Socket onward = open(host, in.readUnsignedShort())) {
      out.write(new byte[] {5, 0, 0, 1, 0, 0, 0, 0, 0, 0});
      relay(in, client, onward);
    }
  }

  private Socket open(String host, int port) throws IOException {
    asked.add(host + ":" + port);
    Socket onward = new Socket();
    onward.connect(
        new InetSocketAddress(
            host.equals(NAME) ? TinyServer.loopback() : InetAddress.getByName(host), port));
    onward.setTcpNoDelay(true);
    return onward;
  }

  private static void relay(InputStream from, Socket client, Socket onward)
      throws IOException, InterruptedException {
    Thread back =
        Thread.ofVirtual()
            .start(() -> {
              try (client) {
                onward.getInputStream().transferTo(client.getOutputStream());
              } catch (IOException e) {
                // One side left.
              }
            });
    try {
      from.transferTo(onward.getOutputStream());
    } finally {
      onward.close();
      back.join();
    }
  }

  private static String text(DataInputStream in) throws IOException {
    return new String(in.readNBytes(in.readUnsignedByte()), StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    server.close();
  }
}
