package dev.fairlead.devnet.block;

import dev.fairlead.model.Bytes;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * A Swap log of Uniswap V3 as JSON has it, random but the same on every machine for one seed: one
 * amount in, one out, prices and liquidity as wide as on chain, a negative tick.
 *
 * @param topics the event's, the sender's and the recipient's
 */
public record GeneratedSwap(List<String> topics, String data) {
  /** The pool that they are all of. */
  public static final String POOL = "0x88e6a0c2ddd26feeb64f039a2c41296fcb3f5640";

  private static final String SWAP =
      "0xc42079f94a6350d7e6235f29174924f928cc2ac818eb64fed8004e115fbcca67";

  public GeneratedSwap {
    topics = List.copyOf(topics);
  }

  /** So many of them. */
  public static List<GeneratedSwap> of(int count, long seed) {
    Random random = new Random(seed);
    return Stream.generate(() -> next(random)).limit(count).toList();
  }

  private static GeneratedSwap next(Random random) {
    byte[] data = new byte[160];
    fill(random, data, 22, 32);
    Arrays.fill(data, 32, 55, (byte) -1);
    fill(random, data, 55, 64);
    fill(random, data, 78, 96);
    fill(random, data, 116, 128);
    Arrays.fill(data, 128, 157, (byte) -1);
    data[157] = -4;
    fill(random, data, 158, 160);
    return new GeneratedSwap(
        List.of(SWAP, account(random), account(random)), Bytes.wrap(data).toString());
  }

  private static String account(Random random) {
    byte[] word = new byte[32];
    fill(random, word, 12, 32);
    return Bytes.wrap(word).toString();
  }

  private static void fill(Random random, byte[] target, int from, int to) {
    byte[] bytes = new byte[to - from];
    random.nextBytes(bytes);
    System.arraycopy(bytes, 0, target, from, bytes.length);
  }
}
