package dev.fairlead.event.postgres;

import static dev.fairlead.event.postgres.schema.Tables.MARKET_QUOTE;

import dev.fairlead.event.MarketQuote;
import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.intent.IntentId;
import dev.fairlead.model.intent.PoolId;
import dev.fairlead.model.intent.VenueId;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jooq.Field;
import org.jooq.Record;

/** Quotes as rows; a pool of a route is written as its venue and its key. */
final class QuoteRows {
  private static final char SEPARATOR = ':';

  private QuoteRows() {}

  static Map<Field<?>, Object> row(MarketQuote quote) {
    Map<Field<?>, Object> row = new LinkedHashMap<>();
    row.put(MARKET_QUOTE.SEEN_AT, PostgresMarketHistory.time(quote.seenAt()));
    row.put(MARKET_QUOTE.CHAIN, quote.chain().value());
    row.put(MARKET_QUOTE.NUMBER, quote.block().number().value());
    row.put(MARKET_QUOTE.HASH, PostgresMarketHistory.bytes(quote.block().hash()));
    row.put(MARKET_QUOTE.INTENT, quote.intent().value());
    row.put(
        MARKET_QUOTE.ROUTE,
        quote.route().stream()
            .map(pool -> pool.venue().value() + SEPARATOR + pool.key())
            .toArray(String[]::new));
    row.put(MARKET_QUOTE.SELL, quote.sell().toString());
    row.put(MARKET_QUOTE.SOLD, quote.sold().toBigInteger());
    row.put(MARKET_QUOTE.BUY, quote.buy().toString());
    row.put(MARKET_QUOTE.BOUGHT, quote.bought().toBigInteger());
    row.put(MARKET_QUOTE.TAKEN, quote.taken());
    row.put(MARKET_QUOTE.VERDICT, quote.verdict());
    return row;
  }

  static MarketQuote quote(Record row) {
    ChainId chain = new ChainId(row.get(MARKET_QUOTE.CHAIN));
    return new MarketQuote(
        chain,
        PostgresMarketHistory.block(row.get(MARKET_QUOTE.NUMBER), row.get(MARKET_QUOTE.HASH)),
        row.get(MARKET_QUOTE.SEEN_AT).toInstant(),
        new IntentId(row.get(MARKET_QUOTE.INTENT)),
        Arrays.stream(row.get(MARKET_QUOTE.ROUTE)).map(text -> pool(chain, text)).toList(),
        Address.parse(row.get(MARKET_QUOTE.SELL)),
        Uint256.of(row.get(MARKET_QUOTE.SOLD)),
        Address.parse(row.get(MARKET_QUOTE.BUY)),
        Uint256.of(row.get(MARKET_QUOTE.BOUGHT)),
        row.get(MARKET_QUOTE.TAKEN),
        row.get(MARKET_QUOTE.VERDICT));
  }

  private static PoolId pool(ChainId chain, String text) {
    int separator = text.lastIndexOf(SEPARATOR);
    return new PoolId(
        chain,
        new VenueId(text.substring(0, separator)),
        Bytes.parse(text.substring(separator + 1)));
  }
}
