package dev.fairlead.node.cli;

import dev.fairlead.api.v1.EvidenceServiceGrpc.EvidenceServiceBlockingStub;
import dev.fairlead.api.v1.GetCheckpointRequest;
import dev.fairlead.api.v1.ProveConsistencyRequest;
import dev.fairlead.event.proof.Checkpoint;
import dev.fairlead.event.proof.Proof;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Watches from elsewhere that a node's log only grows. */
@Command(
    name = "watch",
    description = {
      "Ask a node now and then what its log is, and check that it begins with all that was there",
      "before. Needs no database and trusts nothing but its own state and the keys that are named.",
      "Exit 1 and say what is wrong on a log that went backwards or has another history."
    },
    mixinStandardHelpOptions = true)
final class WatchCommand implements Callable<Integer> {
  private static final long ANSWER_SECONDS = 30;

  @ParentCommand private @Nullable EventsCommand events;

  @Option(
      names = "--state",
      required = true,
      paramLabel = "FILE",
      description = "Keeps the last checkpoint that held, beside nobody else's reach.")
  private @Nullable Path state;

  @Option(
      names = "--key",
      paramLabel = "HEX",
      description =
          "A public key to trust, 64 hex digits; may be repeated. Without one any key will do.")
  private Set<String> keys = Set.of();

  @Option(names = "--once", description = "Look once and exit.")
  private boolean once;

  @Option(
      names = "--every",
      paramLabel = "SECONDS",
      defaultValue = "60",
      description = "How often to look (default: 60).")
  private long every;

  @Spec private @Nullable CommandSpec spec;

  /** The node, asked with a time to answer in. */
  private record Node(NodeConnection connection) implements LogWatch.Source {
    private EvidenceServiceBlockingStub stub() {
      return connection.evidence().withDeadlineAfter(ANSWER_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public Checkpoint newest() {
      return Checkpoint.parse(
          stub().getCheckpoint(GetCheckpointRequest.getDefaultInstance()).getJson());
    }

    @Override
    public Proof.Consistency consistency(long from, long to) {
      String json =
          stub()
              .proveConsistency(
                  ProveConsistencyRequest.newBuilder().setFromSize(from).setToSize(to).build())
              .getJson();
      if (Proof.parse(json) instanceof Proof.Consistency proof) {
        return proof;
      }
      throw new IllegalStateException("the node answered with another kind of proof");
    }
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (every < 1) {
      throw new IllegalArgumentException("--every must be at least 1 second");
    }
    WatchState kept = new WatchState(Objects.requireNonNull(state, "state"));
    LogWatch watch = new LogWatch(keys);
    try (NodeConnection connection = Objects.requireNonNull(events, "events").connect()) {
      Node node = new Node(connection);
      if (once) {
        return look(watch, node, kept);
      }
      while (true) {
        int code = lookAgainAfterSilence(watch, node, kept);
        if (code != 0) {
          return code;
        }
        Thread.sleep(Duration.ofSeconds(every));
      }
    }
  }

  /** A node that does not answer proves nothing; it is asked again. */
  private int lookAgainAfterSilence(LogWatch watch, Node node, WatchState kept) throws IOException {
    try {
      return look(watch, node, kept);
    } catch (StatusRuntimeException e) {
      Status.Code code = e.getStatus().getCode();
      if (code != Status.Code.UNAVAILABLE && code != Status.Code.DEADLINE_EXCEEDED) {
        throw e;
      }
      err().printf("the node does not answer (%s); it is asked again%n", code);
      err().flush();
      return 0;
    }
  }

  private int look(LogWatch watch, Node node, WatchState kept) throws IOException {
    Optional<Checkpoint> before = kept.read();
    Checkpoint now = node.newest();
    List<String> doubts =
        before.isPresent() ? watch.doubts(before.get(), now, node) : watch.doubts(now);
    if (!doubts.isEmpty()) {
      doubts.forEach(out()::println);
      out().flush();
      return 1;
    }
    kept.write(now);
    out().println(sentence(before, now));
    out().flush();
    return 0;
  }

  private static String sentence(Optional<Checkpoint> before, Checkpoint now) {
    String is =
        "log %s has %d events, signed at %s by %s"
            .formatted(now.log(), now.size(), now.time(), now.publicKey());
    if (before.isEmpty()) {
      return is + "; the watch begins here";
    }
    String grown = is + ", and begins with the %d events of before".formatted(before.get().size());
    return before.get().publicKey().equals(now.publicKey())
        ? grown
        : grown + "; ANOTHER KEY signed then, " + before.get().publicKey();
  }

  private PrintWriter out() {
    return Objects.requireNonNull(spec, "spec").commandLine().getOut();
  }

  private PrintWriter err() {
    return Objects.requireNonNull(spec, "spec").commandLine().getErr();
  }
}
