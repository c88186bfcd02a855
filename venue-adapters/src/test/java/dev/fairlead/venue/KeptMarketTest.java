package dev.fairlead.venue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.fairlead.chain.Chain;
import dev.fairlead.model.BlockHash;
import dev.fairlead.model.BlockNumber;
import dev.fairlead.model.BlockRef;
import dev.fairlead.model.Bytes32;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KeptMarketTest {
  private static final long HEIGHT = 1_000;

  private final KeptMarket kept = () -> Optional.of(Market.of(block(HEIGHT), List.of()));

  @Test
  void isNoStartWhereItsBlockIsTooFarBelowTheHead() {
    assertThatExceptionOfType(VenueException.class)
        .isThrownBy(() -> kept.on(chainAt(HEIGHT + KeptMarket.MOST_BEHIND + 1)))
        .withMessageContaining("more than 3600 below the head 4601");
  }

  @Test
  void isNoStartWhereItsBlockIsNotInTheChain() {
    for (long head : List.of(HEIGHT - 1, HEIGHT, HEIGHT + KeptMarket.MOST_BEHIND)) {
      assertThatExceptionOfType(VenueException.class)
          .isThrownBy(() -> kept.on(chainAt(head)))
          .withMessageContaining("is not in the chain");
    }
  }

  @Test
  void asksNothingWhereNothingWasKept() {
    assertThat(KeptMarket.NONE.on(chainAt(HEIGHT))).isEmpty();
  }

  /** A chain that has a head and no block. */
  private static Chain chainAt(long height) {
    return (Chain)
        Proxy.newProxyInstance(
            Chain.class.getClassLoader(),
            new Class<?>[] {Chain.class},
            (_, method, _) ->
                switch (method.getName()) {
                  case "head" -> block(height);
                  case "block" -> Optional.empty();
                  default -> throw new AssertionError(method);
                });
  }

  private static BlockRef block(long height) {
    return new BlockRef(new BlockNumber(height), new BlockHash(Bytes32.ZERO));
  }
}
