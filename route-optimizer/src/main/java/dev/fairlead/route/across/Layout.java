package dev.fairlead.route.across;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Lays an amount out over stands: places chunks where they are worth most, then moves chunks from
 * one stand to another as long as that gains, with ever smaller chunks. What is placed is never
 * taken back, so as much as fits is placed; gas counts once for each stand that takes a part.
 */
final class Layout {
  /** The smallest chunk is this part of the amount. */
  private static final int FINEST = 1024;

  private final List<Asked> stands;
  private final BigInteger[] parts;
  private BigInteger left;

  Layout(List<Asked> stands, BigInteger amount) {
    this.stands = stands;
    this.parts = new BigInteger[stands.size()];
    Arrays.fill(parts, BigInteger.ZERO);
    this.left = amount;
  }

  /** The part of each stand, in their order. */
  List<BigInteger> parts() {
    return List.of(parts);
  }

  /** What finds no room. */
  BigInteger left() {
    return left;
  }

  void run() {
    BigInteger amount = left;
    place(amount);
    for (int share = 2; share <= FINEST; share *= 2) {
      BigInteger chunk = amount.divide(BigInteger.valueOf(share));
      if (chunk.signum() == 0) {
        return;
      }
      place(chunk);
      while (move(chunk)) {
        // Each move gains, so this ends.
      }
    }
  }

  private void place(BigInteger chunk) {
    boolean placed = true;
    while (placed && left.signum() > 0) {
      placed = placeOne(chunk.min(left));
    }
  }

  /** Places one chunk, or what of it has room, where it is worth most. */
  private boolean placeOne(BigInteger chunk) {
    int best = -1;
    BigInteger bestPart = BigInteger.ZERO;
    BigInteger bestGain = BigInteger.ZERO;
    for (int i = 0; i < parts.length; i++) {
      Asked stand = stands.get(i);
      BigInteger part = stand.wholeUpTo(stand.room(parts[i].add(chunk)));
      if (part.compareTo(parts[i]) <= 0) {
        continue;
      }
      Optional<BigInteger> gain = gain(i, part);
      BigInteger added = part.subtract(parts[i]);
      if (gain.isPresent()
          && (best < 0
              || gain.get()
                      .multiply(bestPart.subtract(parts[best]))
                      .compareTo(bestGain.multiply(added))
                  > 0)) {
        best = i;
        bestPart = part;
        bestGain = gain.get();
      }
    }
    if (best < 0) {
      return false;
    }
    left = left.subtract(bestPart.subtract(parts[best]));
    parts[best] = bestPart;
    return true;
  }

  /** Makes the move of this chunk, or of a stand's whole part, that gains most. */
  private boolean move(BigInteger chunk) {
    int from = -1;
    int to = -1;
    BigInteger moved = BigInteger.ZERO;
    BigInteger most = BigInteger.ZERO;
    for (int i = 0; i < parts.length; i++) {
      for (BigInteger size : sizes(i, chunk)) {
        Optional<BigInteger> without = gain(i, parts[i].subtract(size));
        for (int j = 0; without.isPresent() && j < parts.length; j++) {
          BigInteger gain =
              j == i || !takes(j, size)
                  ? BigInteger.ZERO
                  : gain(j, parts[j].add(size)).map(without.get()::add).orElse(BigInteger.ZERO);
          if (gain.compareTo(most) > 0) {
            from = i;
            to = j;
            moved = size;
            most = gain;
          }
        }
      }
    }
    if (from < 0) {
      return false;
    }
    parts[from] = parts[from].subtract(moved);
    parts[to] = parts[to].add(moved);
    return true;
  }

  private List<BigInteger> sizes(int stand, BigInteger chunk) {
    List<BigInteger> sizes = new ArrayList<>();
    BigInteger whole = stands.get(stand).wholeUpTo(chunk);
    if (whole.signum() > 0 && whole.compareTo(parts[stand]) < 0) {
      sizes.add(whole);
    }
    if (parts[stand].signum() > 0) {
      sizes.add(parts[stand]);
    }
    return sizes;
  }

  private boolean takes(int stand, BigInteger more) {
    BigInteger part = parts[stand].add(more);
    Asked asked = stands.get(stand);
    return asked.wholeUpTo(part).equals(part) && asked.room(part).equals(part);
  }

  /** What a stand's part gains by becoming another; nothing where the stand can't do that. */
  private Optional<BigInteger> gain(int stand, BigInteger part) {
    return value(stand, part)
        .flatMap(after -> value(stand, parts[stand]).map(before -> after.subtract(before)));
  }

  private Optional<BigInteger> value(int stand, BigInteger part) {
    if (part.signum() == 0) {
      return Optional.of(BigInteger.ZERO);
    }
    return stands.get(stand).offer(part) instanceof Offer.Made made && made.isCovered()
        ? Optional.of(stands.get(stand).value(made))
        : Optional.empty();
  }
}
