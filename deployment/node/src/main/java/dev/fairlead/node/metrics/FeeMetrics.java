package dev.fairlead.node.metrics;

import dev.fairlead.chain.ChainObserver;
import dev.fairlead.chain.Fees;
import dev.fairlead.chain.fee.FeeCorrection;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.FeePerGas;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.fee.DataFee;
import dev.fairlead.model.fee.InclusionSpeed;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the next block of each chain costs, in wei, and what was not taken as it was told. */
public final class FeeMetrics implements ChainObserver {
  private static final Logger LOG = LoggerFactory.getLogger("fairlead.chain");

  private final MeterRegistry registry;
  private final Map<Tags, AtomicLong> gauges = new ConcurrentHashMap<>();

  public FeeMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  @Override
  public void priced(ChainId chain, Fees fees) {
    Tags tags = Tags.of("chain", chain.toString());
    set("fairlead.chain.fee.base", tags, fees.nextBaseFee().wei());
    for (InclusionSpeed speed : InclusionSpeed.values()) {
      set(
          "fairlead.chain.fee.tip",
          tags.and("speed", speed.name().toLowerCase(Locale.ROOT)),
          fees.tips().of(speed).wei());
    }
    fees.nextBlobBaseFee()
        .map(FeePerGas::wei)
        .ifPresent(fee -> set("fairlead.chain.fee.blob", tags, fee));
    switch (fees.dataFee()) {
      case DataFee.None _ -> {
        // Nothing is taken for bytes there.
      }
      case DataFee.OpStack op -> {
        set("fairlead.chain.fee.below.base", tags, op.l1BaseFee());
        set("fairlead.chain.fee.below.blob", tags, op.l1BlobBaseFee());
      }
      case DataFee.Arbitrum _ -> {
        // The price of a byte says all.
      }
    }
    if (!fees.dataFee().isNone()) {
      set("fairlead.chain.fee.byte", tags, fees.dataFee().perByte());
    }
    for (FeeCorrection correction : fees.corrections()) {
      String kind = correction.kind().name().toLowerCase(Locale.ROOT);
      registry.counter("fairlead.chain.fee.corrected", tags.and("kind", kind)).increment();
      LOG.debug("fees not taken as told chain={} kind={} why={}", chain, kind, correction.why());
    }
  }

  private void set(String name, Tags tags, Uint256 wei) {
    gauges
        .computeIfAbsent(tags.and("name", name), _ -> registry.gauge(name, tags, new AtomicLong()))
        .set(wei.bitLength() > 63 ? Long.MAX_VALUE : wei.toLongExact());
  }
}
