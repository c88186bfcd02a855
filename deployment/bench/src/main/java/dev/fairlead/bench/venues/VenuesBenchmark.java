package dev.fairlead.bench.venues;

import dev.fairlead.bench.Benchmark;
import dev.fairlead.bench.BenchmarkRun;
import dev.fairlead.bench.Row;
import dev.fairlead.parts.PartsCache;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Exact quotes beside other arithmetic on the same pools, and a market of many pools. */
public final class VenuesBenchmark implements Benchmark {
  @Override
  public String name() {
    return "venues";
  }

  @Override
  public String description() {
    return "exact quotes beside BigInteger, v3-sdk and tines; a market of 50,000 pools";
  }

  @Override
  public List<Row> run(BenchmarkRun run) throws IOException {
    VenuePeers peers = VenuePeers.in(PartsCache.ofUser(run.progress()));
    List<Row> rows = new ArrayList<>();
    for (Depth depth : Depth.values()) {
      run.progress().says("quotes of Uniswap V3 " + depth.words());
      rows.addAll(new ConcentratedQuotes(depth).rows(run, peers));
    }
    run.progress().says("quotes of the other protocols");
    rows.addAll(OtherQuotes.rows(run));
    run.progress().says("a market of many pools");
    rows.addAll(MarketRows.rows(run, GeneratedMarket.POOLS));
    return rows;
  }
}
