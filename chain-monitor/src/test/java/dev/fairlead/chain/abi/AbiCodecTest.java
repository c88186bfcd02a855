package dev.fairlead.chain.abi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Int256;
import dev.fairlead.model.Uint256;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.web3j.abi.FunctionEncoder;
import org.web3j.abi.datatypes.AbiTypes;
import org.web3j.abi.datatypes.Bool;
import org.web3j.abi.datatypes.DynamicArray;
import org.web3j.abi.datatypes.DynamicBytes;
import org.web3j.abi.datatypes.DynamicStruct;
import org.web3j.abi.datatypes.StaticStruct;
import org.web3j.abi.datatypes.Type;
import org.web3j.abi.datatypes.Utf8String;

final class AbiCodecTest {
  @SuppressWarnings("rawtypes")
  @Test
  void encodesAsWeb3jDoes() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int i = 0; i < 3_000; i++) {
      List<AbiType> types = new ArrayList<>();
      List<AbiValue> values = new ArrayList<>();
      List<Type> theirs = new ArrayList<>();
      for (int n = random.nextInt(4); n >= 0; n--) {
        AbiType type = withoutFixedArrays(GeneratedValues.type(random, 2));
        AbiValue value = GeneratedValues.of(type, random);
        types.add(type);
        values.add(value);
        theirs.add(web3j(type, value));
      }
      Bytes ours = AbiEncoder.encode(types, values);
      assertThat(ours.toString())
          .as("seed %d, %s", seed, types)
          .isEqualTo("0x" + FunctionEncoder.encodeConstructor(theirs));
      assertThat(AbiDecoder.decode(types, ours)).as("seed %d", seed).isEqualTo(values);
    }
  }

  @Test
  void readsBackWhatItWrites() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int i = 0; i < 10_000; i++) {
      List<AbiType> types =
          List.of(GeneratedValues.type(random, 4), GeneratedValues.type(random, 3));
      List<AbiValue> values = types.stream().map(t -> GeneratedValues.of(t, random)).toList();
      Bytes written = AbiEncoder.encode(types, values);
      assertThat(AbiDecoder.decode(types, written)).as("seed %d", seed).isEqualTo(values);
    }
  }

  @Test
  @DisplayName("failures #94: damaged data is refused, or is the encoding of what it gives")
  void readsNothingButTheOneEncoding() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    int refused = 0;
    for (int i = 0; i < 20_000; i++) {
      List<AbiType> types = List.of(GeneratedValues.type(random, 3));
      AbiValue value = GeneratedValues.of(types.getFirst(), random);
      byte[] written = AbiEncoder.encode(types, List.of(value)).toArray();
      written[random.nextInt(written.length)] ^= (byte) (1 << random.nextInt(8));
      Bytes damaged = Bytes.wrap(written);
      try {
        assertThat(AbiEncoder.encode(types, AbiDecoder.decode(types, damaged)))
            .as("seed %d", seed)
            .isEqualTo(damaged);
      } catch (IllegalArgumentException expected) {
        refused++;
      }
    }
    assertThat(refused).as("seed %d", seed).isGreaterThan(3_000);
  }

  @Test
  void allocatesNothingForCountsThatTheDataCannotHold() {
    List<AbiType> types = List.of(AbiType.arrayed(AbiType.Text.TEXT, "[][]"));
    Bytes bomb = AbiWriter.tuple().uint(32).uint(Uint256.MAX_VALUE).uint(32).uint(32).toBytes();
    assertThatThrownBy(() -> AbiDecoder.decode(types, bomb))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("has no room");
  }

  @Test
  void readsDeclarations() {
    AbiDeclaration declaration =
        AbiDeclaration.parse(
            "batch((bytes32 id, uint256[2][] amounts)[] steps{plan}, address payable)");
    assertThat(declaration.signature())
        .isEqualTo(Signature.of("batch((bytes32,uint256[2][])[],address)"));
    assertThat(declaration.parameters().getFirst().meaning()).isEqualTo("plan");
    assertThat(declaration.parameters().get(1).name()).isEqualTo("payable");
    for (String wrong :
        List.of(
            "f",
            "f(",
            "f(uint257)",
            "f(uint7)",
            "f(bytes33)",
            "f(uint[0])",
            "f(uint){",
            "f()x",
            "f(uint256 a{b)",
            "(uint)")) {
      assertThatThrownBy(() -> AbiDeclaration.parse(wrong))
          .as(wrong)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  /** Web3j has a class for each length of fixed arrays, and encodes none of dynamic items. */
  private static AbiType withoutFixedArrays(AbiType type) {
    return switch (type) {
      case AbiType.Sequence(AbiType item, var _) ->
          new AbiType.Sequence(withoutFixedArrays(item), java.util.OptionalInt.empty());
      case AbiType.Tuple(List<AbiParameter> members) ->
          new AbiType.Tuple(
              members.stream()
                  .map(m -> AbiParameter.of(m.name(), withoutFixedArrays(m.type())))
                  .toList());
      default -> type;
    };
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static Type web3j(AbiType type, AbiValue value) {
    return switch (value) {
      case AbiValue.Uint(Uint256 number) ->
          made(type, java.math.BigInteger.class, number.toBigInteger());
      case AbiValue.Int(Int256 number) ->
          made(type, java.math.BigInteger.class, number.toBigInteger());
      case AbiValue.Account(Address account) ->
          new org.web3j.abi.datatypes.Address(account.toString());
      case AbiValue.Flag(boolean flag) -> new Bool(flag);
      case AbiValue.Data(Bytes data) ->
          type instanceof AbiType.DynamicBytes
              ? new DynamicBytes(data.toArray())
              : made(type, byte[].class, data.toArray());
      case AbiValue.Text text -> new Utf8String(text.text());
      case AbiValue.Tuple(List<AbiValue> members) -> {
        List<AbiType> types = AbiDecoder.types((AbiType.Tuple) type);
        List<Type> theirs = new ArrayList<>();
        for (int i = 0; i < members.size(); i++) {
          theirs.add(web3j(types.get(i), members.get(i)));
        }
        yield type.isDynamic() ? new DynamicStruct(theirs) : new StaticStruct(theirs);
      }
      case AbiValue.Sequence(List<AbiValue> items) -> {
        AbiType item = ((AbiType.Sequence) type).item();
        List<Type> theirs = items.stream().map(each -> web3j(item, each)).toList();
        yield new DynamicArray(
            theirs.isEmpty() ? classOf(item) : theirs.getFirst().getClass(), theirs);
      }
    };
  }

  @SuppressWarnings("rawtypes")
  private static Class<? extends Type> classOf(AbiType type) {
    return switch (type) {
      case AbiType.Sequence _ -> DynamicArray.class;
      case AbiType.Tuple tuple -> tuple.isDynamic() ? DynamicStruct.class : StaticStruct.class;
      default -> AbiTypes.getType(type.canonical());
    };
  }

  @SuppressWarnings("rawtypes")
  private static Type made(AbiType type, Class<?> argument, Object value) {
    try {
      return classOf(type).getConstructor(argument).newInstance(value);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }
}
