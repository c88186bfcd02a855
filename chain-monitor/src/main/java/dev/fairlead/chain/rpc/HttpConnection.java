package dev.fairlead.chain.rpc;

import dev.fairlead.chain.ChainException;
import dev.fairlead.model.Bytes;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
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
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;

/** One keep-alive connection, one request at a time. */
@SuppressWarnings("FutureReturnValueIgnored") // every outcome shows as the channel's end
final class HttpConnection implements AutoCloseable {
  private final Channel channel;
  private final Target target;
  private final Map<String, String> headers;
  private final Handler handler;
  private boolean used;

  private HttpConnection(
      Channel channel, Target target, Map<String, String> headers, Handler handler) {
    this.channel = channel;
    this.target = target;
    this.headers = headers;
    this.handler = handler;
  }

  /** The connection ended before any byte of the answer; a fresh one may do better. */
  static final class ClosedEarlyException extends Exception {
    private static final long serialVersionUID = 1;
  }

  static HttpConnection open(
      ChainIo io, Target target, Map<String, String> headers, int maxResponseBytes, long deadline)
      throws InterruptedException {
    Handler handler = new Handler();
    ChannelFuture connecting =
        new Bootstrap()
            .group(io.loops())
            .channel(NioSocketChannel.class)
            .option(ChannelOption.TCP_NODELAY, true)
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) Math.max(1, millisUntil(deadline)))
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
                        .addLast(new HttpObjectAggregator(maxResponseBytes, true))
                        .addLast(handler);
                  }
                })
            .connect(target.address());
    if (!connecting.await(millisUntil(deadline))) {
      connecting.channel().close();
      throw ChainException.retryable("no connection to " + target.host() + " in time");
    }
    if (!connecting.isSuccess()) {
      throw new ChainException(
          ChainException.Kind.RETRYABLE,
          "no connection to " + target.host() + ":" + target.port(),
          connecting.cause());
    }
    return new HttpConnection(connecting.channel(), target, headers, handler);
  }

  boolean isUsable() {
    return channel.isActive();
  }

  boolean wasUsed() {
    return used;
  }

  /** Posts {@code body} and waits for the whole answer; the connection is closed on any failure. */
  HttpAnswer post(byte[] body, Map<String, String> more, long deadline)
      throws InterruptedException, ClosedEarlyException {
    CompletableFuture<HttpAnswer> answer = handler.expect();
    channel.writeAndFlush(request(body, more)).addListener(handler::onWritten);
    boolean done = false;
    try {
      HttpAnswer got = answer.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
      done = true;
      used = true;
      return got;
    } catch (TimeoutException e) {
      throw ChainException.retryable("no answer from " + target.host() + " in time");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof ClosedEarlyException closed) {
        throw closed;
      }
      if (e.getCause() instanceof TooLongHttpContentException) {
        throw ChainException.retryable("the answer of " + target.host() + " is too large");
      }
      throw new ChainException(
          ChainException.Kind.RETRYABLE, "the connection to " + target.host() + " broke", e);
    } finally {
      if (!done) {
        close();
      }
    }
  }

  @Override
  public void close() {
    channel.close();
  }

  private FullHttpRequest request(byte[] body, Map<String, String> more) {
    FullHttpRequest request =
        new DefaultFullHttpRequest(
            HttpVersion.HTTP_1_1, HttpMethod.POST, target.path(), Unpooled.wrappedBuffer(body));
    request
        .headers()
        .set(HttpHeaderNames.HOST, target.hostHeader())
        .set(HttpHeaderNames.CONTENT_TYPE, HttpHeaderValues.APPLICATION_JSON)
        .set(HttpHeaderNames.ACCEPT, HttpHeaderValues.APPLICATION_JSON)
        .set(HttpHeaderNames.CONTENT_LENGTH, body.length);
    headers.forEach(request.headers()::set);
    more.forEach(request.headers()::set);
    return request;
  }

  private static long millisUntil(long deadline) {
    return Math.max(0, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime()));
  }

  private static final class Handler extends SimpleChannelInboundHandler<FullHttpResponse> {
    private final AtomicReference<CompletableFuture<HttpAnswer>> expected =
        new AtomicReference<>(new CompletableFuture<>());

    CompletableFuture<HttpAnswer> expect() {
      CompletableFuture<HttpAnswer> answer = new CompletableFuture<>();
      expected.set(answer);
      return answer;
    }

    void onWritten(io.netty.util.concurrent.Future<? super Void> written) {
      if (!written.isSuccess()) {
        expected.get().completeExceptionally(new ClosedEarlyException());
      }
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpResponse response) {
      boolean keepAlive = HttpUtil.isKeepAlive(response);
      Bytes body = Bytes.wrap(ByteBufUtil.getBytes(response.content()));
      if (!keepAlive) {
        context.close();
      }
      expected.get().complete(new HttpAnswer(response.status().code(), body));
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      expected.get().completeExceptionally(new ClosedEarlyException());
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      expected.get().completeExceptionally(cause);
      context.close();
    }
  }
}
