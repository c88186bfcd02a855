package dev.fairlead.venue.read;

import dev.fairlead.chain.abi.AbiReader;
import dev.fairlead.chain.abi.Signature;
import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.Token;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The tokens of one chain by their addresses: one instance each, shared by all adapters, so that
 * pools can compare tokens by identity.
 *
 * <p>A token is asked once for its decimals and symbol, by the rules of those who hold it: a token
 * without decimals is not traded, and a symbol is only shown. Tokens that were given by
 * configuration are never asked. For any threads.
 */
public final class TokenDirectory {
  private static final Signature DECIMALS = Signature.of("decimals()");
  private static final Signature SYMBOL = Signature.of("symbol()");
  private static final int MOST_DECIMALS = 77;

  private final ChainId chain;
  private final Map<Address, Token> known = new ConcurrentHashMap<>();

  public TokenDirectory(ChainId chain, Collection<Token> given) {
    this.chain = chain;
    for (Token token : given) {
      if (!token.chain().equals(chain)) {
        throw new IllegalArgumentException(
            "token " + token.address() + " is of chain " + token.chain() + ", not " + chain);
      }
      known.put(token.address(), token);
    }
  }

  public Optional<Token> token(Address address) {
    return Optional.ofNullable(known.get(address));
  }

  /** The known instance of a token; of one that is not known yet, this one from now on. */
  public Token instance(Token token) {
    Token before = known.putIfAbsent(token.address(), token);
    return before == null ? token : before;
  }

  /** Learns those of the tokens that are not known yet. */
  public void learn(BlockReader reader, Collection<Address> addresses) {
    List<Address> unknown =
        addresses.stream().distinct().filter(a -> !known.containsKey(a)).toList();
    List<BlockReader.View> views = new ArrayList<>();
    for (Address address : unknown) {
      views.add(BlockReader.View.of(address, DECIMALS));
      views.add(BlockReader.View.of(address, SYMBOL));
    }
    List<Optional<Bytes>> answers = reader.read(views);
    for (int i = 0; i < unknown.size(); i++) {
      Address address = unknown.get(i);
      String symbol = symbol(answers.get(2 * i + 1)).orElse(address.toString());
      BlockReader.decode(answers.get(2 * i), AbiReader::uintAsLong)
          .filter(decimals -> decimals <= MOST_DECIMALS)
          .ifPresent(decimals ->
              known.putIfAbsent(address, new Token(chain, address, symbol, decimals.intValue())));
    }
  }

  /** A string, or a bytes32 as the oldest tokens have it. */
  private static Optional<String> symbol(Optional<Bytes> answer) {
    Optional<String> text =
        answer.filter(data -> data.length() == 32).isPresent()
            ? answer.map(data -> new String(data.toArray(), StandardCharsets.UTF_8))
            : BlockReader.decode(answer, AbiReader::text);
    return text.map(t -> t.replaceAll("\\p{Cntrl}", "").strip())
        .filter(t -> !t.isBlank() && t.length() <= 64);
  }
}
