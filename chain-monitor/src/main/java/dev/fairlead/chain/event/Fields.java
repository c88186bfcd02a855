package dev.fairlead.chain.event;

import dev.fairlead.chain.Log;
import dev.fairlead.chain.abi.AbiValue;
import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Bytes32;
import dev.fairlead.model.Int256;
import dev.fairlead.model.Uint256;
import java.util.ArrayList;
import java.util.List;

/**
 * The fields of a log, read where they stand: topics by their number from 1 on, words of the data
 * by their number from 0 on. What does not fit its type throws {@link MalformedLog}. Nothing is
 * allocated but what is returned.
 */
final class Fields {
  private static final int WORD = 32;

  private Fields() {}

  static Address topicAddress(Log log, int topic) {
    Bytes32 word = log.topics().get(topic);
    if ((word.longAt(0) | (word.longAt(8) >>> 32)) != 0) {
      throw new MalformedLog("topic " + topic + " is not an address: " + word);
    }
    return word.addressAt(WORD - Address.LENGTH);
  }

  static Uint256 topicUint(Log log, int topic) {
    return log.topics().get(topic).toUint256();
  }

  static Bytes32 topicWord(Log log, int topic) {
    return log.topics().get(topic);
  }

  /** An unsigned number of up to 31 bits. */
  static int topicSmall(Log log, int topic, int bits) {
    Bytes32 word = log.topics().get(topic);
    return small(word.longAt(0) | word.longAt(8) | word.longAt(16), word.longAt(24), bits);
  }

  /** A signed number of up to 32 bits. */
  static int topicSigned(Log log, int topic, int bits) {
    Bytes32 word = log.topics().get(topic);
    return signed(word.longAt(0), word.longAt(8), word.longAt(16), word.longAt(24), bits);
  }

  static Address address(Log log, int word) {
    Bytes data = log.data();
    int at = word * WORD;
    if ((data.longAt(at) | (data.longAt(at + 8) >>> 32)) != 0) {
      throw new MalformedLog("word " + word + " is not an address: " + data.bytes32At(at));
    }
    return data.addressAt(at + WORD - Address.LENGTH);
  }

  static Uint256 uint(Log log, int word) {
    return log.data().uint256At(word * WORD);
  }

  static Uint256 uint(Log log, int word, int bits) {
    Uint256 value = uint(log, word);
    if (value.bitLength() > bits) {
      throw new MalformedLog("word " + word + " does not fit " + bits + " bits: " + value);
    }
    return value;
  }

  static Int256 signed(Log log, int word) {
    return new Int256(uint(log, word));
  }

  /** An {@code int128}. */
  static Int256 signed128(Log log, int word) {
    Bytes data = log.data();
    int at = word * WORD;
    long sign = data.longAt(at) >> 63;
    if (data.longAt(at) != sign
        || data.longAt(at + 8) != sign
        || data.longAt(at + 16) >> 63 != sign) {
      throw new MalformedLog("word " + word + " does not fit 128 signed bits");
    }
    return signed(log, word);
  }

  /** An unsigned number of up to 31 bits. */
  static int small(Log log, int word, int bits) {
    Bytes data = log.data();
    int at = word * WORD;
    return small(
        data.longAt(at) | data.longAt(at + 8) | data.longAt(at + 16), data.longAt(at + 24), bits);
  }

  /** An unsigned number of up to 63 bits, such as a time. */
  static long number(Log log, int word, int bits) {
    Bytes data = log.data();
    int at = word * WORD;
    long value = data.longAt(at + 24);
    if ((data.longAt(at) | data.longAt(at + 8) | data.longAt(at + 16)) != 0
        || value >>> bits != 0) {
      throw new MalformedLog("word " + word + " does not fit " + bits + " bits");
    }
    return value;
  }

  /** A signed number of up to 32 bits, such as a tick. */
  static int smallSigned(Log log, int word, int bits) {
    Bytes data = log.data();
    int at = word * WORD;
    return signed(
        data.longAt(at), data.longAt(at + 8), data.longAt(at + 16), data.longAt(at + 24), bits);
  }

  static boolean flag(Log log, int word) {
    return small(log, word, 1) != 0;
  }

  static Bytes32 word(Log log, int word) {
    return log.data().bytes32At(word * WORD);
  }

  static List<Uint256> uints(Log log, int fromWord, int count) {
    List<Uint256> values = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      values.add(uint(log, fromWord + i));
    }
    return List.copyOf(values);
  }

  static Uint256 uint(AbiValue value) {
    return ((AbiValue.Uint) value).value();
  }

  static Bytes bytes(AbiValue value) {
    return ((AbiValue.Data) value).value();
  }

  static String text(AbiValue value) {
    String text = ((AbiValue.Text) value).text();
    if (!AbiValue.Text.of(text).equals(value)) {
      throw new MalformedLog("a string is not UTF-8");
    }
    return text;
  }

  static List<Uint256> uints(AbiValue value) {
    return ((AbiValue.Sequence) value).items().stream().map(Fields::uint).toList();
  }

  static List<Int256> signeds(AbiValue value) {
    return ((AbiValue.Sequence) value)
        .items().stream().map(item -> ((AbiValue.Int) item).value()).toList();
  }

  static List<Address> addresses(AbiValue value) {
    return ((AbiValue.Sequence) value)
        .items().stream().map(item -> ((AbiValue.Account) item).value()).toList();
  }

  private static int small(long upper, long lowest, int bits) {
    if (upper != 0 || lowest >>> bits != 0) {
      throw new MalformedLog("a number does not fit " + bits + " bits");
    }
    return (int) lowest;
  }

  private static int signed(long l3, long l2, long l1, long l0, int bits) {
    long sign = l0 >> 63;
    if (l3 != sign || l2 != sign || l1 != sign || l0 >> (bits - 1) != sign) {
      throw new MalformedLog("a number does not fit " + bits + " signed bits");
    }
    return (int) l0;
  }
}
