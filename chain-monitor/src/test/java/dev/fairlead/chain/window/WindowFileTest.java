package dev.fairlead.chain.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.chain.ChainException;
import dev.fairlead.model.BlockHash;
import dev.fairlead.model.BlockNumber;
import dev.fairlead.model.BlockRef;
import dev.fairlead.model.Bytes32;
import dev.fairlead.model.ChainId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WindowFileTest {
  private static final ChainId CHAIN = new ChainId(8453);
  private static final int DEPTH = 256;
  private static final int HEADER = 56;

  private final long seed = Long.getLong("fairlead.seed", 20_261_129L);
  private final RandomGenerator random = new Random(seed);
  private final Optional<BlockHash> genesis = Optional.of(hash());

  @TempDir private Path directory;

  @Test
  void remembersWhatHappenedUntilTheNextStart() throws IOException {
    List<WindowBlock> blocks = chain(5);
    BlockRef abandoned = blocks.getLast().ref();
    WindowBlock instead = on(blocks.get(3));
    try (WindowFile file = open()) {
      assertThat(file.window()).isEmpty();
      file.begin(new ChainWindow(blocks.subList(0, 4), List.of(), blocks.getFirst().ref()));
      file.extended(blocks.get(4));
      file.retracted(abandoned);
      file.extended(instead);
      file.finalized(blocks.get(2).ref());
    }
    ChainWindow window = open().window().orElseThrow();
    assertThat(window.blocks()).startsWith(blocks.get(0)).endsWith(instead).hasSize(5);
    assertThat(window.abandoned()).containsExactly(blocks.getLast());
    assertThat(window.finalized()).isEqualTo(blocks.get(2).ref());
  }

  @Test
  void isTheSameAfterManyChangesWheneverItIsOpenedAgain() throws IOException {
    System.out.println("WindowFileTest seed " + seed);
    List<WindowBlock> start = chain(3);
    WindowFile file = open();
    file.begin(new ChainWindow(start, List.of(), start.getFirst().ref()));
    long longest = 0;
    for (int i = 0; i < 12_000; i++) {
      change(file);
      if (i % 5_000 == 4_999) {
        ChainWindow before = file.window().orElseThrow();
        file.close();
        file = open();
        assertThat(file.window()).contains(before);
        assertThat(before.blocks().size()).isLessThanOrEqualTo(DEPTH + 1);
      }
      longest = Math.max(longest, Files.size(path()));
    }
    assertThat(longest).isLessThan(700_000);
    file.close();
  }

  @Test
  void dropsARecordThatWasCutOff() throws IOException {
    List<ChainWindow> states = written();
    byte[] whole = Files.readAllBytes(path());
    for (int cut = HEADER + 6 * WindowRecord.LENGTH; cut <= whole.length; cut++) {
      Files.write(path(), Arrays.copyOf(whole, cut));
      WindowFile file = open();
      int torn = (cut - HEADER) % WindowRecord.LENGTH;
      assertThat(file.dropped()).isEqualTo(torn);
      assertThat(file.window()).contains(states.get((cut - HEADER) / WindowRecord.LENGTH - 6));
      assertThat(Files.size(path())).isEqualTo(cut);
    }
  }

  @Test
  void endsBeforeADamagedRecordAndGoesOnFromThere() throws IOException {
    List<ChainWindow> states = written();
    byte[] whole = Files.readAllBytes(path());
    for (int at = HEADER + 6 * WindowRecord.LENGTH; at < whole.length; at += 5) {
      byte[] damaged = whole.clone();
      damaged[at] ^= (byte) (1 << random.nextInt(8));
      Files.write(path(), damaged);
      WindowFile file = open();
      ChainWindow before = states.get((at - HEADER) / WindowRecord.LENGTH - 6);
      assertThat(file.window()).contains(before);
      file.extended(on(before.blocks().getLast()));
      file.close();
      ChainWindow after = open().window().orElseThrow();
      assertThat(after.blocks()).hasSize(before.blocks().size() + 1);
    }
  }

  @Test
  void refusesAnotherChainAnotherGenesisAndOtherFiles() throws IOException {
    var _ = written();
    assertThatThrownBy(() -> WindowFile.open(path(), new ChainId(10), genesis, DEPTH))
        .isInstanceOfSatisfying(
            ChainException.class, e -> assertThat(e.kind()).isEqualTo(ChainException.Kind.FATAL))
        .hasMessageContaining("is of chain 8453, not of chain 10");
    BlockHash other = hash();
    assertThatThrownBy(() -> WindowFile.open(path(), CHAIN, Optional.of(other), DEPTH))
        .isInstanceOf(ChainException.class)
        .hasMessageContaining("begins with block " + genesis.orElseThrow())
        .hasMessageContaining("the endpoint's begins with " + other);
    assertThat(WindowFile.open(path(), CHAIN, Optional.empty(), DEPTH).window()).isPresent();
    byte[] content = Files.readAllBytes(path());
    content[20] ^= 1;
    Files.write(path(), content);
    assertThatThrownBy(this::open)
        .isInstanceOf(ChainException.class)
        .hasMessageContaining("its first bytes are damaged");
    Files.writeString(path(), "blocks, all of them, and more than fifty-six bytes, one by one");
    assertThatThrownBy(this::open)
        .isInstanceOf(ChainException.class)
        .hasMessageContaining("does not begin as one");
  }

  @Test
  void isWrittenAnewOnceItCanBeAgain() throws IOException {
    List<WindowBlock> blocks = chain(3);
    WindowFile file = open();
    Files.delete(path().getParent());
    assertThatThrownBy(
            () -> file.begin(new ChainWindow(blocks, List.of(), blocks.getFirst().ref())))
        .isInstanceOf(IOException.class);
    assertThatThrownBy(() -> file.extended(on(blocks.getLast()))).isInstanceOf(IOException.class);
    Files.createDirectory(path().getParent());
    file.finalized(blocks.getLast().ref());
    file.close();
    ChainWindow window = open().window().orElseThrow();
    assertThat(window.blocks()).hasSize(4);
    assertThat(window.finalized()).isEqualTo(blocks.getLast().ref());
  }

  /** Six records of a beginning, then one a state. */
  private List<ChainWindow> written() throws IOException {
    List<WindowBlock> start = chain(5);
    List<ChainWindow> states = new ArrayList<>();
    try (WindowFile file = open()) {
      file.begin(new ChainWindow(start, List.of(), start.getFirst().ref()));
      states.add(file.window().orElseThrow());
      for (int i = 0; i < 12; i++) {
        change(file);
        states.add(file.window().orElseThrow());
      }
    }
    return states;
  }

  private void change(WindowFile file) throws IOException {
    ChainWindow window = file.window().orElseThrow();
    long above = window.head().number().value() - window.finalized().number().value();
    int choice = random.nextInt(10);
    if (choice < 3 && above > 0 && window.blocks().size() > 1) {
      file.retracted(window.head());
    } else if (choice == 3 && above > 40) {
      file.finalized(window.blocks().get(window.blocks().size() - 20).ref());
    } else {
      file.extended(on(window.blocks().getLast()));
    }
  }

  private Path path() {
    return directory.resolve("chains").resolve("8453.window");
  }

  private WindowFile open() {
    return WindowFile.open(path(), CHAIN, genesis, DEPTH);
  }

  private List<WindowBlock> chain(int length) {
    List<WindowBlock> blocks = new ArrayList<>();
    blocks.add(new WindowBlock(new BlockRef(new BlockNumber(100), hash()), hash()));
    while (blocks.size() < length) {
      blocks.add(on(blocks.getLast()));
    }
    return blocks;
  }

  private WindowBlock on(WindowBlock below) {
    return new WindowBlock(new BlockRef(below.ref().number().next(), hash()), below.ref().hash());
  }

  private BlockHash hash() {
    byte[] bytes = new byte[Bytes32.LENGTH];
    random.nextBytes(bytes);
    return new BlockHash(Bytes32.wrap(bytes));
  }
}
