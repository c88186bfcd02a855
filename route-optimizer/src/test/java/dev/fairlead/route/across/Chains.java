package dev.fairlead.route.across;

import dev.fairlead.model.Address;
import dev.fairlead.model.BlockHash;
import dev.fairlead.model.BlockNumber;
import dev.fairlead.model.BlockRef;
import dev.fairlead.model.Bytes32;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.FeePerGas;
import dev.fairlead.model.Token;
import dev.fairlead.model.TokenAmount;
import dev.fairlead.model.Uint256;
import dev.fairlead.route.GraphRouter;
import dev.fairlead.route.NetworkFee;
import dev.fairlead.route.RouteLimits;
import dev.fairlead.route.generated.GeneratedPools;
import dev.fairlead.venue.Market;
import dev.fairlead.venue.Pool;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Chains that each have one pool of dollars and wrapped ether. */
final class Chains {
  private static final int USD = 1;
  private static final int ETH = 2;

  private Chains() {}

  /** One chain: its dollars' decimals, what its pool holds in whole tokens, its gas and balance. */
  record Terms(int decimals, String dollars, String ether, long gwei, @Nullable String balance) {}

  static Token dollar(long chain, int decimals) {
    return token(chain, USD, "USDC", decimals);
  }

  static Token ether(long chain) {
    return token(chain, ETH, "WETH", 18);
  }

  private static Token token(long chain, int number, String symbol, int decimals) {
    byte[] address = new byte[20];
    address[19] = (byte) number;
    return new Token(new ChainId(chain), Address.of(address), symbol, decimals);
  }

  static TokenAmount amount(Token token, String whole) {
    return token.amount(
        Uint256.of(new BigDecimal(whole).movePointRight(token.decimals()).toBigIntegerExact()));
  }

  /** A stand on which dollars are sold for ether. */
  static Stand selling(long chain, Terms terms) {
    Token dollar = dollar(chain, terms.decimals());
    return stand(chain, terms, dollar, ether(chain), dollar);
  }

  /** A stand on which ether is sold for dollars. */
  static Stand buying(long chain, Terms terms) {
    return stand(chain, terms, ether(chain), dollar(chain, terms.decimals()), ether(chain));
  }

  private static Stand stand(long chain, Terms terms, Token sell, Token buy, Token held) {
    Pool pool =
        new GeneratedPools(new ChainId(chain), 1)
            .constantProduct(
                dollar(chain, terms.decimals()),
                ether(chain),
                amount(dollar(chain, terms.decimals()), terms.dollars()).units(),
                amount(ether(chain), terms.ether()).units(),
                30);
    BlockRef block = new BlockRef(new BlockNumber(chain), new BlockHash(Bytes32.ZERO));
    return new Stand(
        Market.of(block, List.of(pool)),
        new GraphRouter(),
        RouteLimits.of(3, 4),
        NetworkFee.of(FeePerGas.of(terms.gwei() * 1_000_000_000L)),
        ether(chain),
        sell,
        buy,
        terms.balance() == null ? null : amount(held, terms.balance()));
  }
}
