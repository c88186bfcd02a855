package dev.fairlead.grpc;

import dev.fairlead.api.v1.IntentStatus;
import dev.fairlead.api.v1.ListIntentsRequest;
import dev.fairlead.api.v1.ListIntentsResponse;
import dev.fairlead.event.IntentIndex;
import dev.fairlead.event.IntentQuery;
import dev.fairlead.event.IntentStage;
import dev.fairlead.event.IntentSummary;
import dev.fairlead.event.codec.Values;
import dev.fairlead.model.LogPosition;
import dev.fairlead.model.intent.StrategyId;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Lists intents page by page. A page's token is the position where the next one begins. */
final class IntentPages {
  private static final int STANDARD_SIZE = 100;
  private static final int LARGEST_SIZE = 1_000;

  private final IntentIndex index;

  IntentPages(IntentIndex index) {
    this.index = index;
  }

  ListIntentsResponse page(ListIntentsRequest request) {
    int size = size(request.getPageSize());
    List<IntentSummary> rows =
        index.list(
            new IntentQuery(
                strategies(request.getStrategyId()),
                stages(request.getStatusesList()),
                before(request.getPageToken()),
                size));
    ListIntentsResponse.Builder page = ListIntentsResponse.newBuilder();
    rows.forEach(row -> page.addIntents(summary(row)));
    if (rows.size() == size) {
      page.setNextPageToken(rows.getLast().first().toString());
    }
    return page.build();
  }

  static int size(int asked) {
    if (asked < 0 || asked > LARGEST_SIZE) {
      throw new InvalidField("page_size", "is at most " + LARGEST_SIZE);
    }
    return asked == 0 ? STANDARD_SIZE : asked;
  }

  private static Set<StrategyId> strategies(String id) {
    return id.isEmpty() ? Set.of() : Set.of(Fields.strategyId("strategy_id", id));
  }

  static @Nullable LogPosition before(String token) {
    return token.isEmpty()
        ? null
        : Fields.parsed("page_token", token, text -> new LogPosition(Long.parseLong(text)));
  }

  private static Set<IntentStage> stages(List<IntentStatus> statuses) {
    Set<IntentStage> stages = EnumSet.noneOf(IntentStage.class);
    for (IntentStatus status : statuses) {
      Arrays.stream(IntentStage.values())
          .filter(stage -> status(stage) == status)
          .forEach(stages::add);
    }
    if (stages.isEmpty() && !statuses.isEmpty()) {
      throw new InvalidField("statuses", "no intent is listed under " + statuses);
    }
    return stages;
  }

  private static dev.fairlead.api.v1.IntentSummary summary(IntentSummary row) {
    return dev.fairlead.api.v1.IntentSummary.newBuilder()
        .setIntentId(row.id().toString())
        .setStrategyId(row.strategy().toString())
        .setStatus(status(row.stage()))
        .setPosition(row.last().value())
        .setUpdatedAt(Values.timestamp(row.lastRecordedAt()))
        .build();
  }

  private static IntentStatus status(IntentStage stage) {
    return switch (stage) {
      case ACCEPTED, DEFERRED -> IntentStatus.INTENT_STATUS_ACCEPTED;
      case PLANNED -> IntentStatus.INTENT_STATUS_PLANNED;
      case SIMULATED, ASSIGNED -> IntentStatus.INTENT_STATUS_SIMULATED;
      case SIGNED -> IntentStatus.INTENT_STATUS_SIGNED;
      case SUBMITTED, RETRACTED -> IntentStatus.INTENT_STATUS_SUBMITTED;
      case INCLUDED -> IntentStatus.INTENT_STATUS_INCLUDED;
      case REFUSED -> IntentStatus.INTENT_STATUS_REFUSED;
      case SETTLED -> IntentStatus.INTENT_STATUS_SETTLED;
      case FAILED -> IntentStatus.INTENT_STATUS_FAILED;
      case CANCELLED -> IntentStatus.INTENT_STATUS_CANCELLED;
      case EXPIRED -> IntentStatus.INTENT_STATUS_EXPIRED;
    };
  }
}
