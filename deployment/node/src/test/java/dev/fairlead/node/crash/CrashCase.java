package dev.fairlead.node.crash;

import dev.fairlead.intent.CrashPoint;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where one life is cut.
 *
 * @param point the fail-point; null to kill at any instant, {@code delayMicros} after its beginning
 */
record CrashCase(Flow flow, @Nullable CrashPoint point, long delayMicros) {
  private static final Set<CrashPoint> TO_THE_END =
      EnumSet.of(
          CrashPoint.RECEIVED,
          CrashPoint.ACCEPTED,
          CrashPoint.PLANNED,
          CrashPoint.SIMULATED,
          CrashPoint.ASSIGNED,
          CrashPoint.SIGNATURE_MADE,
          CrashPoint.SIGNED,
          CrashPoint.SENT,
          CrashPoint.SUBMITTED,
          CrashPoint.INCLUSION_SEEN,
          CrashPoint.INCLUDED,
          CrashPoint.FINALITY_SEEN,
          CrashPoint.ENDED);

  private static final Set<CrashPoint> WITHDRAWAL =
      EnumSet.of(
          CrashPoint.CANCEL_ASKED,
          CrashPoint.CANCEL_REQUESTED,
          CrashPoint.CANCELLATION_ASSIGNED,
          CrashPoint.CANCELLATION_SIGNATURE_MADE,
          CrashPoint.CANCELLATION_SIGNED,
          CrashPoint.CANCELLATION_SENT,
          CrashPoint.CANCELLATION_SUBMITTED);

  static CrashCase at(CrashPoint point, Flow flow) {
    return new CrashCase(flow, point, 0);
  }

  /** Every point that exists, once, in a life that reaches it; and the private channel. */
  static List<CrashCase> eachOnce() {
    List<CrashCase> cases = new ArrayList<>();
    for (CrashPoint point : CrashPoint.values()) {
      cases.add(at(point, flowTo(point)));
    }
    cases.add(at(CrashPoint.SENT, Flow.PRIVATE_TRADE));
    cases.add(at(CrashPoint.CANCELLATION_SENT, Flow.PRIVATE_WITHDRAWAL));
    return cases;
  }

  /** Every point in every life that reaches it. */
  static List<CrashCase> all() {
    List<CrashCase> cases = new ArrayList<>();
    TO_THE_END.forEach(point -> cases.add(at(point, Flow.TRADE)));
    TO_THE_END.forEach(point -> cases.add(at(point, Flow.PRIVATE_TRADE)));
    WITHDRAWAL.forEach(point -> cases.add(at(point, Flow.WITHDRAWAL)));
    WITHDRAWAL.forEach(point -> cases.add(at(point, Flow.PRIVATE_WITHDRAWAL)));
    cases.add(at(CrashPoint.DEFERRED, Flow.WAIT));
    cases.add(at(CrashPoint.RETRACTION_SEEN, Flow.REORG));
    cases.add(at(CrashPoint.RETRACTED, Flow.REORG));
    return cases;
  }

  private static Flow flowTo(CrashPoint point) {
    return switch (point) {
      case RECEIVED,
          ACCEPTED,
          PLANNED,
          SIMULATED,
          ASSIGNED,
          SIGNATURE_MADE,
          SIGNED,
          SENT,
          SUBMITTED,
          INCLUSION_SEEN,
          INCLUDED,
          FINALITY_SEEN,
          ENDED ->
          Flow.TRADE;
      case DEFERRED -> Flow.WAIT;
      case RETRACTION_SEEN, RETRACTED -> Flow.REORG;
      case CANCEL_ASKED,
          CANCEL_REQUESTED,
          CANCELLATION_ASSIGNED,
          CANCELLATION_SIGNATURE_MADE,
          CANCELLATION_SIGNED,
          CANCELLATION_SENT,
          CANCELLATION_SUBMITTED ->
          Flow.WITHDRAWAL;
    };
  }

  /** Whether nothing was bound to a nonce yet, so that the heir has to plan anew. */
  boolean isBeforeBinding() {
    return point != null && point.compareTo(CrashPoint.ASSIGNED) < 0;
  }

  /** The numbers in the catalogue of failures that a kill at this place stands for. */
  private String failures() {
    if (point == null) {
      return "#16";
    }
    return switch (point) {
      case RECEIVED -> "#1";
      case ACCEPTED -> "#2";
      case PLANNED, SIMULATED, DEFERRED -> "#3";
      case ASSIGNED -> "#4";
      case SIGNATURE_MADE -> "#5";
      case SIGNED -> "#6";
      case SENT -> "#7";
      case SUBMITTED -> "#8";
      case INCLUSION_SEEN, FINALITY_SEEN -> "#10";
      case INCLUDED, ENDED -> "#11";
      case RETRACTION_SEEN, RETRACTED -> "#14";
      case CANCEL_ASKED,
          CANCEL_REQUESTED,
          CANCELLATION_ASSIGNED,
          CANCELLATION_SIGNATURE_MADE,
          CANCELLATION_SIGNED,
          CANCELLATION_SENT,
          CANCELLATION_SUBMITTED ->
          "#13";
    };
  }

  @Override
  public String toString() {
    String place = point == null ? "after " + delayMicros + " µs" : point.name();
    return "failures %s: killed at %s of a %s".formatted(failures(), place, flow);
  }
}
