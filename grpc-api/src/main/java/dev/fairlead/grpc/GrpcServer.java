package dev.fairlead.grpc;

import io.grpc.BindableService;
import io.grpc.Server;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.services.HealthStatusManager;
import io.grpc.protobuf.services.ProtoReflectionServiceV1;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * The node's API on a socket, with health and reflection. Each call runs on a virtual thread of its
 * own and may block.
 */
public final class GrpcServer implements AutoCloseable {
  private final Server server;
  private final HealthStatusManager health;
  private final ExecutorService calls;

  private GrpcServer(Server server, HealthStatusManager health, ExecutorService calls) {
    this.server = server;
    this.health = health;
    this.calls = calls;
  }

  /** Starts to listen; every service is healthy from here until {@link #close}. */
  public static GrpcServer start(ApiSettings settings, List<? extends BindableService> services)
      throws IOException {
    ExecutorService calls = Executors.newVirtualThreadPerTaskExecutor();
    HealthStatusManager health = new HealthStatusManager();
    NettyServerBuilder builder =
        NettyServerBuilder.forAddress(new InetSocketAddress(settings.host(), settings.port()))
            .executor(task -> run(task, calls))
            .maxInboundMessageSize(settings.maxMessageBytes())
            .maxConcurrentCallsPerConnection(settings.maxCallsPerConnection())
            .handshakeTimeout(settings.handshakeTimeout().toMillis(), TimeUnit.MILLISECONDS)
            .maxConnectionIdle(settings.maxConnectionIdle().toMillis(), TimeUnit.MILLISECONDS)
            .keepAliveTime(30, TimeUnit.SECONDS)
            .keepAliveTimeout(10, TimeUnit.SECONDS)
            .permitKeepAliveTime(5, TimeUnit.SECONDS)
            .permitKeepAliveWithoutCalls(true)
            .maxRstFramesPerWindow(200, 30)
            .addService(health.getHealthService())
            .addService(ProtoReflectionServiceV1.newInstance());
    services.forEach(builder::addService);
    try {
      Server server = builder.build().start();
      health.setStatus(HealthStatusManager.SERVICE_NAME_ALL_SERVICES, ServingStatus.SERVING);
      return new GrpcServer(server, health, calls);
    } catch (IOException e) {
      calls.shutdownNow();
      throw e;
    }
  }

  /**
   * A server counts as ended as soon as its last connection is closed, and only then the streams of
   * that connection hear of it. Those that come after {@code calls} was shut down hear of it apart,
   * or they would go on for nobody.
   */
  private static void run(Runnable task, ExecutorService calls) {
    try {
      calls.execute(task);
    } catch (RejectedExecutionException e) {
      Thread.startVirtualThread(task);
    }
  }

  public int port() {
    return server.getPort();
  }

  /** Says so to health checks, lets running calls end for a moment, then stops. */
  @Override
  public void close() {
    health.enterTerminalState();
    server.shutdown();
    try {
      if (!server.awaitTermination(2, TimeUnit.SECONDS)) {
        server.shutdownNow();
        server.awaitTermination(5, TimeUnit.SECONDS);
      }
    } catch (InterruptedException e) {
      server.shutdownNow();
      Thread.currentThread().interrupt();
    }
    calls.shutdownNow();
  }
}
