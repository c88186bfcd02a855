package dev.fairlead.chain.rpc;

import dev.fairlead.chain.ChainException;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpContentException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One keep-alive connection. Requests may follow each other before they are answered; the answers
 * come in the same order. When it ends, everything on it fails.
 */
@SuppressWarnings("FutureReturnValueIgnored") // every outcome shows as the channel's end
final class HttpConnection implements AutoCloseable {
  private final Channel channel;
  private final Target target;
  private final RpcEndpoint endpoint;
  private final Handler handler;

  HttpConnection(Channel channel, Target target, RpcEndpoint endpoint, Handler handler) {
    this.channel = channel;
    this.target = target;
    this.endpoint = endpoint;
    this.handler = handler;
  }

  static void protocol(ChannelPipeline pipeline, int maxResponseBytes, Handler handler) {
    pipeline
        .addLast(new HttpClientCodec())
        .addLast(new HttpObjectAggregator(maxResponseBytes, true))
        .addLast(handler);
  }

  boolean isUsable() {
    return channel.isActive() && !handler.ending;
  }

  /** Puts a request behind those that are under way. */
  void send(Parcel parcel, Exchange exchange, Runnable sent) {
    FullHttpRequest request = request(parcel);
    channel
        .eventLoop()
        .execute(() -> {
          if (!isUsable()) {
            request.release();
            sent.run();
            exchange.notSent();
            return;
          }
          handler.underWay.add(exchange);
          channel.writeAndFlush(request).addListener(_ -> sent.run());
        });
  }

  /**
   * Ends this connection once {@code exchange} should have been answered, since the answers behind
   * it can't come before.
   */
  void closeUnlessSettled(Exchange exchange, long deadline) {
    channel
        .eventLoop()
        .schedule(
            () -> {
              if (!exchange.isSettled()) {
                channel.close();
              }
            },
            Math.max(0, deadline - System.nanoTime()),
            TimeUnit.NANOSECONDS);
  }

  @Override
  public void close() {
    channel.close();
  }

  private FullHttpRequest request(Parcel parcel) {
    FullHttpRequest request =
        new DefaultFullHttpRequest(
            HttpVersion.HTTP_1_1,
            HttpMethod.POST,
            target.path(),
            Unpooled.wrappedBuffer(parcel.body()));
    request
        .headers()
        .set(HttpHeaderNames.HOST, target.hostHeader())
        .set(HttpHeaderNames.CONTENT_TYPE, HttpHeaderValues.APPLICATION_JSON)
        .set(HttpHeaderNames.ACCEPT, HttpHeaderValues.APPLICATION_JSON)
        .set(HttpHeaderNames.CONTENT_LENGTH, parcel.body().length);
    target.authenticate(request.headers(), endpoint.headers());
    parcel.headers().forEach(request.headers()::set);
    return request;
  }

  /** Gives each answer to the oldest request. */
  static final class Handler extends SimpleChannelInboundHandler<FullHttpResponse> {
    private final Target target;
    private final Deque<Exchange> underWay = new ArrayDeque<>();
    private volatile boolean ending;
    private @Nullable ChainException trouble;

    Handler(Target target) {
      this.target = target;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpResponse response) {
      if (!HttpUtil.isKeepAlive(response)) {
        ending = true;
        context.close();
      }
      Exchange oldest = underWay.poll();
      if (oldest == null) {
        ending = true;
        context.close();
        return;
      }
      oldest.answer(
          Answer.of(
              response.status().code(),
              ByteBufUtil.getBytes(response.content()),
              retryAfter(response)));
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      ending = true;
      ChainException failure = trouble;
      if (failure == null) {
        failure = ChainException.retryable("the connection to " + target + " broke");
      }
      for (Exchange exchange = underWay.poll(); exchange != null; exchange = underWay.poll()) {
        exchange.fail(failure);
      }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      ending = true;
      if (cause instanceof TooLongHttpContentException) {
        // Only the oldest request is to blame.
        Exchange oldest = underWay.poll();
        if (oldest != null) {
          oldest.fail(ChainException.retryable("the answer of " + target + " is too large"));
        }
      } else if (trouble == null) {
        trouble =
            new ChainException(
                ChainException.Kind.RETRYABLE, "the connection to " + target + " broke", cause);
      }
      context.close();
    }

    /** In seconds; dates are left to the pauses that grow. */
    private static Optional<Duration> retryAfter(FullHttpResponse response) {
      String text = response.headers().get(HttpHeaderNames.RETRY_AFTER, "").trim();
      return text.matches("[0-9]{1,9}")
          ? Optional.of(Duration.ofSeconds(Long.parseLong(text)))
          : Optional.empty();
    }
  }
}
