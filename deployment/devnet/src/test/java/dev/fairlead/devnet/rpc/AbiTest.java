package dev.fairlead.devnet.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.model.Address;
import java.math.BigInteger;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

final class AbiTest {
  private static final Address ADDRESS =
      Address.parse("0xC02aaA39b223FE8D0A0e5C4F27eAD9083C756Cc2");

  /** The examples of the Solidity documentation of the contract ABI. */
  @Test
  void encodesTheExamplesOfItsSpecification() {
    assertThat(hex(Abi.call("baz(uint32,bool)", 69, true)))
        .isEqualTo("cdcd77c0" + word("45") + word("1"));
    assertThat(
            hex(
                Abi.call(
                    "sam(bytes,bool,uint256[])", JsonRpc.utf8("dave"), true, List.of(1, 2, 3))))
        .isEqualTo(
            "a5643bf2"
                + word("60")
                + word("1")
                + word("a0")
                + word("4")
                + "6461766500000000000000000000000000000000000000000000000000000000"
                + word("3")
                + word("1")
                + word("2")
                + word("3"));
    assertThat(
            hex(
                Abi.encode(
                    "(uint256[][],string[])",
                    List.of(List.of(1, 2), List.of(3)),
                    List.of("one", "two", "three"))))
        .startsWith(word("40") + word("140") + word("2") + word("40") + word("a0"));
  }

  @Test
  void readsBackWhatItWrote() {
    String types = "(int24,(address,bytes32[2],string),uint256[],bool,bytes)";
    byte[] bytes32 = Hashes.keccak(new byte[0]);
    byte[] encoded =
        Abi.encode(
            types,
            -887_272,
            List.of(ADDRESS, List.of(bytes32, new byte[32]), "text"),
            List.of(BigInteger.ONE.shiftLeft(256).subtract(BigInteger.ONE), 0),
            false,
            new byte[] {1, 2, 3});

    List<Object> decoded = Abi.decode(types, encoded);

    assertThat(decoded.get(0)).isEqualTo(BigInteger.valueOf(-887_272));
    assertThat((List<?>) decoded.get(1)).first().isEqualTo(ADDRESS);
    assertThat((List<?>) decoded.get(1)).last().isEqualTo("text");
    assertThat(((List<?>) decoded.get(2)).getFirst())
        .isEqualTo(BigInteger.ONE.shiftLeft(256).subtract(BigInteger.ONE));
    assertThat(decoded.get(3)).isEqualTo(false);
    assertThat((byte[]) decoded.get(4)).containsExactly(1, 2, 3);
  }

  @Test
  void refusesValuesThatDoNotFitAndAnswersThatAreTooShort() {
    assertThatThrownBy(() -> Abi.encode("(uint256)", BigInteger.ONE.shiftLeft(256)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Abi.encode("(uint256,uint256)", 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Abi.encode("(address[2])", List.of(ADDRESS)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Abi.decode("(uint256)", new byte[0]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("too short");
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  private static String word(String hex) {
    return "0".repeat(64 - hex.length()) + hex;
  }
}
