package dev.fairlead.venue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.Gas;
import dev.fairlead.model.Token;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.intent.PoolId;
import dev.fairlead.model.intent.VenueId;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Recorded pools with their swaps: the state, an input and the exact answer. */
public final class Vectors {
  private static final ChainId CHAIN = new ChainId(1);

  private Vectors() {}

  /** Checks every swap of every pool of a file; how many were checked. */
  public static int check(String file, Function<JsonNode, Pool> read) throws IOException {
    int checked = 0;
    for (JsonNode node : pools(file)) {
      Pool pool = read.apply(node);
      for (JsonNode swap : node.path("swaps")) {
        Quote quote = quote(pool, swap);
        check(node, swap, quote);
        if (node.path("sequential").asBoolean(false) && quote instanceof Quote.Filled filled) {
          pool = filled.after();
        }
        checked++;
      }
    }
    return checked;
  }

  public static void check(JsonNode pool, JsonNode swap, Quote quote) {
    String id = pool.path("id").asString();
    if (swap.has("refused")) {
      assertThat(quote).as("%s %s", id, swap).isInstanceOf(Quote.Refused.class);
      return;
    }
    assertThat(quote).as("%s %s", id, swap).isInstanceOf(Quote.Filled.class);
    Quote.Filled filled = (Quote.Filled) quote;
    assertThat(filled.amountOut()).as("%s %s", id, swap).isEqualTo(number(swap, "amount_out"));
    assertThat(filled.amountIn()).as("%s %s", id, swap).isEqualTo(number(swap, "amount_in"));
  }

  public static Token tokenIn(JsonNode swap) {
    return token(swap.path("token_in"));
  }

  public static Token tokenOut(JsonNode swap) {
    return token(swap.path("token_out"));
  }

  public static Quote quote(Pool pool, JsonNode swap) {
    Token in = tokenIn(swap);
    Token out = tokenOut(swap);
    return swap.path("kind").asString().equals("exact_in")
        ? pool.quoteExactIn(in, out, number(swap, "amount_in"))
        : pool.quoteExactOut(in, out, number(swap, "amount_out"));
  }

  public static List<JsonNode> pools(String file) throws IOException {
    return rows(file, "pools");
  }

  /** Values of single functions. */
  public static List<JsonNode> functions(String file) throws IOException {
    return rows(file, "functions");
  }

  private static List<JsonNode> rows(String file, String field) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(Vectors.class.getResourceAsStream("vectors/" + file))) {
      List<JsonNode> rows = new ArrayList<>();
      JsonMapper.shared().readTree(in).path(field).forEach(rows::add);
      return rows;
    }
  }

  public static Uint256 number(JsonNode node, String field) {
    return Uint256.parse(node.path(field).asString());
  }

  public static List<Uint256> numbers(JsonNode node, String field) {
    List<Uint256> numbers = new ArrayList<>();
    node.path(field).forEach(value -> numbers.add(Uint256.parse(value.asString())));
    return numbers;
  }

  /** The facts of a recorded pool; its own address matters to no arithmetic. */
  public static PoolFacts facts(String venue, JsonNode pool) {
    return factsOf(venue, pool.path("state"));
  }

  /** The facts of a pool that was recorded as a part of another. */
  public static PoolFacts factsOf(String venue, JsonNode state) {
    List<Token> tokens = new ArrayList<>();
    state.path("tokens").forEach(token -> tokens.add(token(token.path("address"))));
    PoolId id = new PoolId(CHAIN, new VenueId(venue), Bytes.wrap(new byte[20]));
    return new PoolFacts(id, tokens, new Gas(100_000));
  }

  /** Placeholders such as {@code A} stand for some address. */
  private static Token token(JsonNode node) {
    String text = node.asString().toLowerCase(Locale.ROOT);
    Address address =
        text.startsWith("0x")
            ? Address.parse(text)
            : Address.of(Uint256.of(text.hashCode()).toBytes32(), 12, 20);
    return new Token(CHAIN, address, "T", 18);
  }
}
