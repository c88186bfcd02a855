package dev.fairlead.node.quote;

import dev.fairlead.model.Address;
import dev.fairlead.model.Token;
import dev.fairlead.node.config.EditDistance;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** The tokens of a market by what people call them: an address, or a symbol in any case. */
public final class TokenNames {
  private static final int NEAREST = 3;

  private final List<Token> tokens;

  public TokenNames(List<Token> tokens) {
    this.tokens = List.copyOf(tokens);
  }

  /** The one token of that name; else an error that says what is near, or which ones there are. */
  public Token find(String name) {
    if (name.startsWith("0x")) {
      Address address = Address.parse(name);
      return tokens.stream()
          .filter(token -> token.address().equals(address))
          .findFirst()
          .orElseThrow(() -> new IllegalArgumentException("the market has no token " + address));
    }
    List<Token> exact = tokens.stream().filter(token -> token.symbol().equals(name)).toList();
    List<Token> named =
        exact.isEmpty()
            ? tokens.stream().filter(token -> token.symbol().equalsIgnoreCase(name)).toList()
            : exact;
    return switch (named.size()) {
      case 1 -> named.getFirst();
      case 0 -> throw unknown(name);
      default ->
          throw new IllegalArgumentException(
              "several tokens are called "
                  + name
                  + "; name one by its address: "
                  + String.join(", ", named.stream().map(t -> t.address().toString()).toList()));
    };
  }

  private IllegalArgumentException unknown(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    List<String> near =
        tokens.stream()
            .map(Token::symbol)
            .distinct()
            .sorted(
                Comparator.comparingInt((String symbol) ->
                        EditDistance.between(symbol.toLowerCase(Locale.ROOT), lower))
                    .thenComparing(Comparator.naturalOrder()))
            .limit(NEAREST)
            .toList();
    return new IllegalArgumentException(
        "the market has no token called "
            + name
            + (near.isEmpty() ? "" : "; did you mean " + String.join(", ", near) + "?"));
  }
}
