package dev.fairlead.chain.window;

import dev.fairlead.model.BlockHash;
import dev.fairlead.model.BlockNumber;
import dev.fairlead.model.BlockRef;
import dev.fairlead.model.Bytes32;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/** One change of a window as it stands in the file: always of the same length, with a checksum. */
record WindowRecord(Kind kind, BlockRef block, BlockHash parent) {
  /** The kind's byte, the number, two hashes, the checksum. */
  static final int LENGTH = 1 + Long.BYTES + 2 * Bytes32.LENGTH + Integer.BYTES;

  private static final BlockHash NONE = new BlockHash(Bytes32.ZERO);

  /** What happened to the block, by the byte that says so in the file. */
  enum Kind {
    EXTENDED('+'),
    RETRACTED('-'),
    /** Was retracted before the file was written anew. */
    ABANDONED('a'),
    FINAL('f');

    private final byte code;

    Kind(char code) {
      this.code = (byte) code;
    }

    static Optional<Kind> of(byte code) {
      return Stream.of(values()).filter(kind -> kind.code == code).findFirst();
    }
  }

  static WindowRecord extended(WindowBlock block) {
    return new WindowRecord(Kind.EXTENDED, block.ref(), block.parent());
  }

  static WindowRecord abandoned(WindowBlock block) {
    return new WindowRecord(Kind.ABANDONED, block.ref(), block.parent());
  }

  static WindowRecord retracted(BlockRef block) {
    return new WindowRecord(Kind.RETRACTED, block, NONE);
  }

  static WindowRecord finalized(BlockRef block) {
    return new WindowRecord(Kind.FINAL, block, NONE);
  }

  WindowBlock windowBlock() {
    return new WindowBlock(block, parent);
  }

  void writeTo(ByteBuffer target) {
    int start = target.position();
    target.put(kind.code).putLong(block.number().value());
    block.hash().value().writeTo(target);
    parent.value().writeTo(target);
    target.putInt(checksum(target, start, target.position()));
  }

  /** Empty if the next record is cut off or damaged. */
  static Optional<WindowRecord> readFrom(ByteBuffer source) {
    if (source.remaining() < LENGTH) {
      return Optional.empty();
    }
    int start = source.position();
    Optional<Kind> kind = Kind.of(source.get());
    long number = source.getLong();
    BlockHash hash = hash(source);
    BlockHash parent = hash(source);
    int expected = checksum(source, start, source.position());
    if (source.getInt() != expected || number < 0) {
      return Optional.empty();
    }
    return kind.map(
        what -> new WindowRecord(what, new BlockRef(new BlockNumber(number), hash), parent));
  }

  static BlockHash hash(ByteBuffer source) {
    byte[] hash = new byte[Bytes32.LENGTH];
    source.get(hash);
    return new BlockHash(Bytes32.wrap(hash));
  }

  static int checksum(ByteBuffer buffer, int from, int to) {
    CRC32C checksum = new CRC32C();
    checksum.update(buffer.duplicate().position(from).limit(to));
    return (int) checksum.getValue();
  }
}
