package dev.fairlead.faults;

import dev.fairlead.faults.Delivery.Pace;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One client's WebSocket, with one of its own to the real server. Its messages are handled one
 * after the other; a late answer holds up none that follow.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a write that fails shows as the channel's end
final class SocketSession extends SimpleChannelInboundHandler<WebSocketFrame> {
  private final Upstream upstream;
  private final Spoiler spoiler;
  private final ExecutorService worker =
      Executors.newSingleThreadExecutor(Thread.ofVirtual().name("fault-socket").factory());
  private @Nullable UpstreamSocket real;

  SocketSession(Upstream upstream, Spoiler spoiler) {
    this.upstream = upstream;
    this.spoiler = spoiler;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    Channel channel = context.channel();
    worker.execute(() ->
        guarded(
            channel,
            () ->
                real =
                    upstream.open(
                        message -> later(channel, () -> announce(channel, message)),
                        channel::close)));
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, WebSocketFrame frame) {
    Channel channel = context.channel();
    switch (frame) {
      case TextWebSocketFrame text -> {
        String message = text.text();
        later(channel, () -> answer(channel, message));
      }
      case PingWebSocketFrame ping ->
          context.writeAndFlush(new PongWebSocketFrame(ping.content().retain()));
      case CloseWebSocketFrame _ -> context.close();
      default -> {
        // Nobody sends anything else to a JSON-RPC server.
      }
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    later(
        context.channel(),
        () -> {
          UpstreamSocket open = real;
          if (open != null) {
            open.close();
          }
        });
    worker.shutdown();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    context.close();
  }

  private void later(Channel channel, Runnable step) {
    if (!worker.isShutdown()) {
      worker.execute(() -> guarded(channel, step));
    }
  }

  private static void guarded(Channel channel, Runnable step) {
    try {
      step.run();
    } catch (RuntimeException unanswered) {
      channel.close();
    }
  }

  private void answer(Channel channel, String message) {
    UpstreamSocket open = real;
    if (open != null) {
      spoiler.hear(message);
      JsonNode parsed = Messages.JSON.readTree(message);
      spoiler.answer(parsed, open).forEach(delivery -> write(channel, delivery));
    }
  }

  private void announce(Channel channel, JsonNode message) {
    spoiler.announce(message).forEach(delivery -> write(channel, delivery));
  }

  private void write(Channel channel, Delivery delivery) {
    byte[] body = delivery.body().getBytes(StandardCharsets.UTF_8);
    switch (delivery.pace()) {
      case Pace.Whole() -> channel.writeAndFlush(whole(body));
      case Pace.After(var delay) ->
          channel
              .eventLoop()
              .schedule(
                  () -> channel.writeAndFlush(whole(body)), delay.toNanos(), TimeUnit.NANOSECONDS);
      case Pace.Drip(var everyByte) -> {
        for (int i = 0; i < body.length && channel.isActive() && spoiler.pause(everyByte); i++) {
          boolean last = i == body.length - 1;
          byte[] one = Arrays.copyOfRange(body, i, i + 1);
          channel.writeAndFlush(
              i == 0
                  ? new TextWebSocketFrame(last, 0, Unpooled.wrappedBuffer(one))
                  : new ContinuationWebSocketFrame(last, 0, Unpooled.wrappedBuffer(one)));
        }
      }
      case Pace.Cut(int bytes) ->
          channel
              .writeAndFlush(
                  new TextWebSocketFrame(
                      false, 0, Unpooled.wrappedBuffer(body, 0, Math.min(bytes, body.length))))
              .addListener(ChannelFutureListener.CLOSE);
      case Pace.Never() -> {
        // The client waits.
      }
    }
  }

  private static TextWebSocketFrame whole(byte[] body) {
    return new TextWebSocketFrame(Unpooled.wrappedBuffer(body));
  }
}
