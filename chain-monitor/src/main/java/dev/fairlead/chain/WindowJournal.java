package dev.fairlead.chain;

import dev.fairlead.chain.window.ChainWindow;
import dev.fairlead.chain.window.WindowBlock;
import dev.fairlead.chain.window.WindowFile;
import dev.fairlead.model.BlockRef;
import dev.fairlead.model.ChainId;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes down each change of a view before anybody is told of it, if there is a file for that. A
 * file that can't be written is told to the observer, and the chain goes on: an older window is
 * still a window of the same chain.
 */
final class WindowJournal implements AutoCloseable {
  private final ChainId chain;
  private final @Nullable WindowFile file;
  private final ChainObserver observer;

  WindowJournal(ChainId chain, @Nullable WindowFile file, ChainObserver observer) {
    this.chain = chain;
    this.file = file;
    this.observer = observer;
    if (file != null && file.dropped() > 0) {
      observer.windowNotKept(chain, "the last " + file.dropped() + " bytes were not whole");
    }
  }

  private interface Change {
    void on(WindowFile file) throws IOException;
  }

  /** The window of the last start. */
  Optional<ChainWindow> saved() {
    return file == null ? Optional.empty() : file.window();
  }

  void begin(ChainWindow window) {
    write(to -> to.begin(window));
  }

  void extended(Block block) {
    write(to -> to.extended(new WindowBlock(block.ref(), block.parent())));
  }

  void retracted(BlockRef block) {
    write(to -> to.retracted(block));
  }

  void finalized(BlockRef block) {
    write(to -> to.finalized(block));
  }

  @Override
  public void close() {
    write(WindowFile::close);
  }

  private void write(Change change) {
    if (file == null) {
      return;
    }
    try {
      change.on(file);
    } catch (IOException e) {
      observer.windowNotKept(chain, "it can't be written: " + e.getMessage());
    }
  }
}
