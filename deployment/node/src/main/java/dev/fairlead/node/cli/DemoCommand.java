package dev.fairlead.node.cli;

import dev.fairlead.api.v1.AssetAmount;
import dev.fairlead.api.v1.Constraints;
import dev.fairlead.api.v1.GetIntentAsOfRequest;
import dev.fairlead.api.v1.Intent;
import dev.fairlead.api.v1.IntentStatus;
import dev.fairlead.api.v1.IntentUpdate;
import dev.fairlead.api.v1.IntentView;
import dev.fairlead.api.v1.Moment;
import dev.fairlead.api.v1.Plan;
import dev.fairlead.api.v1.RecordedEvent;
import dev.fairlead.api.v1.SubmitIntentResponse;
import dev.fairlead.api.v1.Verdict;
import dev.fairlead.api.v1.WatchIntentsRequest;
import dev.fairlead.node.EmbeddedNode;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The main job, once, on embedded parts, for somebody who watches. */
@Command(
    name = "demo",
    description = {
      "Trade one intent on a local chain with the real venue contracts, and show its whole life.",
      "Fetches and starts what it needs, and stops it again."
    },
    mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {
  @Mixin private EmbeddedOptions embedded = new EmbeddedOptions();

  @Option(names = "--keep", description = "Leave the node serving afterwards, until Ctrl-C.")
  private boolean keep;

  @Option(names = "--private", description = "Trade through the private relay.")
  private boolean throughRelay;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    PrintWriter out = Objects.requireNonNull(spec, "spec").commandLine().getOut();
    try (StopSignal stop = StopSignal.install();
        EmbeddedNode node = embedded.start(out);
        NodeConnection connection = NodeConnection.to(node.target())) {
      boolean well = trade(connection, out);
      if (keep && well) {
        UpCommand.tellWhereToConnect(node, out);
        stop.await();
      }
      out.println();
      out.println("stopping everything");
      out.flush();
      return well ? 0 : 1;
    }
  }

  private boolean trade(NodeConnection connection, PrintWriter out) {
    Intent intent = intent();
    heading(out, "The intent, submitted over gRPC");
    out.println(Json.line(intent));
    heading(out, "Its life, as it is recorded");
    SubmitIntentResponse accepted = connection.intents().submitIntent(intent);
    List<IntentUpdate> life = follow(connection, accepted, out);
    IntentUpdate end = life.getLast();
    if (end.getStatus() != IntentStatus.INTENT_STATUS_SETTLED) {
      out.println("the intent ended without a trade");
      return false;
    }
    AssetAmount quoted = quote(life);
    AssetAmount realised = end.getEvent().getSettled().getBought();
    out.printf(
        "%nquoted %s, realised %s: %s%n",
        Amounts.show(quoted), Amounts.show(realised), Amounts.difference(realised, quoted));
    timeTravel(connection, life, out);
    heading(out, "Is the log what was once written?");
    Verdict verdict = EventsCommand.verify(connection, null);
    out.println(EventsCommand.sentence(verdict));
    return verdict.getSound();
  }

  /** The example of the README, under a fresh id. */
  private Intent intent() {
    Intent.Builder intent = Json.read(EmbeddedNode.exampleIntent(), Intent.newBuilder());
    intent.setId(UUID.randomUUID().toString());
    if (throughRelay) {
      intent.getConstraintsBuilder().setPrivacy(Constraints.Privacy.PRIVATE);
    }
    return intent.build();
  }

  private static List<IntentUpdate> follow(
      NodeConnection connection, SubmitIntentResponse accepted, PrintWriter out) {
    Iterator<IntentUpdate> updates =
        connection
            .intents()
            .watchIntents(
                WatchIntentsRequest.newBuilder()
                    .setIntentId(accepted.getIntentId())
                    .setAfter(accepted.getPosition() - 1)
                    .build());
    List<IntentUpdate> life = new ArrayList<>();
    while (updates.hasNext()) {
      IntentUpdate update = updates.next();
      life.add(update);
      EventLines.of(update.getEvent()).forEach(out::println);
      out.flush();
      if (Statuses.hasEnded(update.getStatus())) {
        return life;
      }
    }
    throw new IllegalStateException("the node stopped telling of the intent");
  }

  private static AssetAmount quote(List<IntentUpdate> life) {
    return life.stream()
        .map(IntentUpdate::getEvent)
        .filter(RecordedEvent::hasPlanned)
        .reduce((_, last) -> last)
        .orElseThrow()
        .getPlanned()
        .getPlan()
        .getQuoted();
  }

  /** Asks the log for the state just before the first byte left. */
  private static void timeTravel(
      NodeConnection connection, List<IntentUpdate> life, PrintWriter out) {
    RecordedEvent submitted =
        life.stream()
            .map(IntentUpdate::getEvent)
            .filter(RecordedEvent::hasSubmitted)
            .findFirst()
            .orElseThrow();
    long before = submitted.getPosition() - 1;
    IntentView view =
        connection
            .history()
            .getIntentAsOf(
                GetIntentAsOfRequest.newBuilder()
                    .setIntentId(submitted.getStream().substring("intent/".length()))
                    .setAsOf(Moment.newBuilder().setPosition(before))
                    .build());
    heading(out, "What was known at the moment before submission, position " + before + "?");
    Plan plan = view.getPlan();
    out.printf(
        "it was %s; the plan of block %d would give %s for %s, and no less than %s%n",
        view.getStatus().name().substring("INTENT_STATUS_".length()).toLowerCase(Locale.ROOT),
        plan.getPricedAt().getNumber(),
        Amounts.show(plan.getQuoted()),
        Amounts.show(plan.getSell()),
        Amounts.show(plan.getLeast()));
    view.getTransactionsList()
        .forEach(transaction ->
            out.printf(
                "signed and durable, offered to nobody: %s %s with nonce %d%n",
                transaction.getRole().toLowerCase(Locale.ROOT),
                transaction.getHash(),
                transaction.getNonce()));
  }

  private static void heading(PrintWriter out, String text) {
    out.println();
    out.println(text);
    out.println("-".repeat(text.length()));
  }
}
