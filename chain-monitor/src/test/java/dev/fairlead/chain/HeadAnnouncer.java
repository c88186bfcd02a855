package dev.fairlead.chain;

import dev.fairlead.model.BlockHash;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** A web socket that announces the heads that a test tells it, true or not. */
@SuppressWarnings("FutureReturnValueIgnored") // what does not arrive is a lost announcement
final class HeadAnnouncer implements AutoCloseable {
  private static final int LARGEST = 1 << 16;

  private final EventLoopGroup loops =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final List<Channel> listeners = new CopyOnWriteArrayList<>();
  private final Channel server;

  HeadAnnouncer() {
    this.server =
        new ServerBootstrap()
            .group(loops)
            .channel(NioServerSocketChannel.class)
            .childHandler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    channel
                        .pipeline()
                        .addLast(new HttpServerCodec())
                        .addLast(new HttpObjectAggregator(LARGEST))
                        .addLast(new WebSocketServerProtocolHandler("/"))
                        .addLast(new Subscriptions());
                  }
                })
            .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .syncUninterruptibly()
            .channel();
  }

  URI uri() {
    return URI.create("ws://127.0.0.1:" + ((InetSocketAddress) server.localAddress()).getPort());
  }

  void announce(BlockHash head) {
    String message =
        """
        {"jsonrpc":"2.0","method":"eth_subscription",\
        "params":{"subscription":"0x1","result":{"hash":"%s"}}}\
        """
            .formatted(head);
    listeners.forEach(listener -> listener.writeAndFlush(new TextWebSocketFrame(message)));
  }

  /** Ends all connections without a word. */
  void drop() {
    listeners.forEach(Channel::close);
  }

  @Override
  public void close() {
    loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
  }

  private final class Subscriptions extends SimpleChannelInboundHandler<TextWebSocketFrame> {
    @Override
    protected void channelRead0(ChannelHandlerContext context, TextWebSocketFrame frame) {
      listeners.add(context.channel());
      context.writeAndFlush(
          new TextWebSocketFrame("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":\"0x1\"}"));
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      listeners.remove(context.channel());
    }
  }
}
