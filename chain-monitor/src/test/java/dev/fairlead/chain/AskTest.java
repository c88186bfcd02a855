package dev.fairlead.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.chain.abi.AbiWriter;
import dev.fairlead.chain.abi.Signature;
import dev.fairlead.model.Address;
import dev.fairlead.model.BlockHash;
import dev.fairlead.model.BlockNumber;
import dev.fairlead.model.BlockRef;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Bytes32;
import dev.fairlead.model.FeePerGas;
import dev.fairlead.model.Wei;
import dev.fairlead.model.intent.SubmissionOutcome;
import dev.fairlead.model.tx.SignedTransaction;
import java.io.IOException;
import java.math.BigInteger;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.web3j.protocol.Web3j;

/** Reads, simulations, sends and fees, on a real chain. */
final class AskTest {
  private static final Bytes TOO_LITTLE =
      AbiWriter.call(Signature.of("Error(string)")).text("too little").toBytes();

  private AnvilFixture fixture;
  private EvmChain chain;

  @BeforeEach
  void start() {
    fixture = new AnvilFixture();
    fixture.control().mine(1);
    chain = fixture.open(AnvilFixture.confirmations(2));
  }

  @AfterEach
  void stop() {
    fixture.close();
  }

  @Test
  void runsManyCallsOnOneBlockAndExplainsReverts() {
    List<Call> calls =
        Stream.iterate(0, i -> i + 1)
            .limit(250)
            .map(i ->
                Call.view(i % 2 == 0 ? AnvilFixture.LOGGER : AnvilFixture.REVERTER, TOO_LITTLE))
            .toList();
    List<CallResult> results = chain.call(chain.head(), calls);
    assertThat(results).hasSize(250);
    assertThat(results.getFirst()).isEqualTo(new CallResult.Returned(Bytes.EMPTY));
    assertThat(results.get(1)).isEqualTo(new CallResult.Reverted(TOO_LITTLE, "too little"));
    BlockRef unknown = new BlockRef(new BlockNumber(1), new BlockHash(Bytes32.of(new byte[32])));
    assertThatThrownBy(() -> chain.call(unknown, calls.subList(0, 1)))
        .isInstanceOf(ChainException.class);
  }

  @Test
  void simulatesCallsOneAfterTheOther() {
    Address from = AnvilFixture.WALLET.address();
    Bytes topic = AnvilFixture.word(7);
    Simulation simulation =
        chain.simulate(
            chain.head(),
            List.of(
                new Call(from, AnvilFixture.LOGGER, Wei.of(5), topic),
                new Call(from, AnvilFixture.REVERTER, Wei.ZERO, TOO_LITTLE),
                Call.view(AnvilFixture.LOGGER, topic)));
    assertThat(simulation.at()).isEqualTo(chain.head());
    Simulation.Step logged = simulation.steps().getFirst();
    assertThat(logged.result()).isEqualTo(new CallResult.Returned(Bytes.EMPTY));
    assertThat(logged.gasUsed().value()).isGreaterThan(21_000);
    assertThat(logged.logs()).hasSize(1);
    assertThat(logged.logs().getFirst().topics().getFirst()).isEqualTo(topic.bytes32At(0));
    assertThat(simulation.steps().get(1).result())
        .isEqualTo(new CallResult.Reverted(TOO_LITTLE, "too little"));
    assertThat(simulation.steps().get(1).logs()).isEmpty();
    assertThat(simulation.steps()).hasSize(3);
  }

  @Test
  @DisplayName("failures #49: the same bytes sent twice are sent, in the pool and in a block")
  void sendsTheSameBytesTwice() throws InterruptedException {
    fixture.control().setAutomine(false);
    SignedTransaction transaction = fixture.logging(0, AnvilFixture.word(1));
    assertThat(chain.send(transaction)).isEqualTo(new SubmissionOutcome.Sent());
    assertThat(chain.send(transaction)).isEqualTo(new SubmissionOutcome.Sent());
    try (BlockFeed feed = chain.follow()) {
      fixture.control().mine();
      new FeedReader(feed).readToNumber(2);
    }
    assertThat(chain.send(transaction)).isEqualTo(new SubmissionOutcome.Sent());
  }

  @Test
  @DisplayName("failures #46: nonce too low is a refusal only if another transaction has used it")
  void refusesANonceThatAnotherTransactionUsed() throws InterruptedException {
    try (BlockFeed feed = chain.follow()) {
      assertThat(chain.send(fixture.logging(0, AnvilFixture.word(1))))
          .isEqualTo(new SubmissionOutcome.Sent());
      new FeedReader(feed).readToNumber(2);
    }
    assertThat(chain.send(fixture.logging(0, AnvilFixture.word(2))))
        .isInstanceOfSatisfying(
            SubmissionOutcome.Refused.class,
            refused -> assertThat(refused.reason()).contains("nonce too low"));
  }

  @Test
  @DisplayName("failures #48, #53: refusals name their reason")
  void namesWhyItRefuses() {
    fixture.control().setAutomine(false);
    assertThat(chain.send(fixture.logging(0, AnvilFixture.word(1))))
        .isEqualTo(new SubmissionOutcome.Sent());
    assertRefused(fixture.logging(0, AnvilFixture.word(2)), "underpriced");
    assertRefused(
        fixture.signed(1, AnvilFixture.LOGGER, Bytes.EMPTY, AnvilFixture.GWEI, 20_000),
        "intrinsic gas");
    fixture.control().setBalance(AnvilFixture.WALLET.address(), BigInteger.ONE);
    assertRefused(fixture.logging(1, AnvilFixture.word(3)), "nsufficient funds");
  }

  @Test
  void predictsTheNextBaseFeeAsTheChainSetsIt() throws InterruptedException {
    try (BlockFeed feed = chain.follow()) {
      FeedReader reader = new FeedReader(feed);
      reader.readOne();
      for (int i = 0; i < 8; i++) {
        FeePerGas predicted = chain.fees().nextBaseFee();
        if (i == 3) {
          fixture.control().setBlockGasLimit(110_000);
        }
        Bytes data = Bytes.of(new byte[i > 4 ? 6_000 : 32]);
        assertThat(chain.send(fixture.logging(i, data))).isEqualTo(new SubmissionOutcome.Sent());
        assertThat(reader.nextBlock().baseFee()).isEqualTo(predicted);
      }
    }
  }

  @Test
  @DisplayName("failures #60: a priority fee is kept within the profile's floor and ceiling")
  void clampsThePriorityFee() throws InterruptedException {
    assertThat(chain.fees().priorityFee()).isEqualTo(FeePerGas.of(1));
    try (BlockFeed feed = chain.follow()) {
      FeedReader reader = new FeedReader(feed);
      // A block of its own each: a client may mine two that come at once in one.
      for (int i = 0; i < 12; i++) {
        assertThat(
                chain.send(
                    fixture.signed(
                        i,
                        AnvilFixture.LOGGER,
                        Bytes.EMPTY,
                        FeePerGas.of(90_000_000_000L),
                        50_000)))
            .isEqualTo(new SubmissionOutcome.Sent());
        reader.readToNumber(2 + i);
      }
    }
    assertThat(chain.fees().priorityFee()).isEqualTo(FeePerGas.of(5_000_000_000L));
    fixture.control().setNextBaseFee(BigInteger.TEN.pow(13));
    try (BlockFeed feed = chain.follow()) {
      fixture.control().mine(1);
      new FeedReader(feed).readToNumber(14);
    }
    assertThatThrownBy(chain::fees)
        .isInstanceOf(ChainException.class)
        .hasMessageContaining("believable");
  }

  @Test
  void carriesWeb3jOverTheSameTransport() throws IOException {
    Web3j web3j = Web3j.build(chain.web3j());
    assertThat(web3j.ethChainId().send().getChainId()).isEqualTo(BigInteger.ONE);
    assertThat(web3j.ethBlockNumber().send().getBlockNumber()).isEqualTo(BigInteger.ONE);
  }

  private void assertRefused(SignedTransaction transaction, String reason) {
    assertThat(chain.send(transaction))
        .isInstanceOfSatisfying(
            SubmissionOutcome.Refused.class,
            refused -> assertThat(refused.reason()).containsIgnoringCase(reason));
  }
}
