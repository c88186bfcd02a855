package dev.fairlead.node.metrics;

import dev.fairlead.chain.ChainObserver;
import dev.fairlead.chain.Preconfirmation;
import dev.fairlead.chain.Reorg;
import dev.fairlead.model.BlockRef;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.TxHash;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Each chain's head, lag, reorgs and endpoints. */
public final class ChainMetrics implements ChainObserver {
  private static final Logger LOG = LoggerFactory.getLogger("fairlead.chain");

  private final MeterRegistry registry;
  private final Map<String, AtomicLong> gauges = new ConcurrentHashMap<>();

  public ChainMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  @Override
  public void extended(ChainId chain, BlockRef block, Duration lag) {
    gauge("fairlead.chain.head", chain).set(block.number().value());
    Meters.latency(
            registry,
            "fairlead.chain.head.lag",
            "From first hearing of a block to handing it on, verified",
            "chain",
            chain.toString())
        .record(lag);
    LOG.debug("block chain={} number={} hash={}", chain, block.number(), block.hash());
  }

  @Override
  public void finalized(ChainId chain, BlockRef block) {
    gauge("fairlead.chain.finalized", chain).set(block.number().value());
    gauge("fairlead.chain.finality.stalled", chain).set(0);
  }

  @Override
  public void safe(ChainId chain, BlockRef block) {
    gauge("fairlead.chain.safe", chain).set(block.number().value());
  }

  @Override
  public void preconfirmed(ChainId chain, Preconfirmation promise) {
    Meters.latency(
            registry,
            "fairlead.chain.preconfirmation",
            "From sending a transaction to the producer's word that it took it",
            "chain",
            chain.toString())
        .record(promise.afterSending());
    LOG.debug(
        "pre-confirmed chain={} tx={} block={}", chain, promise.transaction(), promise.number());
  }

  @Override
  public void included(ChainId chain, TxHash transaction, Duration afterSending) {
    Meters.latency(
            registry,
            "fairlead.chain.inclusion",
            "From sending a transaction to its verified block, where pre-confirmations are told",
            "chain",
            chain.toString())
        .record(afterSending);
  }

  @Override
  public void promiseBroken(ChainId chain, Preconfirmation promise) {
    registry.counter("fairlead.chain.promises.broken", "chain", chain.toString()).increment();
    LOG.warn(
        "a pre-confirmation did not come true chain={} tx={} block={}",
        chain,
        promise.transaction(),
        promise.number());
  }

  @Override
  public void finalityStalled(ChainId chain, BlockRef last, Duration still) {
    gauge("fairlead.chain.finality.stalled", chain).set(1);
    LOG.error("finality stands still chain={} last={} for={}", chain, last, still);
  }

  @Override
  public void windowNotKept(ChainId chain, String why) {
    registry.counter("fairlead.chain.window.not.kept", "chain", chain.toString()).increment();
    LOG.error("the window of hashes is not kept chain={} reason={}", chain, why);
  }

  @Override
  public void reorganised(ChainId chain, Reorg reorg) {
    registry.counter("fairlead.chain.reorgs", "chain", chain.toString()).increment();
    LOG.warn(
        "reorg chain={} depth={} ancestor={} abandoned={} head={}",
        chain,
        reorg.depth(),
        reorg.ancestor(),
        reorg.abandoned().getLast(),
        reorg.head());
  }

  @Override
  public void halted(ChainId chain, String reason) {
    gauge("fairlead.chain.halted", chain).set(1);
    LOG.error("chain halted chain={} reason={}", chain, reason);
  }

  @Override
  public void answered(ChainId chain, String method, Duration took, String error) {
    Meters.latency(
            registry,
            "fairlead.rpc",
            "One JSON-RPC call",
            "chain",
            chain.toString(),
            "method",
            method,
            "outcome",
            error.isEmpty() ? "result" : "error")
        .record(took);
  }

  @Override
  public void incomplete(ChainId chain, BlockRef block, String unknown) {
    registry.counter("fairlead.chain.incomplete", "chain", chain.toString()).increment();
    LOG.warn("a block is followed unproven chain={} block={} unknown={}", chain, block, unknown);
  }

  @Override
  public void mistrusted(ChainId chain, String what) {
    registry.counter("fairlead.chain.mistrusted", "chain", chain.toString()).increment();
    LOG.error("an endpoint's answer can't be true chain={} what={}", chain, what);
  }

  @Override
  public void foreignHash(ChainId chain, TxHash ours, String answered) {
    registry.counter("fairlead.chain.foreign.hash", "chain", chain.toString()).increment();
    LOG.error(
        "an endpoint answered another hash chain={} tx={} answered={}", chain, ours, answered);
  }

  @Override
  public void feedCut(ChainId chain) {
    registry.counter("fairlead.chain.feed.cut", "chain", chain.toString()).increment();
    LOG.warn("a slow reader of blocks was cut chain={}", chain);
  }

  private AtomicLong gauge(String name, ChainId chain) {
    return gauges.computeIfAbsent(
        name + "/" + chain,
        _ -> registry.gauge(name, Tags.of("chain", chain.toString()), new AtomicLong()));
  }
}
