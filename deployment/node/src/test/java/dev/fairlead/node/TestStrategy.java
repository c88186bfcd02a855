package dev.fairlead.node;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import dev.fairlead.api.v1.Intent;
import dev.fairlead.api.v1.IntentUpdate;
import dev.fairlead.api.v1.Rejection;
import dev.fairlead.api.v1.SubmitIntentResponse;
import dev.fairlead.api.v1.WatchIntentsRequest;
import dev.fairlead.node.cli.NodeConnection;
import dev.fairlead.node.cli.Statuses;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A strategy that talks to a node over gRPC like any other. */
final class TestStrategy {
  private static final long PATIENCE_SECONDS = 90;

  private final NodeConnection connection;

  TestStrategy(NodeConnection connection) {
    this.connection = connection;
  }

  /** The README's intent under a fresh id. */
  static Intent.Builder example() {
    Intent.Builder intent = Intent.newBuilder();
    try {
      JsonFormat.parser().merge(EmbeddedNode.exampleIntent(), intent);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("the example is no intent", e);
    }
    return intent.setId(UUID.randomUUID().toString());
  }

  SubmitIntentResponse submits(Intent.Builder intent) {
    return connection.intents().submitIntent(intent.build());
  }

  /** Everything that is recorded of an intent after a position, until it ends. */
  List<IntentUpdate> watches(String id, long after) {
    return watches(id, after, _ -> {});
  }

  /** The same; {@code heard} is told of each update as it comes. */
  List<IntentUpdate> watches(String id, long after, Consumer<IntentUpdate> heard) {
    Iterator<IntentUpdate> updates =
        connection
            .intents()
            .withDeadlineAfter(PATIENCE_SECONDS, TimeUnit.SECONDS)
            .watchIntents(WatchIntentsRequest.newBuilder().setIntentId(id).setAfter(after).build());
    List<IntentUpdate> life = new ArrayList<>();
    while (updates.hasNext()) {
      life.add(updates.next());
      heard.accept(life.getLast());
      if (Statuses.hasEnded(life.getLast().getStatus())) {
        return life;
      }
    }
    throw new IllegalStateException("the stream ended before intent " + id);
  }

  /** Submits, and follows the intent to its end. */
  List<IntentUpdate> lives(Intent.Builder intent) {
    SubmitIntentResponse accepted = submits(intent);
    return watches(accepted.getIntentId(), accepted.getPosition() - 1);
  }

  /** The typed reason that a refused call carries. */
  static Rejection reason(StatusRuntimeException refused) {
    try {
      return Objects.requireNonNull(StatusProto.fromThrowable(refused))
          .getDetails(0)
          .unpack(Rejection.class);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("the details hold no rejection", e);
    }
  }
}
