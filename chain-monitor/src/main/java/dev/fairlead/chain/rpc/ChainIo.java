package dev.fairlead.chain.rpc;

import dev.fairlead.chain.ChainException;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.resolver.AddressResolverGroup;
import io.netty.resolver.dns.DnsAddressResolverGroup;
import io.netty.resolver.dns.DnsNameResolverBuilder;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.Future;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;

/**
 * The threads, the trust store and the resolver of names that all connections of a node share.
 * Connections must be closed before this is.
 *
 * <p>Names are asked for without blocking a thread; an answer is kept as long as it says, but a
 * minute at most.
 */
public final class ChainIo implements AutoCloseable {
  private static final int LONGEST_KEPT_SECONDS = 60;
  private static final int FAILURE_KEPT_SECONDS = 1;
  private static final long QUERY_MILLIS = 2_000;

  private final EventLoopGroup loops;
  private final SslContext tls;
  private final AddressResolverGroup<InetSocketAddress> names;

  private ChainIo(
      EventLoopGroup loops, SslContext tls, AddressResolverGroup<InetSocketAddress> names) {
    this.loops = loops;
    this.tls = tls;
    this.names = names;
  }

  /** With one thread for all sockets, the system's name servers, and the JDK's trust store. */
  public static ChainIo open() {
    try {
      return open(SslContextBuilder.forClient().build(), names());
    } catch (SSLException e) {
      throw new ChainException(ChainException.Kind.FATAL, "TLS can't be set up", e);
    }
  }

  static ChainIo open(SslContext tls, DnsNameResolverBuilder names) {
    return new ChainIo(
        new MultiThreadIoEventLoopGroup(
            1, new DefaultThreadFactory("chain-io", true), NioIoHandler.newFactory()),
        tls,
        new DnsAddressResolverGroup(names));
  }

  static DnsNameResolverBuilder names() {
    return new DnsNameResolverBuilder()
        .datagramChannelType(NioDatagramChannel.class)
        .socketChannelType(NioSocketChannel.class)
        .queryTimeoutMillis(QUERY_MILLIS)
        .ttl(0, LONGEST_KEPT_SECONDS)
        .negativeTtl(FAILURE_KEPT_SECONDS);
  }

  EventLoopGroup loops() {
    return loops;
  }

  SslContext tls() {
    return tls;
  }

  Future<InetSocketAddress> resolve(EventLoop loop, InetSocketAddress name) {
    return names.getResolver(loop).resolve(name);
  }

  @Override
  public void close() {
    names.close();
    loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
  }
}
