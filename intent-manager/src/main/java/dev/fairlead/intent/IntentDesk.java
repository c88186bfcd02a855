package dev.fairlead.intent;

import dev.fairlead.event.Append;
import dev.fairlead.event.AppendResult;
import dev.fairlead.event.Claim;
import dev.fairlead.event.EventLog;
import dev.fairlead.event.EventStoreException;
import dev.fairlead.event.NewEvent;
import dev.fairlead.event.RecordedEvent;
import dev.fairlead.event.StreamAppend;
import dev.fairlead.event.StreamId;
import dev.fairlead.model.intent.Intent;
import dev.fairlead.model.intent.IntentEvent;
import dev.fairlead.model.intent.IntentId;
import dev.fairlead.model.intent.Origin;
import dev.fairlead.model.intent.Rejection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Where intents come in, and where they are called back. Safe for use by many threads; each call
 * blocks until its outcome is durable.
 *
 * <p>An {@link EventStoreException} says that the outcome is not known: the same call again gives
 * it, without doing anything twice.
 */
public final class IntentDesk {
  private final Surroundings around;
  private final EventLog log;
  private final Resolver resolver;
  private final RiskDesk risk;
  private final ExecutionPolicy execution;
  private final Valuer valuer;
  private final Previews previews;
  private final Runners runners;

  IntentDesk(
      Surroundings around,
      IntentSettings settings,
      Valuer valuer,
      Previews previews,
      Runners runners) {
    this.around = around;
    this.log = around.store().log();
    this.resolver =
        new Resolver(
            settings.tokens(),
            settings.strategies(),
            around.chains().keySet(),
            settings.execution());
    this.risk = new RiskDesk(settings.risk());
    this.execution = settings.execution();
    this.valuer = valuer;
    this.previews = previews;
    this.runners = runners;
  }

  /**
   * Validates, checks the risk and records. Idempotent by the intent's id: the same request of the
   * same principal gets the same answer, whatever happened in between.
   */
  public SubmitResult submit(IntentRequest request, String principal) {
    Instant start = around.clock().instant();
    around.crashPoints().reach(CrashPoint.RECEIVED, request.id());
    SubmitResult result = record(request, principal, start);
    around.crashPoints().reach(CrashPoint.ACCEPTED, request.id());
    switch (result) {
      case SubmitResult.Accepted accepted -> {
        if (!accepted.repeated()) {
          around
              .observer()
              .took(
                  IntentObserver.Step.ACCEPT,
                  request.id(),
                  Duration.between(start, around.clock().instant()));
        }
      }
      case SubmitResult.Refused refused ->
          around.observer().refused(request.id(), refused.reason(), refused.recorded());
    }
    return result;
  }

  /** What would happen now. Nothing is recorded, signed or sent. */
  public PreviewResult preview(IntentRequest request) throws InterruptedException {
    Instant now = around.clock().instant();
    return switch (resolver.resolve(request, now)) {
      case Resolution.Unresolved unresolved ->
          new PreviewResult.Infeasible(unresolved.reason(), List.of());
      case Resolution.Resolved resolved -> {
        Optional<Rejection> unable = unable(resolved);
        if (unable.isPresent()) {
          yield new PreviewResult.Infeasible(unable.get(), List.of());
        }
        yield switch (verdict(resolved, now)) {
          case RiskVerdict.Denied denied ->
              new PreviewResult.Infeasible(denied.reason(), List.of());
          case RiskVerdict.Approved _ -> previews.preview(resolved.intent(), resolved.strategy());
        };
      }
    };
  }

  /** Asks to end an intent; {@code by} is who asks, for the log. */
  public CancelResult cancel(IntentId id, String by) {
    around.crashPoints().reach(CrashPoint.CANCEL_ASKED, id);
    while (true) {
      Optional<IntentView> found = History.view(log.read(StreamId.intent(id)));
      if (found.isEmpty()) {
        return new CancelResult.Unknown();
      }
      IntentView view = found.get();
      if (view.state() instanceof IntentState.Ended) {
        return new CancelResult.TooLate(view.status());
      }
      List<IntentEvent> events =
          Decider.decide(view.state(), new Observation.CancelAsked(by), around.clock().instant());
      if (events.isEmpty()) {
        return new CancelResult.Requested(view.status());
      }
      AppendResult result =
          log.append(
              new Append(
                  List.of(
                      new StreamAppend(StreamId.intent(id), view.version(), Journal.named(events))),
                  List.of()));
      switch (result) {
        case AppendResult.Appended _ -> {
          around.crashPoints().reach(CrashPoint.CANCEL_REQUESTED, id);
          IntentState state = view.state();
          for (IntentEvent event : events) {
            state = IntentState.evolve(state, event);
            around.observer().recorded(event, state.status());
          }
          runners.changed(id);
          return new CancelResult.Requested(state.status());
        }
        case AppendResult.VersionConflict _ -> {
          // The intent moved on meanwhile: what follows from the wish is decided anew.
        }
        case AppendResult.ClaimTaken _, AppendResult.EventIdConflict _ ->
            throw new IllegalStateException("a wish to cancel was answered by " + result);
      }
    }
  }

  private SubmitResult record(IntentRequest request, String principal, Instant now) {
    return switch (resolver.resolve(request, now)) {
      case Resolution.Unresolved unresolved ->
          earlierAnswer(request, principal)
              .orElseGet(() -> new SubmitResult.Refused(unresolved.reason(), false));
      case Resolution.Resolved resolved -> {
        Optional<Rejection> unable = unable(resolved);
        if (unable.isPresent()) {
          yield earlierAnswer(request, principal)
              .orElseGet(() -> new SubmitResult.Refused(unable.get(), false));
        }
        Intent intent = resolved.intent();
        Origin origin = new Origin(principal, request.id().toString(), RequestHash.of(request));
        IntentEvent event =
            switch (verdict(resolved, now)) {
              case RiskVerdict.Approved approved ->
                  new IntentEvent.Accepted(intent.id(), intent, approved.checks(), origin);
              case RiskVerdict.Denied denied ->
                  new IntentEvent.Refused(
                      intent.id(), intent, denied.passed(), denied.reason(), origin);
            };
        yield append(request, origin, event);
      }
    };
  }

  /** Nothing may be accepted that no account of this node can do. */
  private Optional<Rejection> unable(Resolution.Resolved resolved) {
    TradingChain trading = runners.trading(resolved.intent().trade().chain());
    return trading.executors().containsKey(resolved.strategy().account())
        ? Optional.empty()
        : Optional.of(
            new Rejection.Invalid(
                "strategy_id",
                "its account %s has no executor on chain %s"
                    .formatted(resolved.strategy().account(), trading.chain().id())));
  }

  private RiskVerdict verdict(Resolution.Resolved resolved, Instant now) {
    Intent intent = resolved.intent();
    TradingChain trading = runners.trading(intent.trade().chain());
    return risk.check(
        intent,
        execution.bounded(resolved.strategy().route()),
        trading.relay() != null,
        (amount, in) ->
            trading
                .market()
                .market()
                .flatMap(market -> valuer.value(market, trading.wrappedNative(), amount, in)),
        now);
  }

  private SubmitResult append(IntentRequest request, Origin origin, IntentEvent event) {
    StreamId stream = StreamId.intent(request.id());
    NewEvent named = Journal.named(event);
    Claim claim =
        new Claim.IdempotencyKey(
            origin.principal(), origin.key(), origin.requestHash(), request.id());
    AppendResult result = log.append(Append.to(stream, 0, named).claiming(claim));
    return switch (result) {
      case AppendResult.Appended appended -> {
        IntentState state = IntentState.evolve(IntentState.unborn(), event);
        around.observer().recorded(event, state.status());
        IntentView view =
            new IntentView(
                state,
                1,
                appended.first(),
                appended.last(),
                appended.recordedAt(),
                appended.recordedAt());
        runners.start(view);
        yield answer(view, false);
      }
      case AppendResult.ClaimTaken _, AppendResult.VersionConflict _ ->
          earlierAnswer(request, origin.principal())
              .orElseGet(
                  () -> new SubmitResult.Refused(new Rejection.IdTaken(request.id()), false));
      case AppendResult.EventIdConflict conflict ->
          throw new IllegalStateException("a new event's id is in the log already: " + conflict);
    };
  }

  /** The answer that this very request got before, also when it would be refused today. */
  private Optional<SubmitResult> earlierAnswer(IntentRequest request, String principal) {
    return around
        .store()
        .claims()
        .keyUse(principal, request.id().toString())
        .map(use -> {
          if (!use.requestHash().equals(RequestHash.of(request))) {
            return new SubmitResult.Refused(new Rejection.IdTaken(request.id()), false);
          }
          List<RecordedEvent> life = log.read(StreamId.intent(request.id()));
          return History.view(life.subList(0, Math.min(1, life.size())))
              .map(view -> answer(view, true))
              .orElseThrow(() -> new IllegalStateException("a claimed intent has no first event"));
        });
  }

  /** What the first event of an intent says to who submitted it. */
  private static SubmitResult answer(IntentView first, boolean repeated) {
    return switch (first.state()) {
      case IntentState.Open open ->
          new SubmitResult.Accepted(
              open.life().id(), first.first(), first.createdAt(), open.life().checks(), repeated);
      case IntentState.Ended(OpenIntent _, IntentEvent.Refused refused) ->
          new SubmitResult.Refused(refused.reason(), true);
      case IntentState.Ended _, IntentState.Unborn _ ->
          throw new IllegalStateException("not a first event: " + first);
    };
  }
}
