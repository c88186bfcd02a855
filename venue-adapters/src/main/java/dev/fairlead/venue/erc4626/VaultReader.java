package dev.fairlead.venue.erc4626;

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
import java.util.stream.Stream;

/**
 * Reads vaults at one block, and takes those that convert as {@link ShareRate} says.
 *
 * <p>The vault is asked for a few amounts of many sizes, both ways, at the very block: one that
 * takes a fee, rounds otherwise, or is paused answers something else, and is left out.
 */
final class VaultReader {
  private static final Signature ASSET = Signature.of("asset()");
  private static final Signature ASSETS = Signature.of("totalAssets()");
  private static final Signature SUPPLY = Signature.of("totalSupply()");
  private static final Signature MOST_DEPOSIT = Signature.of("maxDeposit(address)");
  private static final Signature PREVIEW_DEPOSIT = Signature.of("previewDeposit(uint256)");
  private static final Signature PREVIEW_REDEEM = Signature.of("previewRedeem(uint256)");
  private static final Signature CONVERT = Signature.of("convertToAssets(uint256)");
  private static final List<Signature> STATE = List.of(ASSET, ASSETS, SUPPLY);
  private static final List<Signature> PROBED = List.of(PREVIEW_DEPOSIT, PREVIEW_REDEEM, CONVERT);

  /** Spread over magnitudes, and odd, so that another rounding shows. */
  private static final List<Uint256> PROBES =
      Stream.of(
              "1", "999", "1000003", "1234567890123", "31415926535897932385", "1" + "0".repeat(24))
          .map(Uint256::parse)
          .toList();

  /** Nobody's: its limit is the one of an account that the vault does not know. */
  private static final Address ANYBODY =
      Address.parse("0x000000000000000000000000000000000000dEaD");

  private final BlockReader reader;
  private final VenueSettings settings;
  private final TokenDirectory directory;

  VaultReader(BlockReader reader, VenueSettings settings, TokenDirectory directory) {
    this.reader = reader;
    this.settings = settings;
    this.directory = directory;
  }

  /** What a vault says of itself. */
  private record Told(
      Address vault, Address asset, Uint256 assets, Uint256 supply, Uint256 mostDeposit) {}

  List<Pool> read(List<Address> vaults) {
    int answersEach = STATE.size() + 1 + PROBED.size() * PROBES.size();
    List<Optional<Bytes>> answers =
        reader.read(vaults.stream().flatMap(vault -> views(vault).stream()).toList());
    List<Optional<Told>> told = new ArrayList<>();
    List<Address> tokens = new ArrayList<>(vaults);
    for (int i = 0; i < vaults.size(); i++) {
      Optional<Told> each = told(vaults.get(i), answers.subList(i * answersEach, answers.size()));
      each.ifPresent(known -> tokens.add(known.asset()));
      told.add(each);
    }
    directory.learn(reader, tokens);
    List<Pool> pools = new ArrayList<>();
    for (int i = 0; i < vaults.size(); i++) {
      int first = i * answersEach + STATE.size() + 1;
      List<Optional<Bytes>> probed = answers.subList(first, (i + 1) * answersEach);
      told.get(i).flatMap(known -> pool(known, probed)).ifPresent(pools::add);
    }
    return pools;
  }

  private static List<BlockReader.View> views(Address vault) {
    List<BlockReader.View> views = new ArrayList<>();
    STATE.forEach(function -> views.add(BlockReader.View.of(vault, function)));
    views.add(new BlockReader.View(vault, AbiWriter.call(MOST_DEPOSIT).address(ANYBODY).toBytes()));
    for (Signature function : PROBED) {
      for (Uint256 probe : PROBES) {
        views.add(new BlockReader.View(vault, AbiWriter.call(function).uint(probe).toBytes()));
      }
    }
    return views;
  }

  private static Optional<Told> told(Address vault, List<Optional<Bytes>> answers) {
    Optional<Address> asset = BlockReader.decode(answers.get(0), AbiReader::address);
    Optional<Uint256> assets = BlockReader.decode(answers.get(1), AbiReader::uint);
    Optional<Uint256> supply = BlockReader.decode(answers.get(2), AbiReader::uint);
    Optional<Uint256> most = BlockReader.decode(answers.get(3), AbiReader::uint);
    if (asset.isEmpty() || assets.isEmpty() || supply.isEmpty() || most.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new Told(vault, asset.get(), assets.get(), supply.get(), most.get()));
  }

  private Optional<Pool> pool(Told told, List<Optional<Bytes>> probed) {
    Optional<Token> asset = directory.token(told.asset());
    Optional<Token> share = directory.token(told.vault());
    boolean wanted =
        asset.isPresent()
            && share.isPresent()
            && !told.asset().equals(told.vault())
            && settings.tokens().admits(told.asset())
            && settings.tokens().admits(told.vault());
    if (!wanted) {
      return Optional.empty();
    }
    PoolId id = new PoolId(reader.chain().id(), settings.venue(), Words.key(told.vault()));
    PoolFacts facts = new PoolFacts(id, List.of(asset.get(), share.get()), settings.hop());
    return rates(told, share.get().decimals() - asset.get().decimals())
        .filter(rate -> answersAs(rate, probed))
        .findFirst()
        .map(rate -> new Erc4626Pool(facts, rate, told.mostDeposit()));
  }

  /** The ways in which vaults count, those with virtual shares first. */
  private static Stream<ShareRate> rates(Told told, int offset) {
    Stream<ShareRate> plain =
        Stream.of(new ShareRate(told.assets(), told.supply(), Uint256.ZERO, Uint256.ZERO));
    Stream<ShareRate> virtual =
        Stream.of(offset, 0)
            .filter(digits -> digits >= 0)
            .map(digits -> Uint256.of(10).pow(digits))
            .map(more -> new ShareRate(told.assets(), told.supply(), Uint256.ONE, more));
    return Stream.concat(virtual, plain);
  }

  private static boolean answersAs(ShareRate rate, List<Optional<Bytes>> probed) {
    try {
      for (int i = 0; i < PROBES.size(); i++) {
        Uint256 shares = rate.sharesDown(PROBES.get(i));
        Uint256 assets = rate.assetsDown(PROBES.get(i));
        if (!answer(probed.get(i)).equals(Optional.of(shares))
            || !answer(probed.get(PROBES.size() + i)).equals(Optional.of(assets))
            || !answer(probed.get(2 * PROBES.size() + i)).equals(Optional.of(assets))) {
          return false;
        }
      }
      return true;
    } catch (ArithmeticException e) {
      return false;
    }
  }

  private static Optional<Uint256> answer(Optional<Bytes> probed) {
    return BlockReader.decode(probed, AbiReader::uint);
  }
}
