package dev.fairlead.chain.rpc;

import dev.fairlead.chain.ChainException;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshakeException;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler.ClientHandshakeStateEvent;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.handler.timeout.IdleStateHandler;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One connection of a web socket, from its handshake to its end. All state belongs to the
 * connection's own thread.
 */
@SuppressWarnings("FutureReturnValueIgnored") // every outcome shows as the channel's end
final class SocketSession extends SimpleChannelInboundHandler<WebSocketFrame> {
  private static final int HANDSHAKE_BYTES = 1 << 16;
  private static final long PATIENCE_AFTER_SILENCE_NANOS = TimeUnit.SECONDS.toNanos(2);

  private final Target target;
  private final RpcEndpoint endpoint;
  private final Greeting greeting;
  private final Subscriptions subscriptions;
  private final Events events;
  private final TreeMap<Long, Pending> pending = new TreeMap<>();
  private final Map<String, Subscriptions.Wanted> listening = new HashMap<>();
  private volatile @Nullable ChannelHandlerContext channel;
  private volatile boolean ready;
  private volatile long readySince;
  private long heardAt = System.nanoTime();
  private @Nullable ChainException trouble;

  SocketSession(
      Target target,
      RpcEndpoint endpoint,
      Greeting greeting,
      Subscriptions subscriptions,
      Events events) {
    this.target = target;
    this.endpoint = endpoint;
    this.greeting = greeting;
    this.subscriptions = subscriptions;
    this.events = events;
  }

  /** Told once each, in this order; a session that never was ready just ends. */
  interface Events {
    void ready(SocketSession fresh);

    void ended(SocketSession old, ChainException why);
  }

  /** What waits for an answer, and whom to tell. */
  private record Pending(
      Parcel parcel, Consumer<Answer> answered, Consumer<ChainException> failed) {}

  void protocol(ChannelPipeline pipeline) {
    HttpHeaders headers = new DefaultHttpHeaders();
    target.authenticate(headers, endpoint.headers());
    int bytes = endpoint.maxResponseBytes();
    WebSocketClientProtocolConfig handshake =
        WebSocketClientProtocolConfig.newBuilder()
            .webSocketUri(target.uri())
            .customHeaders(headers)
            .maxFramePayloadLength(bytes)
            .dropPongFrames(false)
            .generateOriginHeader(false)
            .handshakeTimeoutMillis(Math.max(1, endpoint.deadline().toMillis()))
            .build();
    long ping = endpoint.limits().pingInterval().toNanos();
    pipeline
        .addLast(new HttpClientCodec())
        .addLast(new HttpObjectAggregator(HANDSHAKE_BYTES))
        .addLast(new WebSocketClientProtocolHandler(handshake))
        .addLast(new WebSocketFrameAggregator(bytes))
        .addLast(new IdleStateHandler(2 * ping, ping, 0, TimeUnit.NANOSECONDS))
        .addLast(this);
  }

  boolean isUsable() {
    ChannelHandlerContext context = channel;
    return ready && context != null && context.channel().isActive();
  }

  long readySince() {
    return readySince;
  }

  void send(Parcel parcel, Exchange exchange, Runnable sent) {
    ChannelHandlerContext context = channel;
    if (context == null) {
      throw new IllegalStateException("a request before the handshake");
    }
    context
        .executor()
        .execute(() -> {
          if (!isUsable()) {
            sent.run();
            exchange.notSent();
            return;
          }
          pending.put(parcel.first(), new Pending(parcel, exchange::answer, exchange::fail));
          context
              .writeAndFlush(new TextWebSocketFrame(Unpooled.wrappedBuffer(parcel.body())))
              .addListener(_ -> sent.run());
        });
  }

  /**
   * Nobody waits for this answer any more. Where nothing at all was heard meanwhile, the connection
   * has to prove that it lives.
   */
  void giveUp(Parcel parcel, Exchange exchange) {
    inside(context -> {
      if (pending.remove(parcel.first()) == null) {
        return;
      }
      exchange.fail(ChainException.retryable("given up"));
      long asked = System.nanoTime();
      context.writeAndFlush(new PingWebSocketFrame());
      context
          .executor()
          .schedule(
              () -> {
                if (heardAt - asked < 0) {
                  end(
                      context,
                      ChainException.retryable("the connection to " + target + " is silent"));
                }
              },
              Math.min(PATIENCE_AFTER_SILENCE_NANOS, endpoint.deadline().toNanos()),
              TimeUnit.NANOSECONDS);
    });
  }

  void subscribe(Subscriptions.Wanted wanted) {
    inside(context -> {
      if (!subscriptions.isWanted(wanted)) {
        return;
      }
      Parcel parcel = subscriptions.subscribe(wanted);
      ask(
          context,
          parcel,
          answer ->
              subscriptions
                  .begun(wanted, answer, parcel.first())
                  .ifPresent(id -> listen(context, id, wanted)));
    });
  }

  private void listen(ChannelHandlerContext context, String id, Subscriptions.Wanted wanted) {
    if (subscriptions.isWanted(wanted)) {
      listening.put(id, wanted);
      wanted.listener().resumed();
    } else {
      ask(context, subscriptions.unsubscribe(id), _ -> {});
    }
  }

  void unsubscribe(Subscriptions.Wanted wanted) {
    inside(context -> {
      List<String> ended = new ArrayList<>();
      listening.forEach((id, listener) -> {
        if (listener == wanted) {
          ended.add(id);
        }
      });
      for (String id : ended) {
        listening.remove(id);
        ask(context, subscriptions.unsubscribe(id), _ -> {});
      }
    });
  }

  void close() {
    inside(ChannelHandlerContext::close);
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    channel = context;
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event == ClientHandshakeStateEvent.HANDSHAKE_COMPLETE) {
      greeting
          .question()
          .ifPresentOrElse(
              question ->
                  ask(
                      context,
                      question,
                      answer -> {
                        greeting.check(answer);
                        begin();
                      }),
              this::begin);
    } else if (event instanceof IdleStateEvent idle) {
      switch (idle.state()) {
        case WRITER_IDLE -> context.writeAndFlush(new PingWebSocketFrame());
        case READER_IDLE, ALL_IDLE ->
            end(context, ChainException.retryable("the connection to " + target + " is silent"));
      }
    }
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, WebSocketFrame frame) {
    heardAt = System.nanoTime();
    if (!(frame instanceof TextWebSocketFrame) && !(frame instanceof BinaryWebSocketFrame)) {
      return;
    }
    try {
      message(ByteBufUtil.getBytes(frame.content()));
    } catch (ChainException e) {
      end(context, e);
    }
  }

  private void message(byte[] message) {
    Envelopes.Envelope first = Envelopes.first(message);
    if (first.id() != Envelopes.NO_ID) {
      Map.Entry<Long, Pending> entry = pending.floorEntry(first.id());
      if (entry != null && entry.getValue().parcel().asks(first.id())) {
        pending.remove(entry.getKey());
        entry.getValue().answered().accept(Answer.of(message));
      }
      // Otherwise it comes late, and nobody waits for it.
    } else if (first.method().equals("eth_subscription")) {
      Subscriptions.Wanted wanted = listening.get(first.subscription());
      if (wanted != null) {
        wanted.listener().heard(message);
      }
    } else if (!pending.isEmpty()) {
      // It may be about any of those that are under way, so none of them can be told more.
      failAll(ChainException.retryable(target + " answers without saying to what"));
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    ready = false;
    ChainException why = trouble;
    if (why == null) {
      why = ChainException.retryable("the connection to " + target + " broke");
    }
    failAll(why);
    events.ended(this, why);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    end(context, meaning(cause));
  }

  private ChainException meaning(Throwable cause) {
    return switch (cause) {
      case WebSocketClientHandshakeException handshake when handshake.response() != null ->
          Failures.status(endpoint, handshake.response().status().code());
      case TooLongFrameException _ -> tooLarge();
      case CorruptedWebSocketFrameException frame
          when frame.closeStatus().equals(WebSocketCloseStatus.MESSAGE_TOO_BIG) ->
          tooLarge();
      default ->
          new ChainException(
              ChainException.Kind.RETRYABLE, "the connection to " + target + " broke", cause);
    };
  }

  private ChainException tooLarge() {
    return ChainException.retryable("a message of " + target + " is too large");
  }

  private void begin() {
    readySince = System.nanoTime();
    ready = true;
    events.ready(this);
  }

  /** Asks for the session itself; what it makes of the answer may end it. */
  private void ask(ChannelHandlerContext context, Parcel parcel, Consumer<Answer> then) {
    pending.put(parcel.first(), new Pending(parcel, then, _ -> {}));
    context.writeAndFlush(new TextWebSocketFrame(Unpooled.wrappedBuffer(parcel.body())));
    context
        .executor()
        .schedule(
            () -> {
              if (pending.remove(parcel.first()) != null) {
                end(context, ChainException.retryable("no answer from " + target + " in time"));
              }
            },
            endpoint.deadline().toNanos(),
            TimeUnit.NANOSECONDS);
  }

  private void end(ChannelHandlerContext context, ChainException why) {
    if (trouble == null) {
      trouble = why;
    }
    ready = false;
    context.close();
  }

  private void failAll(ChainException why) {
    List<Pending> failed = List.copyOf(pending.values());
    pending.clear();
    failed.forEach(one -> one.failed().accept(why));
  }

  private void inside(Consumer<ChannelHandlerContext> action) {
    ChannelHandlerContext context = channel;
    if (context != null) {
      context
          .executor()
          .execute(() -> {
            if (context.channel().isActive()) {
              action.accept(context);
            }
          });
    }
  }
}
