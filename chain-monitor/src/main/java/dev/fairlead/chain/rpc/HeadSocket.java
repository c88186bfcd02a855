package dev.fairlead.chain.rpc;

import dev.fairlead.chain.ChainException;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler.ClientHandshakeStateEvent;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.handler.timeout.IdleStateHandler;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * Listens for announcements of new heads, for as long as it is open; a connection that ends or
 * falls silent is made again, with growing pauses. What it hears is a hint and never a fact:
 * announcements may be missing, doubled, late or wrong.
 */
@SuppressWarnings("FutureReturnValueIgnored") // every outcome shows as the channel's end
public final class HeadSocket implements AutoCloseable {
  private static final int SILENCE_SECONDS = 30;
  private static final int FRAME_LIMIT = 1 << 20;
  private static final long FIRST_PAUSE_MILLIS = 100;
  private static final long LONGEST_PAUSE_MILLIS = 10_000;
  private static final String SUBSCRIBE =
      "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"eth_subscribe\",\"params\":[\"newHeads\"]}";

  private final ChainIo io;
  private final URI uri;
  private final Target target;
  private final HttpHeaders headers = new DefaultHttpHeaders();
  private final Duration deadline;
  private final HeadHints hints;
  private final HeadAnnouncement announcements;
  private volatile boolean closed;
  private volatile Channel channel;
  private long pauseMillis = FIRST_PAUSE_MILLIS;

  private HeadSocket(ChainIo io, URI uri, RpcEndpoint endpoint, HeadHints hints) {
    this.io = io;
    this.uri = uri;
    this.target = Target.of(uri);
    this.deadline = endpoint.deadline();
    this.hints = hints;
    this.announcements = new HeadAnnouncement();
    endpoint.headers().forEach(headers::set);
    this.channel = connect();
  }

  /** Starts to listen; returns at once. */
  public static HeadSocket open(ChainIo io, URI uri, RpcEndpoint endpoint, HeadHints hints) {
    return new HeadSocket(io, uri, endpoint, hints);
  }

  @Override
  public void close() {
    closed = true;
    channel.close();
  }

  private Channel connect() {
    WebSocketClientProtocolConfig handshake =
        WebSocketClientProtocolConfig.newBuilder()
            .webSocketUri(uri)
            .customHeaders(headers)
            .maxFramePayloadLength(FRAME_LIMIT)
            .handshakeTimeoutMillis(deadline.toMillis())
            .build();
    Channel opening =
        new Bootstrap()
            .group(io.loops())
            .channel(NioSocketChannel.class)
            .option(ChannelOption.TCP_NODELAY, true)
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) deadline.toMillis())
            .handler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    target
                        .tls(io.tls(), channel.alloc())
                        .ifPresent(tls -> channel.pipeline().addLast(tls));
                    channel
                        .pipeline()
                        .addLast(new HttpClientCodec())
                        .addLast(new HttpObjectAggregator(FRAME_LIMIT))
                        .addLast(new WebSocketClientProtocolHandler(handshake))
                        .addLast(new WebSocketFrameAggregator(FRAME_LIMIT))
                        .addLast(new IdleStateHandler(2 * SILENCE_SECONDS, SILENCE_SECONDS, 0))
                        .addLast(new Handler());
                  }
                })
            .connect(target.address())
            .channel();
    opening.closeFuture().addListener(_ -> reconnect());
    return opening;
  }

  private void reconnect() {
    if (closed || io.loops().isShuttingDown()) {
      return;
    }
    long pause = pauseMillis + ThreadLocalRandom.current().nextLong(pauseMillis);
    pauseMillis = Math.min(2 * pauseMillis, LONGEST_PAUSE_MILLIS);
    var _ =
        io.loops()
            .schedule(
                () -> {
                  if (!closed) {
                    channel = connect();
                  }
                },
                pause,
                TimeUnit.MILLISECONDS);
  }

  private final class Handler extends SimpleChannelInboundHandler<WebSocketFrame> {
    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
      if (event == ClientHandshakeStateEvent.HANDSHAKE_COMPLETE) {
        if (closed) {
          context.close();
          return;
        }
        context.writeAndFlush(new TextWebSocketFrame(SUBSCRIBE));
        // What was announced while nobody listened is found by asking.
        hints.wake();
      } else if (event instanceof IdleStateEvent idle) {
        switch (idle.state()) {
          case WRITER_IDLE -> context.writeAndFlush(new PingWebSocketFrame());
          case READER_IDLE, ALL_IDLE -> context.close();
        }
      }
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, WebSocketFrame frame) {
      if (frame instanceof TextWebSocketFrame) {
        try {
          announcements
              .read(ByteBufUtil.getBytes(frame.content()))
              .ifPresent(head -> {
                pauseMillis = FIRST_PAUSE_MILLIS;
                hints.announce(head);
              });
        } catch (ChainException malformed) {
          context.close();
        }
      }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      context.close();
    }
  }
}
