package dev.fairlead.venue.file;

import dev.fairlead.model.ChainId;
import dev.fairlead.model.Token;
import dev.fairlead.venue.Market;
import dev.fairlead.venue.Pool;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.function.UnaryOperator;

/**
 * A chain's market at one block, as it stands in a file. The format is on the module's page.
 *
 * <p>The order of pools is the writer's, by venue and key: the same pools in the same states are
 * the same bytes, however they were found.
 */
public record MarketFile(ChainId chain, Market market) {
  /** The version that is written, and the only one that is read. */
  public static final int VERSION = 1;

  static final String FORMAT = "fairlead-market";

  /** Reads a file to its end; whatever is not of the format throws {@link MarketFileException}. */
  public static MarketFile read(InputStream in) throws IOException {
    return read(in, UnaryOperator.identity());
  }

  /** The same, with pools that hold the instances that {@code instances} gives for tokens. */
  static MarketFile read(InputStream in, UnaryOperator<Token> instances) throws IOException {
    return new MarketFileReader(in, instances).read();
  }

  /** A pool as it stands in a file: two of the same text are the same pool in the same state. */
  public static String text(Pool pool) {
    return MarketFileWriter.text(pool);
  }

  /** Writes to {@code out} and flushes it. */
  public void write(OutputStream out) throws IOException {
    new MarketFileWriter(out).write(this);
  }
}
