package dev.fairlead.venue.file;

import dev.fairlead.model.Token;
import dev.fairlead.venue.Pool;
import dev.fairlead.venue.SilencedPool;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiConsumer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Writes a market, one line a token and a pool. */
final class MarketFileWriter {
  private static final JsonMapper MAPPER = JsonMapper.shared();

  private final Writer out;

  MarketFileWriter(OutputStream out) {
    this.out = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), 1 << 16);
  }

  void write(MarketFile file) throws IOException {
    out.write("{\"format\":\"" + MarketFile.FORMAT + "\",\"version\":" + MarketFile.VERSION);
    out.write(",\"chain\":" + file.chain());
    out.write(",\"block\":{\"number\":" + file.market().block().number().value());
    out.write(",\"hash\":\"" + file.market().block().hash() + "\"},\n");
    List<Token> tokens = file.market().tokens().stream().sorted().toList();
    lines("tokens", tokens, MarketFileWriter::token);
    out.write(",\n");
    List<Pool> pools =
        file.market().pools().stream().sorted(Comparator.comparing(Pool::id)).toList();
    lines("pools", pools, MarketFileWriter::pool);
    out.write("}\n");
    out.flush();
  }

  private <T> void lines(String name, List<T> items, BiConsumer<FieldWriter, T> writer)
      throws IOException {
    out.write("\"" + name + "\":[");
    String separator = "\n";
    for (T item : items) {
      out.write(separator);
      out.write(line(item, writer));
      separator = ",\n";
    }
    out.write("\n]");
  }

  private static <T> String line(T item, BiConsumer<FieldWriter, T> writer) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    writer.accept(new FieldWriter(object), item);
    return MAPPER.writeValueAsString(object);
  }

  static String text(Pool pool) {
    return line(pool, MarketFileWriter::pool);
  }

  private static void token(FieldWriter fields, Token token) {
    fields
        .address("address", token.address())
        .text("symbol", token.symbol())
        .integer("decimals", token.decimals());
  }

  private static void pool(FieldWriter fields, Pool pool) {
    Pool known = pool instanceof SilencedPool silenced ? silenced.last() : pool;
    List<String> tokens = known.tokens().stream().map(token -> token.address().toString()).toList();
    fields
        .text("protocol", PoolCodecs.protocolOf(known))
        .text("venue", known.id().venue().value())
        .bytes("key", known.id().key())
        .texts("tokens", tokens)
        .integer("gas", known.gas(known.tokens().get(0), known.tokens().get(1)).value());
    if (pool instanceof SilencedPool silenced) {
      fields.text("silenced", silenced.why());
    }
    fields.object("state", state -> state(PoolCodecs.of(known), known, state));
  }

  private static <P extends Pool> void state(PoolCodec<P> codec, Pool pool, FieldWriter state) {
    codec.write(codec.type().cast(pool), state);
  }
}
