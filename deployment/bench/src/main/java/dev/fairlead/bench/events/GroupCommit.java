package dev.fairlead.bench.events;

import dev.fairlead.bench.Row;
import dev.fairlead.bench.Target;
import dev.fairlead.parts.Progress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Many callers at once: ours, the plain table and the peers take turns of a second, so that what
 * disturbs the machine disturbs all.
 */
final class GroupCommit {
  private static final Duration TURN = Duration.ofSeconds(1);
  private static final int WARM_UP = 2;
  private static final double TAIL = 99;
  private static final double SHARE = 0.6;
  private static final double SLOWER = 2;

  private final Contestant own;
  private final Contestant plain;
  private final List<Contestant> peers;
  private final Progress progress;

  GroupCommit(Contestant own, Contestant plain, List<Contestant> peers, Progress progress) {
    this.own = own;
    this.plain = plain;
    this.peers = peers;
    this.progress = progress;
  }

  /** The rows for a number of callers, over so many turns each. */
  List<Row> measure(int callers, int turns) throws Exception {
    List<Contestant> all = new ArrayList<>(List.of(own, plain));
    all.addAll(peers);
    Map<Contestant, Tally> tallies = new LinkedHashMap<>();
    for (int turn = -WARM_UP; turn < turns; turn++) {
      progress.says("%d callers: turn %d of %d".formatted(callers, turn + 1, turns));
      for (Contestant contestant : all) {
        Tally tally =
            turn < 0 ? new Tally() : tallies.computeIfAbsent(contestant, _ -> new Tally());
        contestant.race(callers, TURN, tally);
      }
    }
    return rows(callers, tallies);
  }

  private List<Row> rows(int callers, Map<Contestant, Tally> tallies) {
    String who = callers == 1 ? "1 caller, " : callers + " callers, ";
    boolean group = callers > 1;
    List<Row> rows = new ArrayList<>();
    Tally ours = tallies.getOrDefault(own, new Tally());
    Tally theirs = tallies.getOrDefault(plain, new Tally());
    rows.add(
        new Row(
            who + "appends (" + plain.name() + ")",
            ours.rate(),
            "1/s",
            theirs.rate(),
            group ? Target.ratioAtLeast(SHARE) : null));
    rows.add(
        new Row(
            who + "p99 (" + plain.name() + ")",
            ours.times().millis(TAIL),
            "ms",
            theirs.times().millis(TAIL),
            group ? Target.ratioBelow(SLOWER) : null));
    for (Contestant peer : peers) {
      Tally tally = tallies.getOrDefault(peer, new Tally());
      rows.add(
          new Row(
              who + "appends (" + peer.name() + ")",
              ours.rate(),
              "1/s",
              tally.rate(),
              Target.ratioAtLeast(1)));
      rows.add(
          new Row(
              who + "p99 (" + peer.name() + ")",
              ours.times().millis(TAIL),
              "ms",
              tally.times().millis(TAIL),
              null));
    }
    return rows;
  }
}
