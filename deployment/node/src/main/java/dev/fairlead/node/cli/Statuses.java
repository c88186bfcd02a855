package dev.fairlead.node.cli;

import dev.fairlead.api.v1.IntentStatus;
import java.util.Locale;

/** What a status means to somebody who waits. */
public final class Statuses {
  private Statuses() {}

  static String word(IntentStatus status) {
    return status.name().substring("INTENT_STATUS_".length()).toLowerCase(Locale.ROOT);
  }

  /** Whether nothing more will happen to the intent. */
  public static boolean hasEnded(IntentStatus status) {
    return switch (status) {
      case INTENT_STATUS_REFUSED,
          INTENT_STATUS_SETTLED,
          INTENT_STATUS_FAILED,
          INTENT_STATUS_CANCELLED,
          INTENT_STATUS_EXPIRED ->
          true;
      case INTENT_STATUS_UNSPECIFIED,
          INTENT_STATUS_ACCEPTED,
          INTENT_STATUS_PLANNED,
          INTENT_STATUS_SIMULATED,
          INTENT_STATUS_SIGNED,
          INTENT_STATUS_SUBMITTED,
          INTENT_STATUS_INCLUDED,
          INTENT_STATUS_CANCELLING,
          UNRECOGNIZED ->
          false;
    };
  }
}
