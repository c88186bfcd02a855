package dev.fairlead.chain.rpc;

import dev.fairlead.chain.ChainException;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;

/**
 * The threads and the trust store that all connections of a node share. Connections must be closed
 * before this is.
 */
public final class ChainIo implements AutoCloseable {
  private final EventLoopGroup loops;
  private final SslContext tls;

  private ChainIo(EventLoopGroup loops, SslContext tls) {
    this.loops = loops;
    this.tls = tls;
  }

  /** With one thread for all sockets, and the JDK's trust store. */
  public static ChainIo open() {
    try {
      return open(SslContextBuilder.forClient().build());
    } catch (SSLException e) {
      throw new ChainException(ChainException.Kind.FATAL, "TLS can't be set up", e);
    }
  }

  static ChainIo open(SslContext tls) {
    return new ChainIo(
        new MultiThreadIoEventLoopGroup(
            1, new DefaultThreadFactory("chain-io", true), NioIoHandler.newFactory()),
        tls);
  }

  EventLoopGroup loops() {
    return loops;
  }

  SslContext tls() {
    return tls;
  }

  @Override
  public void close() {
    loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
  }
}
