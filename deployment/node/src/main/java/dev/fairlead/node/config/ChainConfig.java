package dev.fairlead.node.config;

import dev.fairlead.chain.ChainPreset;
import dev.fairlead.chain.ChainProfile;
import dev.fairlead.chain.ChainProfile.Finality.Tag;
import dev.fairlead.chain.endpoint.Endpoint;
import dev.fairlead.chain.endpoint.EndpointRole;
import dev.fairlead.chain.endpoint.Endpoints;
import dev.fairlead.chain.fee.BlobFeeRule;
import dev.fairlead.chain.fee.FeeTerms.DataFeeRule;
import dev.fairlead.chain.proof.Dialect;
import dev.fairlead.chain.proof.Trust;
import dev.fairlead.chain.rpc.RpcEndpoint;
import dev.fairlead.model.Address;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.FeePerGas;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One chain: how to reach it, what is traded on it and where.
 *
 * @param endpoints whom to ask, the most wanted first
 * @param quorum how many endpoints must say the same where money depends on it; 0: two, where two
 *     may vote
 * @param probeInterval how often each endpoint is looked at, besides its use
 * @param quarantine for how long at least a lying endpoint is not asked
 * @param profile what holds for whatever is left out below; left out itself: that of the chain with
 *     this id, or Ethereum's
 * @param finality the tag that says which trades are final
 * @param confirmations after so many blocks a trade is final, whatever tags say
 * @param finalityPatience a tag that stands still for longer is an alarm
 * @param preconfirmations how often the pending block is asked for transactions that are under way
 * @param dataFee what is taken for bytes; left out: what the profile's chain takes
 * @param blobs how blobs are priced; left out: as on the profile's chain
 * @param maxTransactionGas the most gas of a transaction; 0: what the profile's chain allows
 * @param trust which blocks are followed
 * @param dialect what the roots of its blocks hold; left out: what is known of its id
 * @param market how far the pools and tokens are trusted
 * @param priceGuard prices that plans are held against
 * @param relay a private relay that speaks Flashbots' protocol; private intents need one
 */
public record ChainConfig(
    ChainId id,
    List<EndpointConfig> endpoints,
    @Default("0") int quorum,
    @Default("5s") Duration probeInterval,
    @Default("10m") Duration quarantine,
    @Nullable URI relay,
    Address wrappedNative,
    @Nullable ChainPreset profile,
    @Nullable Duration blockTime,
    @Nullable Duration pollInterval,
    @Nullable Tag finality,
    @Default("0") int confirmations,
    @Nullable Duration finalityPatience,
    @Nullable Duration preconfirmations,
    @Nullable BaseFee baseFee,
    @Default("0") FeePerGas minPriorityFee,
    @Default("100000000000") FeePerGas maxPriorityFee,
    @Default("10000000000000") FeePerGas maxBaseFee,
    @Nullable DataFeeRule dataFee,
    @Nullable Blobs blobs,
    @Default("0") long maxTransactionGas,
    @Default("proven") Trust trust,
    @Nullable Dialect dialect,
    MarketConfig market,
    PriceGuardConfig priceGuard,
    List<TokenConfig> tokens,
    VenuesConfig venues) {
  private static final long TRANSFER_GAS = 21_000;

  /** How the next block's base fee follows from the newest block. */
  public enum BaseFee {
    /** By Ethereum's own rule. */
    EIP_1559,
    /** By the OP-stack's, with the constants that its headers tell. */
    OP_STACK,
    /** By Polygon's. */
    POLYGON,
    /** By ArbOS's. */
    ARBITRUM,
    /** By a rule of the chain's own; the newest block's fee is taken for the next one's. */
    AS_HEAD
  }

  /**
   * How blobs are priced: blobs of a block that leave the price as it is, the most of a block, and
   * how slowly the price follows.
   */
  public record Blobs(int target, int max, long updateFraction) {
    public Blobs {
      var _ = new BlobFeeRule(target, max, updateFraction);
    }

    /** The rule in the words of the module that it is for. */
    public BlobFeeRule rule() {
      return new BlobFeeRule(target, max, updateFraction);
    }
  }

  public ChainConfig {
    endpoints = List.copyOf(endpoints);
    tokens = List.copyOf(tokens);
    venues = venues.on(id);
    var _ = reached(endpoints, quorum, probeInterval, quarantine);
    if (confirmations < 0 || confirmations > ChainProfile.WINDOW) {
      throw new ConfigException(
          "confirmations", "is between 0 (a tag says what is final) and " + ChainProfile.WINDOW);
    }
    if (confirmations > 0 && (finality != null || finalityPatience != null)) {
      throw new ConfigException("confirmations", "has no meaning where a tag says what is final");
    }
    if (maxTransactionGas < 0 || (maxTransactionGas > 0 && maxTransactionGas < TRANSFER_GAS)) {
      throw new ConfigException(
          "max-transaction-gas", "is 0 (what the profile's chain allows) or at least 21000");
    }
    if (finalityPatience != null && !finalityPatience.isPositive()) {
      throw new ConfigException("finality-patience", "must be positive");
    }
    if (preconfirmations != null && !preconfirmations.isPositive()) {
      throw new ConfigException("preconfirmations", "must be positive");
    }
    checkCoin(tokens, wrappedNative);
  }

  /** The coin is worth its wrapper unit by unit, so that both count in the same units. */
  private static void checkCoin(List<TokenConfig> tokens, Address wrappedNative) {
    if (wrappedNative.isZero()) {
      throw new ConfigException("wrapped-native", "is the contract that wraps the coin, not zero");
    }
    TokenConfig wrapped =
        tokens.stream()
            .filter(token -> token.address().equals(wrappedNative))
            .findFirst()
            .orElseThrow(
                () -> new ConfigException("tokens", "the wrapped native token is not among them"));
    for (TokenConfig token : tokens) {
      if (token.isCoin() && token.decimals() != wrapped.decimals()) {
        throw new ConfigException(
            "tokens",
            "%s (zero address) is the chain's coin and has %d decimals, as %s has"
                .formatted(token.symbol(), wrapped.decimals(), wrapped.symbol()));
      }
    }
  }

  /** The endpoints as they are used. */
  public Endpoints reached() {
    return reached(endpoints, quorum, probeInterval, quarantine);
  }

  /** The most wanted endpoint that answers questions, for who asks one alone. */
  public RpcEndpoint preferred() {
    return reached().all().stream()
        .filter(endpoint -> endpoint.roles().contains(EndpointRole.READ))
        .findFirst()
        .orElseThrow()
        .rpc();
  }

  private static Endpoints reached(
      List<EndpointConfig> endpoints, int quorum, Duration probeInterval, Duration quarantine) {
    if (endpoints.isEmpty()) {
      throw new IllegalArgumentException("name at least one endpoint, such as [{http: URL}]");
    }
    List<Endpoint> all = endpoints.stream().map(EndpointConfig::endpoint).toList();
    long voters =
        all.stream().filter(endpoint -> endpoint.roles().contains(EndpointRole.QUORUM)).count();
    return new Endpoints(
        all, quorum == 0 ? Math.clamp(voters, 1, 2) : quorum, probeInterval, quarantine);
  }
}
