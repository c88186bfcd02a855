package dev.fairlead.route;

import dev.fairlead.model.Address;
import dev.fairlead.model.BlockHash;
import dev.fairlead.model.BlockNumber;
import dev.fairlead.model.BlockRef;
import dev.fairlead.model.Bytes32;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.Token;
import dev.fairlead.model.Uint256;
import dev.fairlead.venue.Market;
import dev.fairlead.venue.Pool;
import java.util.List;

/** Tokens of 18 decimals and markets of pools that a test makes one by one. */
public final class HandMade {
  public static final ChainId CHAIN = new ChainId(1);

  private HandMade() {}

  public static Token token(int number) {
    byte[] address = new byte[Address.LENGTH];
    address[Address.LENGTH - 1] = (byte) number;
    return new Token(CHAIN, Address.of(address), "T" + number, 18);
  }

  /** So many whole tokens, in units. */
  public static Uint256 of(long whole) {
    return Uint256.of(10).pow(18).times(Uint256.of(whole));
  }

  public static Market market(Pool... pools) {
    return Market.of(new BlockRef(new BlockNumber(1), new BlockHash(Bytes32.ZERO)), List.of(pools));
  }
}
