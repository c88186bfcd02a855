package dev.fairlead.venue.curve.stableswap;

import dev.fairlead.chain.abi.AbiReader;
import dev.fairlead.chain.abi.AbiWriter;
import dev.fairlead.chain.abi.Signature;
import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Token;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.intent.PoolId;
import dev.fairlead.venue.Pool;
import dev.fairlead.venue.PoolFacts;
import dev.fairlead.venue.VenueSettings;
import dev.fairlead.venue.read.BlockReader;
import dev.fairlead.venue.read.TokenDirectory;
import dev.fairlead.venue.read.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads StableSwap pools at one block. */
final class CurveReader {
  private static final Signature A = Signature.of("A()");
  private static final Signature A_PRECISE = Signature.of("A_precise()");
  private static final Signature FEE = Signature.of("fee()");
  private static final Signature ADMIN_FEE = Signature.of("admin_fee()");
  private static final Signature RAMP_TO = Signature.of("future_A()");
  private static final int MOST_COINS = 8;
  private static final int MOST_DECIMALS = 36;

  private final BlockReader reader;
  private final VenueSettings settings;
  private final TokenDirectory directory;

  CurveReader(BlockReader reader, VenueSettings settings, TokenDirectory directory) {
    this.reader = reader;
    this.settings = settings;
    this.directory = directory;
  }

  private record Terms(Uint256 a, Uint256 fee, Uint256 adminFee, boolean ramping) {}

  List<Pool> read(List<CurvePoolSettings> wanted) {
    List<Pool> pools = new ArrayList<>();
    for (CurvePoolSettings each : wanted) {
      read(each).ifPresent(pools::add);
    }
    return pools;
  }

  private Optional<Pool> read(CurvePoolSettings pool) {
    CurvePoolSettings.Generation generation = pool.generation();
    Signature coin = Signature.of("coins(" + generation.index() + ")");
    Signature balance = Signature.of("balances(" + generation.index() + ")");
    List<BlockReader.View> views = new ArrayList<>();
    for (int i = 0; i < MOST_COINS; i++) {
      views.add(view(pool, coin, i));
      views.add(view(pool, balance, i));
    }
    List<Optional<Bytes>> answers = reader.read(views);
    List<Address> coins = new ArrayList<>();
    List<Uint256> balances = new ArrayList<>();
    for (int i = 0; i < MOST_COINS; i++) {
      Optional<Address> address = BlockReader.decode(answers.get(2 * i), AbiReader::address);
      Optional<Uint256> amount = BlockReader.decode(answers.get(2 * i + 1), AbiReader::uint);
      if (address.isEmpty() || amount.isEmpty()) {
        break;
      }
      coins.add(address.get());
      balances.add(amount.get());
    }
    directory.learn(reader, coins);
    List<Token> tokens = coins.stream().map(directory::token).flatMap(Optional::stream).toList();
    boolean usable =
        tokens.size() == coins.size()
            && tokens.size() > 1
            && tokens.stream().allMatch(token -> token.decimals() <= MOST_DECIMALS)
            && coins.stream().allMatch(settings.tokens()::admits);
    return usable
        ? terms(pool).map(terms -> pool(pool, terms, tokens, balances))
        : Optional.empty();
  }

  private Optional<Terms> terms(CurvePoolSettings pool) {
    List<Optional<Bytes>> answers =
        reader.read(
            List.of(
                BlockReader.View.of(pool.pool(), A_PRECISE),
                BlockReader.View.of(pool.pool(), A),
                BlockReader.View.of(pool.pool(), FEE),
                BlockReader.View.of(pool.pool(), ADMIN_FEE),
                BlockReader.View.of(pool.pool(), RAMP_TO)));
    List<Optional<Uint256>> numbers =
        answers.stream().map(answer -> BlockReader.decode(answer, AbiReader::uint)).toList();
    boolean precise = pool.generation().precise();
    AmplificationAnswers told =
        new AmplificationAnswers(numbers.get(0), numbers.get(1), numbers.get(4));
    Optional<Uint256> a = precise ? told.withExtraDigits() : told.whole();
    Optional<Uint256> fee = numbers.get(2);
    Optional<Uint256> adminFee = numbers.get(3);
    boolean ramping = precise && told.isRamping();
    return a.isPresent() && fee.isPresent() && adminFee.isPresent()
        ? Optional.of(new Terms(a.get(), fee.get(), adminFee.get(), ramping))
        : Optional.empty();
  }

  private Pool pool(
      CurvePoolSettings pool, Terms terms, List<Token> tokens, List<Uint256> balances) {
    PoolId id = new PoolId(reader.chain().id(), settings.venue(), Words.key(pool.pool()));
    Amplification amplification = Amplification.of(terms.a(), tokens.size(), pool.generation());
    List<Uint256> rates =
        tokens.stream().map(token -> Uint256.of(10).pow(MOST_DECIMALS - token.decimals())).toList();
    return new CurveStableSwapPool(
        new PoolFacts(id, tokens, settings.hop()),
        new CurveTerms(
            amplification, terms.fee(), terms.adminFee(), rates, OffPegFee.ONE, terms.ramping()),
        balances.toArray(Uint256[]::new));
  }

  private static BlockReader.View view(CurvePoolSettings pool, Signature function, int index) {
    return new BlockReader.View(pool.pool(), AbiWriter.call(function).uint(index).toBytes());
  }
}
