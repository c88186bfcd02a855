package dev.fairlead.chain.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.chain.Envelope;
import dev.fairlead.chain.Transaction;
import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Bytes32;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.FeePerGas;
import dev.fairlead.model.Gas;
import dev.fairlead.model.Nonce;
import dev.fairlead.model.TxHash;
import dev.fairlead.model.Wei;
import dev.fairlead.model.rlp.RlpWriter;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Hashes that another implementation of Nitro's types publishes for made-up transactions. */
final class ArbitrumEncodingTest {
  private static final ChainId ARBITRUM = new ChainId(42161);
  private static final Address ONE = repeated("11");
  private static final Address TWO = repeated("22");
  private static final Bytes32 REQUEST = Bytes32.parse("0x" + "aa".repeat(32));

  @Test
  void hashesAnUnsignedTransaction() {
    assertThat(
            hash(
                7,
                100,
                "0xdeadbeef",
                21_000,
                new Envelope.ArbitrumUnsigned(ARBITRUM, FeePerGas.of(12_345))))
        .hasToString("0x815fe243a019e4903168fa746b13bc64eeb677d3f9f87ce40ff8ce95fe25eae4");
  }

  @Test
  void hashesACallByAContract() {
    assertThat(
            hash(
                0,
                1,
                "0xabcdef",
                50_000,
                new Envelope.ArbitrumContract(ARBITRUM, REQUEST, FeePerGas.of(12_345))))
        .hasToString("0xb05db1de136f0945ec6ba3bdee8d432a02ba7a2b760501fbcfb2f32cef2e7825");
  }

  @Test
  void hashesARetry() {
    assertThat(
            hash(
                3,
                5,
                "0x0102",
                80_000,
                new Envelope.ArbitrumRetry(
                    ARBITRUM,
                    FeePerGas.of(555),
                    Bytes32.parse("0x" + "bb".repeat(32)),
                    repeated("33"),
                    Wei.of(1_000),
                    Wei.of(2_000))))
        .hasToString("0x365cb4747eec1a5703fde8496018afffc055ba835361159935bdefd051510bd5");
  }

  @Test
  void hashesTheSubmissionOfARetryable() {
    assertThat(
            hash(
                0,
                0,
                "0x",
                400_000,
                new Envelope.ArbitrumSubmitRetryable(
                    ARBITRUM,
                    REQUEST,
                    Wei.of(100),
                    Wei.of(200),
                    FeePerGas.of(300),
                    Optional.of(TWO),
                    Wei.of(50),
                    repeated("44"),
                    Wei.of(600),
                    repeated("55"),
                    Bytes.parse("0x01020304"))))
        .hasToString("0x7c21633a95b29d2af5bf71d2efe4f36352e5aa8cf1980c968245d4b1069ad95e");
  }

  @Test
  void hashesADeposit() {
    assertThat(
            hash(
                0,
                123,
                "0x",
                0,
                new Envelope.ArbitrumDeposit(ARBITRUM, Bytes32.parse("0x" + "cc".repeat(32)))))
        .hasToString("0xd53dd73b1b2534d4023508fa3c26f4c7ea74b923c0f190a8874dd689a2c1cd21");
  }

  @Test
  void hashesWhatTheChainTellsItself() {
    assertThat(hash(0, 0, "0x1122334455", 0, new Envelope.ArbitrumInternal(ARBITRUM)))
        .hasToString("0x5546c6af5de10e9bcaf1943ac8feddeb2ba2bb1f4252fddd69b16763fb454ab4");
  }

  private static Bytes32 hash(long nonce, long value, String input, long gas, Envelope envelope) {
    RlpWriter out = new RlpWriter();
    TransactionEncoding.write(
        new Transaction(
            new TxHash(Bytes32.ZERO),
            0,
            ONE,
            Optional.of(TWO),
            new Nonce(nonce),
            Wei.of(value),
            Bytes.parse(input),
            new Gas(gas),
            envelope),
        out);
    return Bytes.wrap(out.toArray()).keccak256();
  }

  private static Address repeated(String digits) {
    return Address.parse("0x" + digits.repeat(20));
  }
}
