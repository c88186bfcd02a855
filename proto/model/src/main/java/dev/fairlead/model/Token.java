package dev.fairlead.model;

/**
 * A token of one chain, or with the address zero the chain's own coin. Identity is chain and
 * address; the symbol is for people and the decimals only place the point when an amount is shown.
 */
public record Token(ChainId chain, Address address, String symbol, int decimals)
    implements Comparable<Token> {
  public Token {
    if (symbol.isBlank() || symbol.length() > 64) {
      throw new IllegalArgumentException(
          "a symbol has 1 to 64 characters but found \"" + symbol + "\"");
    }
    if (decimals < 0 || decimals > 77) {
      throw new IllegalArgumentException("decimals are between 0 and 77 but found " + decimals);
    }
  }

  /**
   * Whether it is the coin in which the chain's gas is paid: no contract, no logs, no approvals.
   */
  public boolean isCoin() {
    return address.isZero();
  }

  public TokenAmount amount(Uint256 units) {
    return new TokenAmount(this, units);
  }

  @Override
  public int compareTo(Token other) {
    int byChain = chain.compareTo(other.chain);
    return byChain != 0 ? byChain : address.compareTo(other.address);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Token that && chain.equals(that.chain) && address.equals(that.address);
  }

  @Override
  public int hashCode() {
    return 31 * chain.hashCode() + address.hashCode();
  }

  @Override
  public String toString() {
    return symbol;
  }
}
