package dev.fairlead.venue.curve.crypto;

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

/** What a crypto pool says of itself at one block; each answer may be missing. */
record CryptoViews(Address pool, List<Optional<Bytes>> answers) {
  static final int MOST_COINS = 3;
  private static final Signature VERSION = Signature.of("version()");
  private static final List<String> OF_COIN = List.of("coins", "balances");
  private static final List<String> PRICES = List.of("price_scale", "price_oracle");

  /** The single numbers, in their order. */
  enum Item {
    A("A()"),
    GAMMA("gamma()"),
    FUTURE("future_A_gamma()"),
    RAMP_END("future_A_gamma_time()"),
    MID_FEE("mid_fee()"),
    OUT_FEE("out_fee()"),
    FEE_GAMMA("fee_gamma()"),
    EXTRA_PROFIT("allowed_extra_profit()"),
    STEP("adjustment_step()"),
    D("D()"),
    PROFIT("xcp_profit()"),
    VIRTUAL_PRICE("virtual_price()"),
    SUPPLY("totalSupply()");

    private final String function;

    Item(String function) {
      this.function = function;
    }
  }

  private static final List<Item> NUMBERS = List.of(Item.values());

  /** Asks about many pools at once. */
  static List<CryptoViews> of(BlockReader reader, List<Address> pools) {
    List<BlockReader.View> views = new ArrayList<>();
    for (Address pool : pools) {
      addViews(views, pool);
    }
    int each = pools.isEmpty() ? 0 : views.size() / pools.size();
    List<Optional<Bytes>> answers = reader.read(views);
    List<CryptoViews> all = new ArrayList<>();
    for (int i = 0; i < pools.size(); i++) {
      all.add(new CryptoViews(pools.get(i), answers.subList(i * each, (i + 1) * each)));
    }
    return all;
  }

  private static void addViews(List<BlockReader.View> views, Address pool) {
    views.add(BlockReader.View.of(pool, VERSION));
    NUMBERS.forEach(number -> views.add(BlockReader.View.of(pool, Signature.of(number.function))));
    for (String name : OF_COIN) {
      for (int i = 0; i < MOST_COINS; i++) {
        views.add(indexed(pool, name, i));
      }
    }
    for (String name : PRICES) {
      // With two coins there is one price, and it has no index.
      views.add(BlockReader.View.of(pool, Signature.of(name + "()")));
      for (int i = 0; i < MOST_COINS - 1; i++) {
        views.add(indexed(pool, name, i));
      }
    }
  }

  private static BlockReader.View indexed(Address pool, String name, int index) {
    Signature function = Signature.of(name + "(uint256)");
    return new BlockReader.View(pool, AbiWriter.call(function).uint(index).toBytes());
  }

  Optional<String> version() {
    return BlockReader.decode(answers.getFirst(), AbiReader::text);
  }

  Optional<Uint256> number(Item number) {
    return BlockReader.decode(answers.get(1 + NUMBERS.indexOf(number)), AbiReader::uint);
  }

  /** Until the first index that the pool does not have. */
  List<Address> coins() {
    List<Address> coins = new ArrayList<>();
    for (int i = 0; i < MOST_COINS; i++) {
      Optional<Address> coin = BlockReader.decode(answers.get(indexed(i)), AbiReader::address);
      if (coin.isEmpty()) {
        break;
      }
      coins.add(coin.get());
    }
    return coins;
  }

  List<Uint256> balances(int coins) {
    return numbers(indexed(MOST_COINS), coins);
  }

  List<Uint256> priceScale(int coins) {
    return prices(0, coins);
  }

  List<Uint256> priceOracle(int coins) {
    return prices(1, coins);
  }

  private List<Uint256> prices(int which, int coins) {
    int first = indexed(OF_COIN.size() * MOST_COINS) + which * MOST_COINS;
    return coins == 2 ? numbers(first, 1) : numbers(first + 1, coins - 1);
  }

  /** Fewer than {@code count} where some are missing. */
  private List<Uint256> numbers(int first, int count) {
    return answers.subList(first, first + count).stream()
        .map(answer -> BlockReader.decode(answer, AbiReader::uint))
        .flatMap(Optional::stream)
        .toList();
  }

  private static int indexed(int place) {
    return 1 + NUMBERS.size() + place;
  }
}
