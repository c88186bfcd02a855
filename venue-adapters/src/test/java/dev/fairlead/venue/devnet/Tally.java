package dev.fairlead.venue.devnet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;

/**
 * What comparing one protocol with its contracts came to. A case that does not agree is counted,
 * and told once all were tried: how many there are says more than the first.
 */
final class Tally {
  private static final int TOLD = 5;

  private final String protocol;
  private final int pools;
  private final List<AssertionError> mismatches = new ArrayList<>();
  private int filled;
  private int refused;

  Tally(String protocol, int pools) {
    this.protocol = protocol;
    this.pools = pools;
  }

  /** One case: whether it was filled, both by the quote and by the contract, or refused by both. */
  void compare(BooleanSupplier isFilled) {
    try {
      if (isFilled.getAsBoolean()) {
        filled++;
      } else {
        refused++;
      }
    } catch (AssertionError e) {
      mismatches.add(e);
    }
  }

  /** Prints the protocol's row of the module's page, and fails unless all cases agreed. */
  void end(int leastFilled) {
    System.out.printf(
        Locale.ROOT,
        "| %s | %,d | %,d | %,d | %,d |%n",
        protocol,
        pools,
        filled + refused + mismatches.size(),
        mismatches.size(),
        refused);
    assertThat(mismatches.stream().limit(TOLD))
        .as("%s of %s, %s in all", protocol, filled + refused, mismatches.size())
        .isEmpty();
    assertThat(filled).as("cases of %s that were filled", protocol).isGreaterThan(leastFilled);
  }
}
