package dev.fairlead.venue.file;

import dev.fairlead.model.Bytes;
import dev.fairlead.model.Bytes32;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.Token;
import dev.fairlead.venue.KeptMarket;
import dev.fairlead.venue.Market;
import dev.fairlead.venue.VenueException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * A market that a node keeps for its next start: a {@link MarketFile}, packed, with what it was
 * found by and a checksum of all of it.
 *
 * <p>The file is replaced as a whole and synced before, so that whatever ends the node leaves the
 * last or the one before. Files of another chain, found by other terms, damaged or of another
 * version are refused with the reason.
 */
public final class KeptMarketFile implements KeptMarket {
  private static final String FORMAT = "fairlead-kept-market 1 ";
  private static final int HEADER = FORMAT.length() + 2 + 2 * Bytes32.LENGTH + 1;

  private final Path file;
  private final ChainId chain;
  private final Bytes32 terms;
  private final UnaryOperator<Token> instances;

  /**
   * The file at a path, which need not exist.
   *
   * @param terms stands for what decides which pools are found: another makes the file useless
   * @param instances the instance of a token that all pools are to share
   */
  public KeptMarketFile(Path file, ChainId chain, Bytes32 terms, UnaryOperator<Token> instances) {
    this.file = file;
    this.chain = chain;
    this.terms = terms;
    this.instances = instances;
  }

  @Override
  public Optional<Market> read() {
    try {
      if (!Files.exists(file)) {
        return Optional.empty();
      }
      return Optional.of(parsed(Files.readAllBytes(file)));
    } catch (IOException | MarketFileException e) {
      throw unusable(String.valueOf(e.getMessage()));
    }
  }

  private Market parsed(byte[] content) throws IOException {
    int end = content.length - Bytes32.LENGTH;
    if (end < HEADER || !Arrays.equals(sum(content, end), tail(content, end))) {
      throw unusable("it is damaged");
    }
    String header = new String(content, 0, HEADER, StandardCharsets.US_ASCII);
    if (!header.startsWith(FORMAT)) {
      throw unusable("it is of another version");
    }
    if (!header.equals(header())) {
      throw unusable("it was found with other venues or tokens than are configured now");
    }
    try (InputStream in =
        new GZIPInputStream(new ByteArrayInputStream(content, HEADER, end - HEADER))) {
      MarketFile read = MarketFile.read(in, instances);
      if (!read.chain().equals(chain)) {
        throw unusable("it is of chain " + read.chain() + ", not " + chain);
      }
      return read.market();
    }
  }

  /** Replaces what was kept; how many bytes it takes. */
  public long write(Market market) throws IOException {
    ByteArrayOutputStream content = new ByteArrayOutputStream(1 << 16);
    content.write(header().getBytes(StandardCharsets.US_ASCII));
    try (OutputStream out = new GZIPOutputStream(content)) {
      new MarketFile(chain, market).write(out);
    }
    content.write(sum(content.toByteArray(), content.size()));
    Files.createDirectories(file.toAbsolutePath().getParent());
    Path part = file.resolveSibling(file.getFileName() + ".part");
    try (FileChannel out =
        FileChannel.open(
            part,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      ByteBuffer rest = ByteBuffer.wrap(content.toByteArray());
      while (rest.hasRemaining()) {
        out.write(rest);
      }
      out.force(true);
    }
    Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    return content.size();
  }

  private String header() {
    return FORMAT + terms + "\n";
  }

  private static byte[] sum(byte[] content, int end) {
    return Bytes.wrap(Arrays.copyOf(content, end)).keccak256().toArray();
  }

  private static byte[] tail(byte[] content, int end) {
    return Arrays.copyOfRange(content, end, content.length);
  }

  private VenueException unusable(String why) {
    return new VenueException(VenueException.Kind.FATAL, file + ": " + why);
  }
}
