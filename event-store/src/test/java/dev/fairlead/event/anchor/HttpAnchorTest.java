package dev.fairlead.event.anchor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.event.EventStoreException;
import dev.fairlead.event.WriteOnlyAnchor;
import dev.fairlead.event.proof.Checkpoint;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class HttpAnchorTest {
  private final AnchorServer server = new AnchorServer();
  private final HttpAnchor anchor = new HttpAnchor(server.address());

  @AfterEach
  void close() {
    anchor.close();
    server.close();
  }

  private List<Checkpoint> post(int count) throws IOException {
    List<Checkpoint> all = new ArrayList<>();
    for (int size = 1; size <= count; size++) {
      Checkpoint checkpoint = FileAnchorTest.checkpoint(size, Instant.EPOCH);
      anchor.write(checkpoint);
      all.add(checkpoint);
    }
    return all;
  }

  @Test
  void asksAServerThatKnowsTheQueriesForWhatItNeeds() throws IOException {
    server.answerPages(10);
    List<Checkpoint> all = post(35);

    assertThat(anchor.last()).contains(all.getLast());
    assertThat(server.told()).isEqualTo(1);
    assertThat(anchor.all()).isEqualTo(all);
    assertThat(server.told()).isEqualTo(1 + 35);
  }

  @Test
  void understandsAServerThatAlwaysTellsAll() throws IOException {
    List<Checkpoint> all = post(5);

    assertThat(anchor.last()).contains(all.getLast());
    assertThat(anchor.all()).isEqualTo(all);
  }

  @Test
  void holdsNothingWhereTheServerHasNothing() throws IOException {
    assertThat(anchor.last()).isEmpty();
    assertThat(anchor.all()).isEmpty();
  }

  @Test
  void saysThatAServerNeverTells() {
    server.tellNothing();

    assertThatThrownBy(anchor::last).isInstanceOf(WriteOnlyAnchor.class);
    assertThatThrownBy(anchor::all).isInstanceOf(WriteOnlyAnchor.class);
  }

  @Test
  void readsNoEndlessAnswer() {
    server.answerWithoutEnd();

    assertThatThrownBy(anchor::last)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("longer than 4096 bytes");
  }

  @Test
  void refusesWhatIsNoCheckpoint() {
    server.keep("something else");

    assertThatThrownBy(anchor::last)
        .isInstanceOf(EventStoreException.class)
        .hasMessageContaining("holds what is no checkpoint");
    assertThatThrownBy(anchor::all).isInstanceOf(EventStoreException.class);
  }
}
