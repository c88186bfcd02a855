package dev.fairlead.node.cli;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.fairlead.api.v1.Exclusion;
import dev.fairlead.api.v1.GetMarketsResponse;
import dev.fairlead.api.v1.MarketCondition;
import dev.fairlead.api.v1.MarketPart;
import dev.fairlead.api.v1.VenuePools;
import dev.fairlead.model.Token;
import dev.fairlead.node.quote.Columns;
import dev.fairlead.venue.Pool;
import dev.fairlead.venue.SilencedPool;
import dev.fairlead.venue.file.MarketFile;
import dev.fairlead.venue.file.PoolCodecs;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Markets, of files and of nodes, for people and for programs. */
final class MarketLines {
  private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

  private MarketLines() {}

  static void print(MarketFile file, PrintWriter out) {
    out.println("chain %s, %s".formatted(file.chain(), file.market()));
    out.println();
    Columns venues = new Columns();
    venues.row(List.of("PROTOCOL / VENUE", "POOLS"));
    counts(file).forEach((name, count) -> venues.row(List.of(name, count.toString())));
    venues.print(out);
    out.println();
    Columns tokens = new Columns();
    tokens.row(List.of("TOKEN", "SYMBOL", "DECIMALS", "POOLS"));
    for (Token token : tokens(file)) {
      tokens.row(
          List.of(
              token.address().toString(),
              token.symbol(),
              Integer.toString(token.decimals()),
              Integer.toString(file.market().indicesOf(token).length)));
    }
    tokens.print(out);
    List<SilencedPool> silenced = silenced(file);
    if (!silenced.isEmpty()) {
      out.println();
      silenced.forEach(pool -> out.println(pool.id() + "  silent: " + pool.why()));
    }
  }

  static String of(GetMarketsResponse markets) {
    StringBuilder lines = new StringBuilder();
    for (MarketCondition market : markets.getMarketsList()) {
      lines.append("chain ").append(market.getChainId());
      lines.append(market.hasBlock() ? ", block " + market.getBlock().getNumber() : ", not loaded");
      lines.append(System.lineSeparator());
      for (VenuePools venue : market.getVenuesList()) {
        lines.append(
            "  %s: %d pools%s%n"
                .formatted(
                    venue.getVenue(),
                    venue.getPools(),
                    venue.getSilenced() == 0 ? "" : ", " + venue.getSilenced() + " silent"));
      }
      for (Exclusion excluded : market.getExclusionsList()) {
        lines.append(
            "  not traded: %s (%s): %s%n"
                .formatted(
                    part(excluded.getPart()),
                    excluded
                        .getCause()
                        .name()
                        .replace("EXCLUSION_CAUSE_", "")
                        .toLowerCase(Locale.ROOT),
                    excluded.getReason()));
      }
    }
    return lines.toString();
  }

  private static String part(MarketPart part) {
    return switch (part.getPartCase()) {
      case VENUE -> "venue " + part.getVenue();
      case TOKEN -> "token " + part.getToken();
      case POOL -> "pool " + part.getPool();
      case PART_NOT_SET -> "?";
    };
  }

  static String json(MarketFile file) {
    JsonObject line = new JsonObject();
    line.addProperty("chain", file.chain().value());
    line.addProperty("block", file.market().block().number().value());
    line.addProperty("block_hash", file.market().block().hash().toString());
    line.addProperty("pools", file.market().size());
    JsonObject counts = new JsonObject();
    counts(file).forEach(counts::addProperty);
    line.add("pools_by_venue", counts);
    JsonArray tokens = new JsonArray();
    for (Token token : tokens(file)) {
      JsonObject each = new JsonObject();
      each.addProperty("address", token.address().toString());
      each.addProperty("symbol", token.symbol());
      each.addProperty("decimals", token.decimals());
      each.addProperty("pools", file.market().indicesOf(token).length);
      tokens.add(each);
    }
    line.add("tokens", tokens);
    JsonObject silenced = new JsonObject();
    silenced(file).forEach(pool -> silenced.addProperty(pool.id().toString(), pool.why()));
    line.add("silenced", silenced);
    return GSON.toJson(line);
  }

  private static Map<String, Integer> counts(MarketFile file) {
    Map<String, Integer> counts = new TreeMap<>();
    for (Pool pool : file.market().pools()) {
      counts.merge(PoolCodecs.protocolOf(pool) + " / " + pool.id().venue(), 1, Integer::sum);
    }
    return counts;
  }

  /** Those in most pools first. */
  private static List<Token> tokens(MarketFile file) {
    return file.market().tokens().stream()
        .sorted(
            Comparator.comparingInt((Token token) -> -file.market().indicesOf(token).length)
                .thenComparing(Comparator.naturalOrder()))
        .toList();
  }

  private static List<SilencedPool> silenced(MarketFile file) {
    List<SilencedPool> silenced = new ArrayList<>();
    for (Pool pool : file.market().pools()) {
      if (pool instanceof SilencedPool each) {
        silenced.add(each);
      }
    }
    return silenced;
  }
}
