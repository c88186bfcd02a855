package dev.fairlead.chain.abi;

import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Int256;
import dev.fairlead.model.Uint256;
import java.io.ByteArrayOutputStream;
import java.util.Collections;
import java.util.List;

/** Writes values whose types are known only at run time: what {@link AbiDecoder} reads. */
public final class AbiEncoder {
  private static final int WORD = 32;

  private AbiEncoder() {}

  public static Bytes encode(List<AbiType> types, List<AbiValue> values) {
    return Bytes.wrap(tuple(types, values));
  }

  private static byte[] tuple(List<AbiType> types, List<AbiValue> values) {
    if (types.size() != values.size()) {
      throw new IllegalArgumentException(
          "expected " + types.size() + " values but found " + values.size());
    }
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    ByteArrayOutputStream tail = new ByteArrayOutputStream();
    int size = AbiDecoder.headSize(types);
    for (int i = 0; i < types.size(); i++) {
      if (types.get(i).isDynamic()) {
        head.writeBytes(Uint256.of(size + tail.size()).toBytes32());
        tail.writeBytes(content(types.get(i), values.get(i)));
      } else {
        head.writeBytes(content(types.get(i), values.get(i)));
      }
    }
    head.writeBytes(tail.toByteArray());
    return head.toByteArray();
  }

  private static byte[] content(AbiType type, AbiValue value) {
    return switch (value) {
      case AbiValue.Uint(Uint256 number)
          when type instanceof AbiType.Uint(int bits) && number.bitLength() <= bits ->
          number.toBytes32();
      case AbiValue.Int(Int256 number)
          when type instanceof AbiType.Int(int bits) && fits(number, bits) ->
          number.bits().toBytes32();
      case AbiValue.Account(Address account) when type instanceof AbiType.Account -> {
        byte[] word = new byte[WORD];
        account.writeTo(word, WORD - Address.LENGTH);
        yield word;
      }
      case AbiValue.Flag(boolean flag) when type instanceof AbiType.Flag ->
          (flag ? Uint256.ONE : Uint256.ZERO).toBytes32();
      case AbiValue.Data(Bytes data) when type instanceof AbiType.DynamicBytes -> counted(data);
      case AbiValue.Text(Bytes utf8) when type instanceof AbiType.Text -> counted(utf8);
      case AbiValue.Data(Bytes data) when length(type) == data.length() -> padded(data);
      case AbiValue.Tuple(List<AbiValue> members) when type instanceof AbiType.Tuple tuple ->
          tuple(AbiDecoder.types(tuple), members);
      case AbiValue.Sequence(List<AbiValue> items)
          when type instanceof AbiType.Sequence(AbiType item, var length)
              && length.orElse(items.size()) == items.size() -> {
        byte[] content = tuple(Collections.nCopies(items.size(), item), items);
        yield length.isPresent() ? content : joined(items.size(), content);
      }
      default ->
          throw new IllegalArgumentException(value + " is not of the type " + type.canonical());
    };
  }

  private static boolean fits(Int256 number, int bits) {
    return (number.isNegative() ? number.bits().not() : number.bits()).bitLength() < bits;
  }

  private static int length(AbiType type) {
    return switch (type) {
      case AbiType.FixedBytes(int length) -> length;
      case AbiType.FunctionReference _ -> 24;
      default -> -1;
    };
  }

  private static byte[] counted(Bytes data) {
    return joined(data.length(), padded(data));
  }

  private static byte[] padded(Bytes data) {
    byte[] padded = new byte[(data.length() + WORD - 1) / WORD * WORD];
    data.writeTo(padded, 0);
    return padded;
  }

  private static byte[] joined(int count, byte[] content) {
    byte[] all = new byte[WORD + content.length];
    Uint256.of(count).writeTo(all, 0);
    System.arraycopy(content, 0, all, WORD, content.length);
    return all;
  }
}
