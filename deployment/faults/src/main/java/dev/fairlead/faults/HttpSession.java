package dev.fairlead.faults;

import dev.fairlead.faults.Delivery.Pace;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshakerFactory;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** One client's connection over HTTP: its requests are answered one after the other. */
@SuppressWarnings("FutureReturnValueIgnored") // a write that fails shows as the channel's end
final class HttpSession extends SimpleChannelInboundHandler<FullHttpRequest> {
  /** Those that belong to one connection, or that the client of the real server sets itself. */
  private static final Set<String> OWN_HEADERS =
      Set.of("host", "connection", "content-length", "upgrade", "expect", "transfer-encoding");

  private final Upstream upstream;
  private final Spoiler spoiler;
  private final ExecutorService worker =
      Executors.newSingleThreadExecutor(Thread.ofVirtual().name("fault-http").factory());

  HttpSession(Upstream upstream, Spoiler spoiler) {
    this.upstream = upstream;
    this.spoiler = spoiler;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
    if (request.headers().contains(HttpHeaderNames.UPGRADE, "websocket", true)) {
      upgrade(context, request);
      return;
    }
    String method = request.method().name();
    String path = request.uri();
    Map<String, String> headers = passed(request.headers());
    String body = request.content().toString(StandardCharsets.UTF_8);
    worker.execute(() -> respond(context.channel(), method, path, headers, body));
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    worker.shutdownNow();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    context.close();
  }

  private void upgrade(ChannelHandlerContext context, FullHttpRequest request) {
    WebSocketServerHandshaker handshaker =
        new WebSocketServerHandshakerFactory(
                "ws://" + request.headers().get(HttpHeaderNames.HOST),
                null,
                true,
                FaultProxy.LARGEST_MESSAGE)
            .newHandshaker(request);
    SocketSession session = new SocketSession(upstream, spoiler);
    handshaker.handshake(context.channel(), request);
    context
        .pipeline()
        .addLast(new WebSocketFrameAggregator(FaultProxy.LARGEST_MESSAGE))
        .addLast(session);
    context.pipeline().remove(this);
    worker.shutdownNow();
  }

  private void respond(
      Channel channel, String method, String path, Map<String, String> headers, String body) {
    try {
      spoiler.hear(body);
      write(channel, answer(method, path, headers, body));
    } catch (RuntimeException unanswered) {
      channel.close();
    }
  }

  private Delivery answer(String method, String path, Map<String, String> headers, String body) {
    if (spoiler.isHonest()) {
      return upstream.pass(method, path, headers, body);
    }
    JsonNode message;
    try {
      message = Messages.JSON.readTree(body);
    } catch (JacksonException notForFaults) {
      return upstream.pass(method, path, headers, body);
    }
    List<Delivery> deliveries = spoiler.answer(message, upstream);
    return deliveries.size() == 1
        ? deliveries.getFirst()
        : deliveries
            .getFirst()
            .withBody(
                deliveries.stream().map(Delivery::body).collect(Collectors.joining(",", "[", "]")));
  }

  private void write(Channel channel, Delivery delivery) {
    byte[] body = delivery.body().getBytes(StandardCharsets.UTF_8);
    switch (delivery.pace()) {
      case Pace.Whole() -> whole(channel, delivery, body);
      case Pace.After(var delay) -> {
        if (spoiler.pause(delay)) {
          whole(channel, delivery, body);
        }
      }
      case Pace.Drip(var everyByte) -> {
        channel.writeAndFlush(headOf(delivery, body.length));
        for (int i = 0; i < body.length && channel.isActive() && spoiler.pause(everyByte); i++) {
          channel.writeAndFlush(new DefaultHttpContent(Unpooled.wrappedBuffer(body, i, 1)));
        }
        channel.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT);
      }
      case Pace.Cut(int bytes) -> {
        if (bytes > 0) {
          channel.write(headOf(delivery, body.length));
        }
        channel
            .writeAndFlush(
                new DefaultHttpContent(
                    Unpooled.wrappedBuffer(body, 0, Math.min(bytes, body.length))))
            .addListener(ChannelFutureListener.CLOSE);
      }
      case Pace.Never() -> worker.shutdown();
    }
  }

  private static void whole(Channel channel, Delivery delivery, byte[] body) {
    DefaultFullHttpResponse response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1,
            HttpResponseStatus.valueOf(delivery.status()),
            Unpooled.wrappedBuffer(body));
    head(response, delivery, body.length);
    channel.writeAndFlush(response);
  }

  private static HttpResponse headOf(Delivery delivery, int length) {
    HttpResponse response =
        new DefaultHttpResponse(
            HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(delivery.status()));
    head(response, delivery, length);
    return response;
  }

  private static void head(HttpResponse response, Delivery delivery, int length) {
    delivery.headers().forEach(response.headers()::set);
    response.headers().set(HttpHeaderNames.CONTENT_TYPE, "application/json");
    response.headers().set(HttpHeaderNames.CONTENT_LENGTH, length);
  }

  private static Map<String, String> passed(HttpHeaders headers) {
    Map<String, String> passed = new HashMap<>();
    headers.forEach(header -> {
      if (!OWN_HEADERS.contains(header.getKey().toLowerCase(Locale.ROOT))) {
        passed.put(header.getKey(), header.getValue());
      }
    });
    return passed;
  }
}
