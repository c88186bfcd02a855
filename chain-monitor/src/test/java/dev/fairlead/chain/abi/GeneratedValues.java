package dev.fairlead.chain.abi;

import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Int256;
import dev.fairlead.model.Uint256;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;

/** Types and values by chance, with an eye on the bounds. */
public final class GeneratedValues {
  private GeneratedValues() {}

  public static AbiType type(Random random, int depth) {
    return switch (random.nextInt(depth > 0 ? 11 : 8)) {
      case 0 -> new AbiType.Uint(8 * (1 + random.nextInt(32)));
      case 1 -> new AbiType.Int(8 * (1 + random.nextInt(32)));
      case 2 -> AbiType.Account.ACCOUNT;
      case 3 -> AbiType.Flag.FLAG;
      case 4 -> new AbiType.FixedBytes(1 + random.nextInt(32));
      case 5 -> AbiType.DynamicBytes.BYTES;
      case 6 -> AbiType.Text.TEXT;
      case 7 -> new AbiType.Uint(256);
      case 8 -> new AbiType.Sequence(type(random, depth - 1), OptionalInt.empty());
      case 9 ->
          new AbiType.Sequence(type(random, depth - 1), OptionalInt.of(1 + random.nextInt(4)));
      default -> {
        List<AbiParameter> members = new ArrayList<>();
        for (int i = 0; i <= random.nextInt(3); i++) {
          members.add(AbiParameter.of("m" + i, type(random, depth - 1)));
        }
        yield new AbiType.Tuple(members);
      }
    };
  }

  public static AbiValue of(AbiType type, Random random) {
    return switch (type) {
      case AbiType.Uint(int bits) -> new AbiValue.Uint(Uint256.of(number(bits, random)));
      case AbiType.Int(int bits) -> {
        BigInteger magnitude = number(bits - 1, random);
        yield new AbiValue.Int(Int256.of(random.nextBoolean() ? magnitude : magnitude.not()));
      }
      case AbiType.Account _ -> new AbiValue.Account(Address.of(bytes(20, random)));
      case AbiType.Flag _ -> new AbiValue.Flag(random.nextBoolean());
      case AbiType.FixedBytes(int length) -> new AbiValue.Data(Bytes.wrap(bytes(length, random)));
      case AbiType.FunctionReference _ -> new AbiValue.Data(Bytes.wrap(bytes(24, random)));
      case AbiType.DynamicBytes _ ->
          new AbiValue.Data(Bytes.wrap(bytes(random.nextInt(70), random)));
      case AbiType.Text _ -> AbiValue.Text.of("aß€".repeat(random.nextInt(12)));
      case AbiType.Sequence(AbiType item, var length) -> {
        List<AbiValue> items = new ArrayList<>();
        for (int i = length.orElse(random.nextInt(4)); i > 0; i--) {
          items.add(of(item, random));
        }
        yield new AbiValue.Sequence(items);
      }
      case AbiType.Tuple tuple ->
          new AbiValue.Tuple(
              tuple.members().stream().map(member -> of(member.type(), random)).toList());
    };
  }

  /** The value that a test shows as {@code plain}: numbers and bytes as text. */
  public static AbiValue ofPlain(AbiType type, Object plain) {
    return switch (type) {
      case AbiType.Uint _ -> new AbiValue.Uint(Uint256.parse((String) plain));
      case AbiType.Int _ -> new AbiValue.Int(Int256.of(new BigInteger((String) plain)));
      case AbiType.Account _ -> new AbiValue.Account((Address) plain);
      case AbiType.Flag _ -> new AbiValue.Flag((Boolean) plain);
      case AbiType.FixedBytes _, AbiType.DynamicBytes _, AbiType.FunctionReference _ ->
          new AbiValue.Data(Bytes.parse((String) plain));
      case AbiType.Text _ -> AbiValue.Text.of((String) plain);
      case AbiType.Sequence(AbiType item, var _) ->
          new AbiValue.Sequence(
              ((List<?>) plain).stream().map(each -> ofPlain(item, each)).toList());
      case AbiType.Tuple _ -> throw new IllegalArgumentException("no tuples");
    };
  }

  private static BigInteger number(int bits, Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> BigInteger.ZERO;
      case 1 -> BigInteger.ONE.shiftLeft(bits).subtract(BigInteger.ONE);
      default -> new BigInteger(random.nextInt(bits + 1), random);
    };
  }

  private static byte[] bytes(int length, Random random) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }
}
