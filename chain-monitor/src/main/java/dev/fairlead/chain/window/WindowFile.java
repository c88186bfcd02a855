package dev.fairlead.chain.window;

import dev.fairlead.chain.ChainException;
import dev.fairlead.model.BlockHash;
import dev.fairlead.model.BlockRef;
import dev.fairlead.model.Bytes32;
import dev.fairlead.model.ChainId;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A chain's window in a file: records are appended, and the file is written anew beside itself and
 * renamed over when it has grown long. For one thread.
 *
 * <p>Each record is with the operating system before its method returns, so that a killed process
 * loses none. It is on the disk when finality moves, though at most once a second: a machine that
 * fails may lose the newest records, and what is left is an older window of the same chain, which
 * is as good as that of a node that was down for longer. A record that is cut off or damaged ends
 * the file; it and what stands behind it is dropped.
 *
 * <p>What can't be written throws {@link IOException}, and the next record writes the file anew.
 */
public final class WindowFile implements AutoCloseable {
  private static final long MAGIC = 0x464c_5749_4e44_4f57L;
  private static final int VERSION = 1;
  private static final int HEADER = 3 * Long.BYTES + Bytes32.LENGTH;
  private static final int SPARE_RECORDS = 4_096;
  private static final BlockHash UNKNOWN = new BlockHash(Bytes32.ZERO);
  private static final Duration BETWEEN_SYNCS = Duration.ofSeconds(1);

  private final Path file;
  private final ChainId chain;
  private final BlockHash genesis;
  private final int depth;
  private final int dropped;
  private WindowState state;
  private @Nullable FileOutputStream out;
  private long appended;
  private long syncedAt = System.nanoTime();

  private WindowFile(
      Path file, ChainId chain, BlockHash genesis, int depth, WindowState state, int dropped) {
    this.file = file;
    this.chain = chain;
    this.genesis = genesis;
    this.depth = depth;
    this.state = state;
    this.dropped = dropped;
  }

  /**
   * Opens a chain's file, or begins one.
   *
   * @param genesis the hash of the chain's first block; empty if nobody tells it
   * @param depth how many blocks below the head are kept
   * @throws ChainException {@code FATAL} if the file is another chain's, or can't be read
   */
  public static WindowFile open(Path file, ChainId chain, Optional<BlockHash> genesis, int depth) {
    BlockHash first = genesis.orElse(UNKNOWN);
    try {
      if (!Files.exists(file)) {
        Files.createDirectories(file.toAbsolutePath().getParent());
        return new WindowFile(file, chain, first, depth, new WindowState(depth), 0);
      }
      ByteBuffer content = ByteBuffer.wrap(Files.readAllBytes(file));
      checkHeader(file, content, chain, first);
      WindowState state = new WindowState(depth);
      int whole = content.position();
      Optional<WindowRecord> record = WindowRecord.readFrom(content);
      while (record.isPresent()) {
        state.apply(record.get());
        whole = content.position();
        record = WindowRecord.readFrom(content);
      }
      return new WindowFile(file, chain, first, depth, state, content.limit() - whole);
    } catch (IllegalArgumentException e) {
      throw new ChainException(
          ChainException.Kind.FATAL, file + " is no window of a chain: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new ChainException(ChainException.Kind.FATAL, "can't read " + file, e);
    }
  }

  /** What the file holds now, if it was ever written. */
  public Optional<ChainWindow> window() {
    return state.window();
  }

  /** How many bytes at the end of the file were not whole when it was opened. */
  public int dropped() {
    return dropped;
  }

  /** Takes {@code window} for all that was known before. */
  public void begin(ChainWindow window) throws IOException {
    state = WindowState.of(window, depth);
    rewrite();
  }

  public void extended(WindowBlock block) throws IOException {
    append(WindowRecord.extended(block));
  }

  public void retracted(BlockRef block) throws IOException {
    append(WindowRecord.retracted(block));
  }

  public void finalized(BlockRef block) throws IOException {
    append(WindowRecord.finalized(block));
    if (System.nanoTime() - syncedAt >= BETWEEN_SYNCS.toNanos()) {
      sync();
    }
  }

  @Override
  public void close() throws IOException {
    if (out != null) {
      sync();
      closeStream();
    }
  }

  private void append(WindowRecord record) throws IOException {
    state.apply(record);
    FileOutputStream open = out;
    if (open == null || appended >= SPARE_RECORDS + depth) {
      rewrite();
      return;
    }
    ByteBuffer bytes = ByteBuffer.allocate(WindowRecord.LENGTH);
    record.writeTo(bytes);
    try {
      open.write(bytes.array());
      appended++;
    } catch (IOException e) {
      closeStream();
      throw e;
    }
  }

  private void rewrite() throws IOException {
    closeStream();
    List<WindowRecord> records = state.records();
    ByteBuffer bytes = ByteBuffer.allocate(HEADER + records.size() * WindowRecord.LENGTH);
    writeHeader(bytes);
    records.forEach(record -> record.writeTo(bytes));
    Path next = file.resolveSibling(file.getFileName() + ".next");
    try (FileOutputStream beside = new FileOutputStream(next.toFile())) {
      beside.write(bytes.array());
      beside.getFD().sync();
    }
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    try (FileChannel directory =
        FileChannel.open(file.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
      directory.force(true);
    }
    out = new FileOutputStream(file.toFile(), true);
    appended = 0;
    syncedAt = System.nanoTime();
  }

  private void sync() throws IOException {
    if (out != null) {
      out.getFD().sync();
      syncedAt = System.nanoTime();
    }
  }

  private void closeStream() throws IOException {
    FileOutputStream open = out;
    out = null;
    if (open != null) {
      open.close();
    }
  }

  private void writeHeader(ByteBuffer target) {
    target.putLong(MAGIC).putInt(VERSION).putLong(chain.value());
    genesis.value().writeTo(target);
    target.putInt(WindowRecord.checksum(target, 0, target.position()));
  }

  private static void checkHeader(Path file, ByteBuffer content, ChainId chain, BlockHash genesis) {
    if (content.limit() < HEADER || content.getLong() != MAGIC) {
      throw new IllegalArgumentException("it does not begin as one");
    }
    int version = content.getInt();
    long id = content.getLong();
    BlockHash first = WindowRecord.hash(content);
    int expected = WindowRecord.checksum(content, 0, content.position());
    if (content.getInt() != expected) {
      throw new IllegalArgumentException("its first bytes are damaged");
    }
    if (version != VERSION) {
      throw new IllegalArgumentException("version " + version + " is not known here");
    }
    if (id != chain.value()) {
      throw ChainException.fatal(file + " is of chain " + id + ", not of chain " + chain);
    }
    if (!first.equals(genesis) && !first.equals(UNKNOWN) && !genesis.equals(UNKNOWN)) {
      throw ChainException.fatal(
          file
              + " is of a chain "
              + id
              + " that begins with block "
              + first
              + ", but the endpoint's begins with "
              + genesis);
    }
  }
}
