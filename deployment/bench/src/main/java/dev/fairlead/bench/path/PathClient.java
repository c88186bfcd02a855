package dev.fairlead.bench.path;

import com.google.protobuf.Timestamp;
import dev.fairlead.api.v1.CancelIntentRequest;
import dev.fairlead.api.v1.Intent;
import dev.fairlead.api.v1.IntentServiceGrpc;
import dev.fairlead.api.v1.IntentServiceGrpc.IntentServiceBlockingStub;
import dev.fairlead.bench.Latencies;
import io.grpc.ManagedChannel;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.health.v1.HealthGrpc.HealthBlockingStub;
import io.grpc.netty.NettyChannelBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** A strategy on the same machine, and beside it the least that a call costs: a health check. */
final class PathClient implements AutoCloseable {
  /** As late as the node's policy lets a deadline be, less what the clocks may differ. */
  private static final Duration LATER = Duration.ofMinutes(50);

  private final Latencies submissions = new Latencies();
  private final Latencies healthChecks = new Latencies();
  private final ManagedChannel channel;
  private final IntentServiceBlockingStub intents;
  private final HealthBlockingStub health;
  private final Intent template;
  private long next;

  private PathClient(ManagedChannel channel, Intent template) {
    this.channel = channel;
    this.intents = IntentServiceGrpc.newBlockingStub(channel);
    this.health = HealthGrpc.newBlockingStub(channel);
    this.template = template;
  }

  /** Connects; the intents that it submits buy and sell, in turn, what {@code template} names. */
  static PathClient connect(String target, Intent template) {
    return new PathClient(NettyChannelBuilder.forTarget(target).usePlaintext().build(), template);
  }

  /** Submits one intent, under a new id, and returns when the node answers for it. */
  UUID submit() {
    return submit(next(next++ % 2 == 0 ? Intent.Type.ACQUIRE : Intent.Type.DISPOSE));
  }

  /** Submits one that may not be worked before long, and takes it back. */
  void submitAndCancel() {
    Instant later = Instant.now().plus(LATER);
    Intent.Builder intent = next(Intent.Type.ACQUIRE);
    intent
        .getConstraintsBuilder()
        .clearTimeWindowMs()
        .setNotBefore(timestamp(later))
        .setDeadline(timestamp(later.plusSeconds(1)));
    UUID id = submit(intent);
    intents.cancelIntent(CancelIntentRequest.newBuilder().setIntentId(id.toString()).build());
  }

  private Intent.Builder next(Intent.Type type) {
    return template.toBuilder().setId(UUID.randomUUID().toString()).setType(type);
  }

  private UUID submit(Intent.Builder intent) {
    Intent request = intent.build();
    long start = System.nanoTime();
    intents.submitIntent(request);
    submissions.addNanos(System.nanoTime() - start);
    return UUID.fromString(request.getId());
  }

  private static Timestamp timestamp(Instant time) {
    return Timestamp.newBuilder().setSeconds(time.getEpochSecond()).build();
  }

  void checkHealth() {
    long start = System.nanoTime();
    health.check(HealthCheckRequest.getDefaultInstance());
    healthChecks.addNanos(System.nanoTime() - start);
  }

  Latencies submissions() {
    return submissions;
  }

  Latencies healthChecks() {
    return healthChecks;
  }

  @Override
  public void close() {
    channel.shutdownNow();
    try {
      channel.awaitTermination(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
