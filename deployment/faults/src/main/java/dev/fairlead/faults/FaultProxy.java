package dev.fairlead.faults;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Stands before a real JSON-RPC server, over HTTP and WebSocket on one loopback port, and commits
 * the faults that it was last told to; with none, bytes pass as they are.
 *
 * <p>Faults can be changed at any time, by any thread; an exchange keeps those that it began with.
 */
public final class FaultProxy implements AutoCloseable {
  static final int LARGEST_MESSAGE = 128 << 20;

  private final Upstream upstream;
  private final Spoiler spoiler;
  private final EventLoopGroup loops =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final ChannelGroup clients = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
  private final Channel server;
  private volatile boolean down;

  private FaultProxy(Upstream upstream, Consumer<String> heard) {
    this.upstream = upstream;
    this.spoiler = new Spoiler(heard);
    this.server =
        new ServerBootstrap()
            .group(loops)
            .channel(NioServerSocketChannel.class)
            .childHandler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    welcome(channel);
                  }
                })
            .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .syncUninterruptibly()
            .channel();
  }

  /** Stands before a server that may be spoken to over WebSocket too. */
  public static FaultProxy before(URI http, Optional<URI> webSocket) {
    return before(http, webSocket, _ -> {});
  }

  /**
   * Stands before a server, and lets another hear each message of a client, as it came, before the
   * server does.
   */
  public static FaultProxy before(URI http, Optional<URI> webSocket, Consumer<String> heard) {
    return new FaultProxy(new Upstream(http, webSocket), heard);
  }

  /** Where clients post requests. */
  public URI http() {
    return URI.create("http://127.0.0.1:" + port());
  }

  /** Where clients open WebSockets. */
  public URI webSocket() {
    return URI.create("ws://127.0.0.1:" + port());
  }

  /** The real server, for faults that need to ask it. */
  public RpcServer behind() {
    return upstream;
  }

  /** Commits these faults from now on, the first closest to the server; none is an honest proxy. */
  public void commit(Fault... faults) {
    spoiler.commit(List.of(faults));
  }

  /** How many messages went out otherwise than they came, and connections were refused. */
  public int spoiled() {
    return spoiler.spoiled();
  }

  /** Ends every connection. */
  public void cut() {
    clients.close().syncUninterruptibly();
  }

  /** Ends every connection, and each new one as soon as it is made. */
  public void goDown() {
    down = true;
    cut();
  }

  /** Accepts connections again. */
  public void comeUp() {
    down = false;
  }

  private void welcome(Channel channel) {
    if (down) {
      spoiler.count();
      var _ = channel.close();
      return;
    }
    clients.add(channel);
    channel
        .pipeline()
        .addLast(new HttpServerCodec())
        .addLast(new HttpObjectAggregator(LARGEST_MESSAGE))
        .addLast(new HttpSession(upstream, spoiler));
  }

  private int port() {
    return ((InetSocketAddress) server.localAddress()).getPort();
  }

  @Override
  public void close() {
    spoiler.close();
    server.close().syncUninterruptibly();
    cut();
    loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    upstream.close();
  }
}
