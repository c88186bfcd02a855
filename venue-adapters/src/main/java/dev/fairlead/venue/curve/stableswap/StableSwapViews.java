package dev.fairlead.venue.curve.stableswap;

import dev.fairlead.chain.abi.AbiReader;
import dev.fairlead.chain.abi.AbiWriter;
import dev.fairlead.chain.abi.Signature;
import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Uint256;
import dev.fairlead.venue.read.BlockReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What a StableSwap pool and its factory say of it, at one block; each answer may be missing. */
record StableSwapViews(Address pool, List<Optional<Bytes>> answers) {
  private static final int MOST_COINS = 8;
  private static final Signature COIN = Signature.of("coins(uint256)");
  private static final Signature BALANCE = Signature.of("balances(uint256)");

  /** In the order of the pool's own plain answers. */
  private enum Plain {
    VERSION("version()"),
    A_PRECISE("A_precise()"),
    A("A()"),
    FUTURE_A("future_A()"),
    FEE("fee()"),
    ADMIN_FEE("admin_fee()"),
    MULTIPLIER("offpeg_fee_multiplier()"),
    RATES("stored_rates()"),
    VIRTUAL_PRICE("get_virtual_price()");

    private final String function;

    Plain(String function) {
      this.function = function;
    }
  }

  /** In the order of the factory's answers about the pool. */
  private enum Told {
    ASSET_TYPES("get_pool_asset_types(address)"),
    BASE_POOL("get_base_pool(address)"),
    IMPLEMENTATION("get_implementation_address(address)");

    private final String function;

    Told(String function) {
      this.function = function;
    }
  }

  private static final List<Plain> PLAIN = List.of(Plain.values());
  private static final List<Told> TOLD = List.of(Told.values());
  private static final int EACH = PLAIN.size() + TOLD.size() + 2 * MOST_COINS;

  /** Asks about many pools at once. */
  static List<StableSwapViews> of(BlockReader reader, Address factory, List<Address> pools) {
    List<BlockReader.View> views = new ArrayList<>();
    for (Address pool : pools) {
      PLAIN.forEach(plain -> views.add(BlockReader.View.of(pool, Signature.of(plain.function))));
      for (Told told : TOLD) {
        views.add(
            new BlockReader.View(
                factory, AbiWriter.call(Signature.of(told.function)).address(pool).toBytes()));
      }
      for (int i = 0; i < MOST_COINS; i++) {
        views.add(new BlockReader.View(pool, AbiWriter.call(COIN).uint(i).toBytes()));
        views.add(new BlockReader.View(pool, AbiWriter.call(BALANCE).uint(i).toBytes()));
      }
    }
    List<Optional<Bytes>> answers = reader.read(views);
    List<StableSwapViews> all = new ArrayList<>();
    for (int i = 0; i < pools.size(); i++) {
      all.add(new StableSwapViews(pools.get(i), answers.subList(i * EACH, (i + 1) * EACH)));
    }
    return all;
  }

  Optional<String> version() {
    return BlockReader.decode(answer(Plain.VERSION), AbiReader::text);
  }

  /** With two extra digits. */
  Optional<Uint256> amplification() {
    return amplificationAnswers().withExtraDigits();
  }

  /** Whether the amplification is on its way to another. */
  boolean isRamping() {
    return amplificationAnswers().isRamping();
  }

  private AmplificationAnswers amplificationAnswers() {
    return new AmplificationAnswers(
        number(Plain.A_PRECISE), number(Plain.A), number(Plain.FUTURE_A));
  }

  Optional<Uint256> fee() {
    return number(Plain.FEE);
  }

  Optional<Uint256> adminFee() {
    return number(Plain.ADMIN_FEE);
  }

  Optional<Uint256> offPegMultiplier() {
    return number(Plain.MULTIPLIER);
  }

  Optional<Uint256> virtualPrice() {
    return number(Plain.VIRTUAL_PRICE);
  }

  Optional<List<Uint256>> rates() {
    return BlockReader.decode(answer(Plain.RATES), AbiReader::uints);
  }

  /** For each coin: 0 plain, 1 with a rate of an oracle, 2 rebasing, 3 a vault's shares. */
  Optional<List<Uint256>> assetTypes() {
    return BlockReader.decode(answer(Told.ASSET_TYPES), AbiReader::uints);
  }

  /** Empty for a pool that is no metapool. */
  Optional<Address> basePool() {
    return BlockReader.decode(answer(Told.BASE_POOL), AbiReader::address)
        .filter(address -> !address.isZero());
  }

  Optional<Address> implementation() {
    return BlockReader.decode(answer(Told.IMPLEMENTATION), AbiReader::address);
  }

  List<Address> coins() {
    return counted(0, AbiReader::address);
  }

  List<Uint256> balances() {
    return counted(1, AbiReader::uint);
  }

  /** Until the first index that the pool does not have. */
  private <T> List<T> counted(int which, Function<AbiReader, T> decoder) {
    List<T> all = new ArrayList<>();
    for (int i = 0; i < MOST_COINS; i++) {
      Optional<T> each =
          BlockReader.decode(answers.get(PLAIN.size() + TOLD.size() + 2 * i + which), decoder);
      if (each.isEmpty()) {
        break;
      }
      all.add(each.get());
    }
    return all;
  }

  private Optional<Uint256> number(Plain plain) {
    return BlockReader.decode(answer(plain), AbiReader::uint);
  }

  private Optional<Bytes> answer(Plain plain) {
    return answers.get(PLAIN.indexOf(plain));
  }

  private Optional<Bytes> answer(Told told) {
    return answers.get(PLAIN.size() + TOLD.indexOf(told));
  }
}
