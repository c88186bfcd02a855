package dev.fairlead.venue.balancer.v2;

import dev.fairlead.chain.abi.AbiReader;
import dev.fairlead.chain.abi.AbiWriter;
import dev.fairlead.chain.abi.Signature;
import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Bytes32;
import dev.fairlead.model.Token;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.intent.PoolId;
import dev.fairlead.venue.Pool;
import dev.fairlead.venue.PoolFacts;
import dev.fairlead.venue.VenueSettings;
import dev.fairlead.venue.balancer.curve.Fixed18;
import dev.fairlead.venue.balancer.curve.StableCurve;
import dev.fairlead.venue.read.BlockReader;
import dev.fairlead.venue.read.TokenDirectory;
import dev.fairlead.venue.read.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads composable stable pools at one block.
 *
 * <p>A pool keeps the rates that it computes with, and asks their providers again in the first
 * trade after they expired. Once they did, the provider's rate counts; a pool is left out while
 * that is another one and they are about to.
 */
final class ComposableReader {
  private static final Signature POOL_ID = Signature.of("getPoolId()");
  private static final Signature FEE = Signature.of("getSwapFeePercentage()");
  private static final Signature PAUSED = Signature.of("getPausedState()");
  private static final Signature AMPLIFICATION = Signature.of("getAmplificationParameter()");
  private static final Signature SHARE_INDEX = Signature.of("getBptIndex()");
  private static final Signature SUPPLY = Signature.of("totalSupply()");
  private static final Signature LAST = Signature.of("getLastJoinExitData()");
  private static final Signature PROVIDERS = Signature.of("getRateProviders()");
  private static final Signature FEE_PART = Signature.of("getProtocolFeePercentageCache(uint256)");
  private static final Signature RATE_CACHE = Signature.of("getTokenRateCache(address)");
  private static final Signature EXEMPT =
      Signature.of("isTokenExemptFromYieldProtocolFee(address)");
  private static final Signature RATE = Signature.of("getRate()");
  private static final Signature POOL = Signature.of("getPool(bytes32)");
  private static final Signature TOKENS = Signature.of("getPoolTokens(bytes32)");
  private static final List<Signature> PLAIN =
      List.of(POOL_ID, FEE, PAUSED, AMPLIFICATION, SHARE_INDEX, SUPPLY, LAST, PROVIDERS);

  /** The protocol numbers its fees; those of swaps and of growing rates. */
  private static final List<Uint256> FEES = List.of(Uint256.ZERO, Uint256.of(2));

  /** Seconds within which the next block surely comes. */
  private static final Uint256 SOON = Uint256.of(60);

  private static final int MOST_DECIMALS = 18;

  private final BlockReader reader;
  private final VenueSettings settings;
  private final TokenDirectory directory;

  ComposableReader(BlockReader reader, VenueSettings settings, TokenDirectory directory) {
    this.reader = reader;
    this.settings = settings;
    this.directory = directory;
  }

  /** What a pool says of itself. */
  private record Told(
      Address pool,
      Bytes32 id,
      Uint256 fee,
      boolean paused,
      Uint256 amplification,
      int shareIndex,
      Uint256 supply,
      Uint256 lastAmplification,
      Uint256 lastInvariant,
      List<Address> providers,
      Uint256 swapFeePart,
      Uint256 yieldPart) {}

  /** What the Vault says of a pool. */
  private record Held(List<Address> tokens, List<Uint256> balances) {}

  /** A token's rate, and the one at the last join or exit. */
  private record Rate(Uint256 now, Uint256 old, boolean exempt) {
    static final Rate NONE = new Rate(Fixed18.ONE, Fixed18.ONE, false);
  }

  private record Holding(Told told, Held held) {}

  private record Known(Told told, Held held, List<Rate> rates) {}

  List<Pool> read(List<Address> pools) {
    if (pools.isEmpty()) {
      return List.of();
    }
    List<Told> told = told(pools);
    List<Known> known = rated(held(told), reader.time());
    directory.learn(reader, known.stream().flatMap(each -> each.held().tokens().stream()).toList());
    return known.stream().map(this::pool).flatMap(Optional::stream).toList();
  }

  private List<Told> told(List<Address> pools) {
    List<BlockReader.View> views = new ArrayList<>();
    for (Address pool : pools) {
      PLAIN.forEach(function -> views.add(BlockReader.View.of(pool, function)));
      FEES.forEach(fee ->
          views.add(new BlockReader.View(pool, AbiWriter.call(FEE_PART).uint(fee).toBytes())));
    }
    List<Optional<Bytes>> answers = reader.read(views);
    int each = PLAIN.size() + FEES.size();
    List<Told> told = new ArrayList<>();
    for (int i = 0; i < pools.size(); i++) {
      told(pools.get(i), answers.subList(i * each, (i + 1) * each)).ifPresent(told::add);
    }
    return told;
  }

  /**
   * Empty where anything is missing, and while the amplification moves: each second has its own.
   */
  private static Optional<Told> told(Address pool, List<Optional<Bytes>> answers) {
    if (answers.stream().anyMatch(Optional::isEmpty)) {
      return Optional.empty();
    }
    List<AbiReader> data = answers.stream().flatMap(Optional::stream).map(AbiReader::of).toList();
    try {
      AbiReader amplification = data.get(3);
      Uint256 value = amplification.uint();
      boolean moves = amplification.bool();
      AbiReader last = data.get(6);
      Told told =
          new Told(
              pool,
              data.get(0).word(),
              data.get(1).uint(),
              data.get(2).bool(),
              value,
              data.get(4).uint().toIntExact(),
              data.get(5).uint(),
              last.uint(),
              last.uint(),
              data.get(7).addresses(),
              data.get(8).uint(),
              data.get(9).uint());
      return moves ? Optional.empty() : Optional.of(told);
    } catch (IllegalArgumentException | ArithmeticException e) {
      return Optional.empty();
    }
  }

  /** Those that the Vault knows as they know themselves. */
  private List<Holding> held(List<Told> told) {
    List<BlockReader.View> views = new ArrayList<>();
    for (Told each : told) {
      for (Signature function : List.of(POOL, TOKENS)) {
        Bytes data = AbiWriter.call(function).word(each.id()).toBytes();
        views.add(new BlockReader.View(settings.registry(), data));
      }
    }
    List<Optional<Bytes>> answers = reader.read(views);
    List<Holding> holdings = new ArrayList<>();
    for (int i = 0; i < told.size(); i++) {
      Told each = told.get(i);
      held(each, answers.get(2 * i), answers.get(2 * i + 1))
          .ifPresent(held -> holdings.add(new Holding(each, held)));
    }
    return holdings;
  }

  private static Optional<Held> held(Told told, Optional<Bytes> pool, Optional<Bytes> tokens) {
    return BlockReader.decode(pool, AbiReader::address)
        .filter(told.pool()::equals)
        .flatMap(_ -> BlockReader.decode(tokens, data -> new Held(data.addresses(), data.uints())))
        .filter(held ->
            held.tokens().size() == told.providers().size()
                && held.tokens().size() == held.balances().size()
                && told.shareIndex() < held.tokens().size()
                && held.tokens().get(told.shareIndex()).equals(told.pool()));
  }

  /** Those whose rates can be had, and can't be others in the next block. */
  private List<Known> rated(List<Holding> holdings, Optional<Uint256> time) {
    List<BlockReader.View> views = new ArrayList<>();
    holdings.forEach(holding -> views.addAll(rateViews(holding)));
    List<Optional<Bytes>> answers = reader.read(views);
    List<Known> known = new ArrayList<>();
    int at = 0;
    for (Holding holding : holdings) {
      int count = rateViews(holding).size();
      rates(holding.told(), answers.subList(at, at + count), time)
          .ifPresent(rates -> known.add(new Known(holding.told(), holding.held(), rates)));
      at += count;
    }
    return known;
  }

  private static List<BlockReader.View> rateViews(Holding holding) {
    List<BlockReader.View> views = new ArrayList<>();
    Address pool = holding.told().pool();
    for (int i = 0; i < holding.held().tokens().size(); i++) {
      Address provider = holding.told().providers().get(i);
      if (!provider.isZero()) {
        Address token = holding.held().tokens().get(i);
        views.add(new BlockReader.View(pool, AbiWriter.call(RATE_CACHE).address(token).toBytes()));
        views.add(BlockReader.View.of(provider, RATE));
        views.add(new BlockReader.View(pool, AbiWriter.call(EXEMPT).address(token).toBytes()));
      }
    }
    return views;
  }

  /** Each token's rate; empty where one can't be had, or may be another in the next block. */
  private static Optional<List<Rate>> rates(
      Told told, List<Optional<Bytes>> answers, Optional<Uint256> time) {
    List<Rate> rates = new ArrayList<>();
    int at = 0;
    for (Address provider : told.providers()) {
      if (provider.isZero()) {
        rates.add(Rate.NONE);
        continue;
      }
      Optional<Uint256> now = rate(answers.get(at), answers.get(at + 1), time);
      Optional<Uint256> old = BlockReader.decode(answers.get(at), cache -> cache.skip(1).uint());
      Optional<Boolean> exempt = BlockReader.decode(answers.get(at + 2), AbiReader::bool);
      if (now.isEmpty() || old.isEmpty() || exempt.isEmpty()) {
        return Optional.empty();
      }
      rates.add(new Rate(now.get(), old.get(), exempt.get()));
      at += 3;
    }
    return Optional.of(rates);
  }

  private static Optional<Uint256> rate(
      Optional<Bytes> cached, Optional<Bytes> provided, Optional<Uint256> time) {
    Optional<Uint256> now = BlockReader.decode(provided, AbiReader::uint);
    if (now.isEmpty()) {
      return Optional.empty();
    }
    Optional<Uint256> kept = BlockReader.decode(cached, AbiReader::uint);
    Optional<Uint256> expires = BlockReader.decode(cached, cache -> cache.skip(3).uint());
    if (kept.isEmpty() || expires.isEmpty() || now.get().isZero()) {
      return Optional.empty();
    }
    if (kept.equals(now) || time.filter(t -> t.isAtLeast(expires.get())).isPresent()) {
      return now;
    }
    return time.filter(t -> t.plus(SOON).isLessThan(expires.get())).flatMap(_ -> kept);
  }

  private Optional<Pool> pool(Known known) {
    Told told = known.told();
    Held held = known.held();
    List<Rate> rates = known.rates();
    List<Token> tokens =
        held.tokens().stream().map(directory::token).flatMap(Optional::stream).toList();
    boolean wanted =
        tokens.size() == held.tokens().size()
            && tokens.size() > 2
            && tokens.stream().allMatch(token -> token.decimals() <= MOST_DECIMALS)
            && held.tokens().stream().allMatch(settings.tokens()::admits);
    if (!wanted) {
      return Optional.empty();
    }
    List<Uint256> factors = new ArrayList<>(BalancerTerms.byDecimals(tokens));
    List<Rate> inner = new ArrayList<>();
    for (int i = 0; i < factors.size(); i++) {
      factors.set(i, Fixed18.mulDown(factors.get(i), rates.get(i).now()));
      if (i != told.shareIndex()) {
        inner.add(rates.get(i));
      }
    }
    PoolShares shares =
        new PoolShares(
            told.supply(),
            told.lastAmplification(),
            told.lastInvariant(),
            inner.stream().map(Rate::now).toList(),
            inner.stream().map(Rate::old).toList(),
            inner.stream().map(Rate::exempt).toList(),
            told.swapFeePart(),
            told.yieldPart());
    PoolId id = new PoolId(reader.chain().id(), settings.venue(), Words.key(told.id()));
    return Optional.of(
        new ComposableStablePool(
            new PoolFacts(id, tokens, settings.hop()),
            new StableCurve(told.amplification(), StableCurve.Generation.V2),
            new BalancerTerms(factors, told.fee(), told.paused()),
            told.shareIndex(),
            told.providers().stream().anyMatch(provider -> !provider.isZero()),
            shares,
            held.balances().toArray(Uint256[]::new)));
  }
}
