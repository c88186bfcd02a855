package dev.fairlead.venue.devnet;

import dev.fairlead.model.Address;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.Token;
import dev.fairlead.model.Uint256;
import dev.fairlead.venue.Vectors;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Recorded Curve pools as stand-ins that answer as the pools did. */
final class RecordedCurve {
  private RecordedCurve() {}

  static JsonNode pool(String file, String id) throws IOException {
    return Vectors.pools(file).stream()
        .filter(pool -> pool.path("id").asString().equals(id))
        .findFirst()
        .orElseThrow();
  }

  static Address address(JsonNode node) {
    return Address.parse(node.path("address").asString());
  }

  static List<Token> tokens(ChainId chain, JsonNode state) {
    List<Token> tokens = new ArrayList<>();
    for (JsonNode token : state.path("tokens")) {
      tokens.add(
          new Token(
              chain,
              address(token),
              token.path("symbol").asString(),
              token.path("decimals").asInt()));
    }
    return tokens;
  }

  /** A factory with this list of pools. */
  static void list(StandIn factory, Address... pools) {
    factory.answers("(uint256)", BigInteger.valueOf(pools.length), "pool_count()");
    for (int i = 0; i < pools.length; i++) {
      factory.answers("(address)", pools[i], "pool_list(uint256)", i);
    }
  }

  /** Answers of a StableSwap-NG pool; {@code types} of its coins are the factory's to tell. */
  static void stable(StandIn pool, StandIn factory, JsonNode state, Integer... types) {
    coins(pool, state);
    number(pool, state, "A_effective", "A_precise()");
    number(pool, state, "future_A", "future_A()");
    number(pool, state, "fee", "fee()");
    number(pool, state, "admin_fee", "admin_fee()");
    number(pool, state, "offpeg_fee_multiplier", "offpeg_fee_multiplier()");
    number(pool, state, "lp_supply", "totalSupply()");
    pool.answers("(uint256[])", numbers(state, "rates"), "stored_rates()");
    pool.answers("(string)", "v7.0.0", "version()");
    factory.answers(
        "(uint8[])", List.of((Object[]) types), "get_pool_asset_types(address)", pool.address());
  }

  /** Answers of a crypto pool. */
  static void crypto(StandIn pool, JsonNode state, String version) {
    coins(pool, state);
    number(pool, state, "A_effective", "A()");
    number(pool, state, "gamma_effective", "gamma()");
    Uint256 packed =
        Vectors.number(state, "A_effective")
            .shiftLeft(128)
            .or(Vectors.number(state, "gamma_effective"));
    pool.answers("(uint256)", packed.toBigInteger(), "future_A_gamma()");
    number(pool, state, "future_A_gamma_time", "future_A_gamma_time()");
    for (String name :
        List.of(
            "mid_fee",
            "out_fee",
            "fee_gamma",
            "allowed_extra_profit",
            "adjustment_step",
            "D",
            "xcp_profit",
            "virtual_price")) {
      number(pool, state, name, name + "()");
    }
    number(pool, state, "lp_supply", "totalSupply()");
    for (String name : List.of("price_scale", "price_oracle")) {
      List<Object> prices = numbers(state, name);
      for (int k = 0; k < prices.size(); k++) {
        if (prices.size() == 1) {
          pool.answers("(uint256)", prices.getFirst(), name + "()");
        } else {
          pool.answers("(uint256)", prices.get(k), name + "(uint256)", k);
        }
      }
    }
    pool.answers("(string)", version, "version()");
  }

  private static void coins(StandIn pool, JsonNode state) {
    List<Object> balances = numbers(state, "balances");
    for (int i = 0; i < balances.size(); i++) {
      Address coin = address(state.path("tokens").path(i));
      pool.answers("(address)", coin, "coins(uint256)", i);
      pool.answers("(uint256)", balances.get(i), "balances(uint256)", i);
    }
  }

  static void number(StandIn pool, JsonNode state, String field, String function) {
    pool.answers("(uint256)", Vectors.number(state, field).toBigInteger(), function);
  }

  private static List<Object> numbers(JsonNode state, String field) {
    return new ArrayList<>(
        Vectors.numbers(state, field).stream().map(Uint256::toBigInteger).toList());
  }
}
