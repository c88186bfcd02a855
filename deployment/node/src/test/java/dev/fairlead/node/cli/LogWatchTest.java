package dev.fairlead.node.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.event.proof.Checkpoint;
import dev.fairlead.event.proof.Proof;
import dev.fairlead.event.proof.TreeHash;
import dev.fairlead.event.proof.TreeProofs;
import dev.fairlead.signing.EventSigner;
import dev.fairlead.signing.LocalEventSigner;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a watcher says of nodes that lie. */
final class LogWatchTest {
  private static final EventSigner SIGNER = LocalEventSigner.generate(new SecureRandom());
  private static final UUID LOG = new UUID(1, 2);

  private final LogWatch watch = new LogWatch(Set.of(SIGNER.publicKey().toString().substring(2)));

  /** A log of so many events whose events from one on are others. */
  private record Log(UUID id, long size, long othersFrom, EventSigner signer)
      implements LogWatch.Source {
    private byte[] event(long index) {
      return ByteBuffer.allocate(32).putLong(index).putLong(index >= othersFrom ? 1 : 0).array();
    }

    private byte[] subtree(int level, long index) {
      byte[][] leaves = new byte[1 << level][];
      for (int i = 0; i < leaves.length; i++) {
        leaves[i] = new TreeHash().leaf(event((index << level) + i));
      }
      return new TreeHash().fold(leaves);
    }

    private TreeProofs tree() {
      return new TreeProofs(this::subtree);
    }

    Checkpoint at(long events) {
      return Checkpoint.sign(
          id,
          events,
          tree().root(events),
          event(events - 1),
          Instant.EPOCH,
          signer.publicKey().toArray(),
          message -> signer.sign(message).toArray());
    }

    @Override
    public Checkpoint newest() {
      return at(size);
    }

    @Override
    public Proof.Consistency consistency(long from, long to) {
      return Proof.consistency(at(from), at(to), tree().consistency(from, to));
    }
  }

  private static Log log(long size) {
    return new Log(LOG, size, Long.MAX_VALUE, SIGNER);
  }

  private String doubts(Checkpoint before, Log now) {
    return String.join("; ", watch.doubts(before, now.newest(), now));
  }

  @Test
  void hasNoDoubtOfALogThatGrows() {
    assertThat(watch.doubts(log(5).newest())).isEmpty();
    for (long before : new long[] {1, 5, 8, 21}) {
      assertThat(doubts(log(before).newest(), log(21))).as("%d", before).isEmpty();
    }
  }

  @Test
  @DisplayName("failures #31: a log that is shorter than before is found")
  void findsALogThatWentBackwards() {
    assertThat(doubts(log(21).newest(), log(20))).contains("the log went backwards: it has 20");
  }

  @Test
  @DisplayName("failures #136: a log that was rewritten as a whole is found, at any length")
  void findsAnotherHistory() {
    for (long size : new long[] {21, 22, 50}) {
      assertThat(doubts(log(21).newest(), new Log(LOG, size, 20, SIGNER)))
          .as("%d", size)
          .contains("another history");
    }
    assertThat(doubts(log(21).newest(), new Log(LOG, 50, 21, SIGNER))).isEmpty();
  }

  @Test
  void findsAnotherLog() {
    Log other = new Log(new UUID(3, 4), 30, Long.MAX_VALUE, SIGNER);

    assertThat(doubts(log(21).newest(), other)).contains("another log");
  }

  @Test
  void trustsTheNamedKeysOnly() {
    Log thief = new Log(LOG, 30, Long.MAX_VALUE, LocalEventSigner.generate(new SecureRandom()));

    assertThat(watch.doubts(thief.newest())).singleElement().asString().startsWith("KEY: ");
    assertThat(doubts(log(21).newest(), thief)).contains("KEY: ");
    assertThat(new LogWatch(Set.of()).doubts(log(21).newest(), thief.newest(), thief)).isEmpty();
  }

  @Test
  void refusesASignatureThatIsNotTheKeys() {
    Checkpoint good = log(5).newest();
    Checkpoint forged =
        new Checkpoint(
            good.log(),
            6,
            good.root(),
            good.head(),
            good.time(),
            good.publicKey(),
            good.signature());

    assertThat(watch.doubts(forged))
        .anySatisfy(doubt -> assertThat(doubt).startsWith("SIGNATURE: "));
  }

  @Test
  void keepsItsStateAcrossWrites(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("state.json");
    WatchState state = new WatchState(file);
    assertThat(state.read()).isEmpty();
    state.write(log(5).newest());
    state.write(log(6).newest());
    Files.writeString(directory.resolve("state.json.next"), "half a li");

    assertThat(new WatchState(file).read()).contains(log(6).newest());
    state.write(log(7).newest());
    assertThat(new WatchState(file).read()).contains(log(7).newest());
  }
}
