package dev.fairlead.node.doctor;

import dev.fairlead.event.CheckpointAnchor;
import dev.fairlead.event.EventStoreException;
import dev.fairlead.event.anchor.FileAnchor;
import dev.fairlead.event.anchor.HttpAnchor;
import dev.fairlead.event.proof.Checkpoint;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Where the node writes: its data directory, and its checkpoints' places. */
final class PlaceCheck {
  static final long ENOUGH_BYTES = 2L << 30;

  private static final String WRITABLE = "writable";
  private static final String READABLE = "readable";

  private final Sheet sheet;

  PlaceCheck(Sheet sheet) {
    this.sheet = sheet;
  }

  void directory(Path directory) {
    Sheet own = sheet.about(directory.toString());
    Path there = nearest(directory);
    if (Files.isDirectory(there) && Files.isWritable(there)) {
      own.proved(WRITABLE, Files.exists(directory) ? "yes" : "it can be made in " + there);
    } else {
      own.wrong(
          WRITABLE,
          there + (Files.isDirectory(there) ? " can't be written to" : " is no directory"),
          "give it to the user that runs the node");
    }
    space(own, there);
  }

  static void space(Sheet own, Path place) {
    try {
      long free = Files.getFileStore(place).getUsableSpace();
      String words = (free >> 20) + " MiB are free";
      if (free < ENOUGH_BYTES) {
        own.wrong("disk", words, "make room: at least " + (ENOUGH_BYTES >> 20) + " MiB");
      } else {
        own.proved("disk", words);
      }
    } catch (IOException e) {
      own.notProved("disk", "the file system does not say: " + e.getMessage());
    }
  }

  /** An append-only file: what is in it must be readable, and its end writable. */
  void checkpoints(Path file) {
    Sheet own = sheet.about(file.toString());
    Path there = nearest(file);
    boolean usable = Files.exists(file) || Files.isDirectory(there);
    if (usable && Files.isWritable(there)) {
      own.proved(WRITABLE, Files.exists(file) ? "yes" : "it can be made in " + there);
    } else {
      own.wrong(WRITABLE, there + " can't be written to", "give it to the user that runs the node");
    }
    if (Files.exists(file)) {
      last(own, new FileAnchor(file));
    }
  }

  /** That it takes what is posted would be proved by posting alone. */
  void checkpoints(URI address) {
    try (HttpAnchor anchor = new HttpAnchor(address)) {
      Sheet own = sheet.about(anchor.name());
      last(own, anchor);
      own.notProved(WRITABLE, "only a checkpoint could prove it, and none is posted here");
    }
  }

  private static void last(Sheet own, CheckpointAnchor anchor) {
    try {
      Optional<Checkpoint> last = anchor.last();
      own.proved(
          READABLE,
          last.map(known -> "the last checkpoint is of " + known.size() + " events")
              .orElse("no checkpoint yet"));
    } catch (IOException e) {
      own.wrong(READABLE, String.valueOf(e.getMessage()), "check the address and the network");
    } catch (EventStoreException e) {
      own.wrong(READABLE, String.valueOf(e.getMessage()), "look at what was written there");
    }
  }

  /** The file or directory itself, or what exists of the way to it. */
  private static Path nearest(Path wanted) {
    Path there = wanted.toAbsolutePath();
    for (Path above = there; above != null; above = above.getParent()) {
      if (Files.exists(above)) {
        return above;
      }
    }
    return there;
  }
}
