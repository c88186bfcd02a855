package dev.fairlead.chain.rpc;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ConnectTimeoutException;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.proxy.HttpProxyHandler;
import io.netty.handler.proxy.ProxyConnectionEvent;
import io.netty.handler.proxy.ProxyHandler;
import io.netty.handler.proxy.Socks5ProxyHandler;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.resolver.NoopAddressResolverGroup;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Opens connections to one target: its name resolved, through its proxy, and with TLS. */
@SuppressWarnings("FutureReturnValueIgnored") // every outcome shows in the promise
final class Dialer {
  private final ChainIo io;
  private final Target target;
  private final Optional<Proxy> proxy;

  Dialer(ChainIo io, Target target, Optional<Proxy> proxy) {
    this.io = io;
    this.target = target;
    this.proxy = proxy;
  }

  /**
   * A channel through which the target itself is spoken to.
   *
   * @param patience for all steps together
   * @param protocol adds the handlers, in the channel's thread
   */
  Future<Channel> dial(Duration patience, Consumer<ChannelPipeline> protocol) {
    EventLoop loop = io.loops().next();
    Promise<Channel> ready = loop.newPromise();
    var alarm =
        loop.schedule(
            () -> ready.tryFailure(new ConnectTimeoutException("no connection in time")),
            patience.toNanos(),
            TimeUnit.NANOSECONDS);
    ready.addListener(_ -> alarm.cancel(false));
    io.resolve(loop, proxy.map(Proxy::address).orElseGet(target::address))
        .addListener((Future<InetSocketAddress> resolved) -> {
          if (resolved.isSuccess()) {
            connect(loop, resolved.getNow(), patience, protocol, ready);
          } else {
            ready.tryFailure(resolved.cause());
          }
        });
    return ready;
  }

  private void connect(
      EventLoop loop,
      InetSocketAddress first,
      Duration patience,
      Consumer<ChannelPipeline> protocol,
      Promise<Channel> ready) {
    if (ready.isDone()) {
      return;
    }
    var connecting =
        new Bootstrap()
            .group(loop)
            .channel(NioSocketChannel.class)
            .resolver(NoopAddressResolverGroup.INSTANCE)
            .option(ChannelOption.TCP_NODELAY, true)
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) Math.max(1, patience.toMillis()))
            .handler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    proxy.ifPresent(p -> channel.pipeline().addLast(handler(p, first)));
                    if (target.secure()) {
                      channel.pipeline().addLast(tls(channel, patience));
                    }
                    channel.pipeline().addLast(new Gate(protocol, ready));
                  }
                })
            .connect(proxy.isPresent() ? target.address() : first);
    connecting.addListener(connected -> {
      if (!connected.isSuccess()) {
        ready.tryFailure(connected.cause());
      }
    });
    ready.addListener(done -> {
      if (!done.isSuccess()) {
        connecting.channel().close();
      }
    });
  }

  private SslHandler tls(Channel channel, Duration patience) {
    SslHandler handler = io.tls().newHandler(channel.alloc(), host(), target.port());
    handler.setHandshakeTimeoutMillis(patience.toMillis());
    return handler;
  }

  private String host() {
    return target.address().getHostString();
  }

  private static ProxyHandler handler(Proxy proxy, InetSocketAddress address) {
    Optional<Proxy.Login> login = proxy.login();
    return switch (proxy.kind()) {
      case HTTP ->
          login.isEmpty()
              ? new HttpProxyHandler(address)
              : new HttpProxyHandler(address, login.get().user(), login.get().password());
      case SOCKS5 ->
          login.isEmpty()
              ? new Socks5ProxyHandler(address)
              : new Socks5ProxyHandler(address, login.get().user(), login.get().password());
    };
  }

  /** Holds the protocol's handlers back until the target itself is at the other end. */
  private final class Gate extends ChannelInboundHandlerAdapter {
    private final Consumer<ChannelPipeline> protocol;
    private final Promise<Channel> ready;

    Gate(Consumer<ChannelPipeline> protocol, Promise<Channel> ready) {
      this.protocol = protocol;
      this.ready = ready;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
      if (!target.secure() && proxy.isEmpty()) {
        open(context);
      }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
      if (event instanceof SslHandshakeCompletionEvent handshake) {
        if (handshake.isSuccess()) {
          open(context);
        } else {
          ready.tryFailure(handshake.cause());
        }
      } else if (event instanceof ProxyConnectionEvent && !target.secure()) {
        open(context);
      }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      ready.tryFailure(new ClosedChannelException());
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      ready.tryFailure(cause);
    }

    private void open(ChannelHandlerContext context) {
      if (ready.isDone()) {
        context.close();
        return;
      }
      protocol.accept(context.pipeline());
      context.fireChannelActive();
      context.pipeline().remove(this);
      ready.trySuccess(context.channel());
    }
  }
}
