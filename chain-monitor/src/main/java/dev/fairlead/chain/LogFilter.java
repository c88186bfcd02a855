package dev.fairlead.chain;

import dev.fairlead.chain.proof.Bloom;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Bytes32;
import java.util.List;

/** Which logs a query asks for, and which blocks can't have any of them. */
final class LogFilter {
  private static final Bytes NO_LOGS = Bytes.of(new byte[Bloom.LENGTH]);

  private final LogQuery query;
  private final long[] addresses;
  private final List<long[]> topics;

  LogFilter(LogQuery query) {
    this.query = query;
    this.addresses = query.addresses().stream().mapToLong(Bloom::bits).toArray();
    this.topics =
        query.topics().stream()
            .map(place -> place.stream().mapToLong(Bloom::bits).toArray())
            .toList();
  }

  boolean matches(Log log) {
    if (!query.addresses().isEmpty() && !query.addresses().contains(log.address())) {
      return false;
    }
    for (int i = 0; i < query.topics().size(); i++) {
      List<Bytes32> wanted = query.topics().get(i);
      boolean fits =
          wanted.isEmpty() || (i < log.topics().size() && wanted.contains(log.topics().get(i)));
      if (!fits) {
        return false;
      }
    }
    return true;
  }

  /** Whether a block with this bloom may have such a log; if not, it surely has none. */
  boolean mayBeIn(Bytes bloom) {
    return !bloom.equals(NO_LOGS)
        && any(addresses, bloom)
        && topics.stream().allMatch(place -> any(place, bloom));
  }

  private static boolean any(long[] wanted, Bytes bloom) {
    if (wanted.length == 0) {
      return true;
    }
    for (long bits : wanted) {
      if (Bloom.mayHold(bloom, bits)) {
        return true;
      }
    }
    return false;
  }
}
