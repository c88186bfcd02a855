package dev.fairlead.node;

import dev.fairlead.chain.BaseFeeRule;
import dev.fairlead.chain.ChainPreset;
import dev.fairlead.chain.ChainProfile;
import dev.fairlead.chain.ChainProfile.Finality;
import dev.fairlead.chain.SoftConfirmation;
import dev.fairlead.chain.abi.ContractAbi;
import dev.fairlead.chain.fee.FeeTerms;
import dev.fairlead.chain.proof.Dialect;
import dev.fairlead.chain.proof.ProofRule;
import dev.fairlead.chain.readable.RevertReader;
import dev.fairlead.intent.ExecutionPolicy;
import dev.fairlead.intent.IntentSettings;
import dev.fairlead.intent.RiskPolicy;
import dev.fairlead.intent.Strategies;
import dev.fairlead.intent.StrategyConfig;
import dev.fairlead.intent.TokenBook;
import dev.fairlead.model.Address;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.Fraction;
import dev.fairlead.model.Gas;
import dev.fairlead.model.Token;
import dev.fairlead.model.TokenAmount;
import dev.fairlead.model.intent.PoolId;
import dev.fairlead.model.intent.Privacy;
import dev.fairlead.model.intent.RouteTerms;
import dev.fairlead.model.intent.Selection;
import dev.fairlead.model.intent.StrategyId;
import dev.fairlead.node.config.ChainConfig;
import dev.fairlead.node.config.ExecutionConfig;
import dev.fairlead.node.config.NodeConfig;
import dev.fairlead.node.config.RouteConfig;
import dev.fairlead.node.config.StrategySettings;
import dev.fairlead.node.config.TokenConfig;
import dev.fairlead.node.decode.AbiFile;
import dev.fairlead.venue.executor.ExecutorSteps;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The configuration in the words of the modules that it is for; names are resolved here. */
public final class SettingsAssembly {
  private static final Fraction STANDARD_SLIPPAGE = Fraction.ofBasisPoints(50);
  private static final Duration STANDARD_WINDOW = Duration.ofSeconds(60);

  private static final Finality.Tagged STANDARD_FINALITY =
      new Finality.Tagged(Finality.Tag.FINALIZED, Duration.ofMinutes(20));

  private final NodeConfig config;
  private final Map<String, List<Token>> tokensByChain = new HashMap<>();

  SettingsAssembly(NodeConfig config) {
    this.config = config;
    config.chains().forEach((name, chain) -> tokensByChain.put(name, tokens(chain)));
  }

  /** The configured tokens of a chain. */
  static List<Token> tokens(ChainConfig chain) {
    return chain.tokens().stream()
        .map(token -> new Token(chain.id(), token.address(), token.symbol(), token.decimals()))
        .toList();
  }

  /** Those that are traded without a probe: the chain's coin is no contract to be probed. */
  static Set<Address> trustedTokens(ChainConfig chain) {
    return chain.tokens().stream()
        .filter(token -> token.trusted() || token.isCoin())
        .map(TokenConfig::address)
        .collect(Collectors.toSet());
  }

  /**
   * Reads the errors of the executor, of known contracts, and of those whose ABI is configured.
   *
   * @throws IllegalArgumentException if a configured ABI can't be read
   */
  RevertReader reverts() {
    try {
      List<ContractAbi> contracts = new ArrayList<>(AbiFile.readAll(config.decode().abis()));
      contracts.add(ExecutorSteps.declarations());
      return new RevertReader(contracts);
    } catch (IOException | IllegalArgumentException e) {
      throw new IllegalArgumentException("decode.abis: " + e.getMessage(), e);
    }
  }

  /** What the node assumes of a chain. */
  public static ChainProfile profile(String name, ChainConfig chain) {
    ChainPreset preset =
        chain.profile() == null
            ? ChainPreset.of(chain.id()).orElse(ChainPreset.ETHEREUM)
            : chain.profile();
    return new ChainProfile(
        chain.id(),
        name,
        chain.wrappedNative(),
        chain.blockTime() == null ? preset.blockTime() : chain.blockTime(),
        chain.pollInterval() == null ? preset.pollInterval() : chain.pollInterval(),
        finality(chain, preset),
        chain.baseFee() == null ? preset.baseFeeRule() : baseFee(chain.baseFee()),
        chain.minPriorityFee(),
        chain.maxPriorityFee(),
        chain.maxBaseFee(),
        new ProofRule(
            Optional.ofNullable(chain.dialect()).orElseGet(() -> Dialect.of(chain.id())),
            chain.trust()),
        chain.preconfirmations() == null
            ? preset.soft()
            : new SoftConfirmation.Pending(chain.preconfirmations()),
        terms(chain, preset.terms()));
  }

  private static FeeTerms terms(ChainConfig chain, FeeTerms usual) {
    ChainConfig.@Nullable Blobs blobs = chain.blobs();
    return new FeeTerms(
        chain.dataFee() == null ? usual.dataFee() : chain.dataFee(),
        blobs == null ? usual.blobs() : Optional.of(blobs.rule()),
        chain.maxTransactionGas() == 0 ? usual.gasCap() : new Gas(chain.maxTransactionGas()));
  }

  private static Finality finality(ChainConfig chain, ChainPreset preset) {
    if (chain.confirmations() > 0) {
      return new Finality.Confirmations(chain.confirmations());
    }
    if (chain.finality() == null && !(preset.finality() instanceof Finality.Tagged)) {
      return preset.finality();
    }
    Finality.Tagged usual =
        preset.finality() instanceof Finality.Tagged tagged ? tagged : STANDARD_FINALITY;
    return new Finality.Tagged(
        chain.finality() == null ? usual.tag() : chain.finality(),
        chain.finalityPatience() == null ? usual.patience() : chain.finalityPatience());
  }

  private static BaseFeeRule baseFee(ChainConfig.BaseFee rule) {
    return switch (rule) {
      case EIP_1559 -> BaseFeeRule.Eip1559.ETHEREUM;
      case OP_STACK -> BaseFeeRule.OpStack.STANDARD;
      case POLYGON -> BaseFeeRule.Polygon.STANDARD;
      case ARBITRUM -> new BaseFeeRule.Arbitrum();
      case AS_HEAD -> new BaseFeeRule.AsHead();
    };
  }

  /** What intents are worked by; {@code account} is for strategies that name none. */
  IntentSettings intents(Address account) {
    List<Token> all = new ArrayList<>();
    tokensByChain.values().forEach(all::addAll);
    return new IntentSettings(new TokenBook(all), strategies(account), risk(), execution());
  }

  private Strategies strategies(Address account) {
    Map<StrategyId, StrategyConfig> named = new HashMap<>();
    config
        .strategies()
        .forEach((id, settings) -> named.put(id, strategy("strategies." + id, account, settings)));
    @Nullable StrategyConfig others =
        config.anyStrategy().allowed()
            ? strategy(
                "any-strategy",
                account,
                new StrategySettings(
                    account,
                    config.anyStrategy().funding(),
                    STANDARD_SLIPPAGE,
                    STANDARD_WINDOW,
                    Privacy.PUBLIC,
                    config.anyStrategy().route()))
            : null;
    return new Strategies(named, others);
  }

  private StrategyConfig strategy(String key, Address account, StrategySettings settings) {
    return new StrategyConfig(
        settings.account() == null ? account : settings.account(),
        funding(key + ".funding", settings.funding()),
        settings.defaultSlippage(),
        settings.defaultWindow(),
        settings.defaultPrivacy(),
        new Selection<>(
            Set.copyOf(settings.route().allowedVenues()),
            Set.copyOf(settings.route().deniedVenues())),
        new Selection<>(
            Set.copyOf(settings.route().allowedTokens()),
            Set.copyOf(settings.route().deniedTokens())),
        route(key + ".route", settings.route()));
  }

  private RouteTerms route(String key, RouteConfig route) {
    Set<PoolId> denied = new HashSet<>();
    route
        .deniedPools()
        .forEach((name, pools) -> {
          ChainConfig chain = config.chains().get(name);
          if (chain == null) {
            throw new IllegalArgumentException(
                key + ".denied-pools: there is no chain \"" + name + "\"");
          }
          pools.forEach(pool -> denied.add(pool(key + ".denied-pools." + name, chain, pool)));
        });
    return new RouteTerms(
        route.maxPriceImpact(),
        route.maxHops(),
        route.maxLegs(),
        route.maxGas(),
        new Selection<>(Set.of(), denied));
  }

  private static PoolId pool(String key, ChainConfig chain, String text) {
    try {
      return PoolId.parse(chain.id(), text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(key + ": " + e.getMessage(), e);
    }
  }

  private Map<ChainId, Token> funding(String key, Map<String, Address> byChain) {
    Map<ChainId, Token> funding = new HashMap<>();
    byChain.forEach((chain, address) -> {
      Token token = token(key, chain, address);
      funding.put(token.chain(), token);
    });
    return funding;
  }

  private RiskPolicy risk() {
    Map<ChainId, TokenAmount> limits = new HashMap<>();
    config
        .risk()
        .maxNotional()
        .forEach((chain, limit) -> {
          Token token = token("risk.max-notional", chain, limit.token());
          limits.put(token.chain(), token.amount(limit.amount()));
        });
    Set<Token> denied = new HashSet<>();
    tokensByChain
        .values()
        .forEach(tokens ->
            tokens.stream()
                .filter(token -> config.risk().deniedTokens().contains(token.address()))
                .forEach(denied::add));
    return new RiskPolicy(config.risk().maxSlippage(), config.risk().maxWindow(), denied, limits);
  }

  private ExecutionPolicy execution() {
    ExecutionConfig given = config.execution();
    return new ExecutionPolicy(
        given.maxHops(),
        given.maxLegs(),
        given.maxPriceImpact(),
        given.exactOutHeadroom(),
        given.gasMargin(),
        given.resendBlocks(),
        given.marketPatience(),
        given.retryPause(),
        given.venueRouters(),
        given.coinReserve());
  }

  private Token token(String key, String chain, Address address) {
    List<Token> tokens = tokensByChain.get(chain);
    if (tokens == null) {
      throw new IllegalArgumentException(key + ": there is no chain \"" + chain + "\"");
    }
    return tokens.stream()
        .filter(token -> token.address().equals(address))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                key + ": " + address + " is not among the tokens of " + chain));
  }
}
