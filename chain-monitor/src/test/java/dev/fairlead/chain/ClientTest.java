package dev.fairlead.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.chain.ClientFixture.Client;
import dev.fairlead.chain.abi.AbiWriter;
import dev.fairlead.chain.abi.Signature;
import dev.fairlead.chain.readable.RevertReader;
import dev.fairlead.chain.settlement.Settlements;
import dev.fairlead.devnet.anvil.AnvilSettings;
import dev.fairlead.model.Address;
import dev.fairlead.model.BlockHash;
import dev.fairlead.model.BlockNumber;
import dev.fairlead.model.BlockRef;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.FeePerGas;
import dev.fairlead.model.Nonce;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.Wei;
import dev.fairlead.model.intent.SubmissionOutcome;
import dev.fairlead.model.settlement.Movement;
import dev.fairlead.model.settlement.Revert;
import dev.fairlead.model.settlement.Settlement;
import dev.fairlead.model.tx.SignedTransaction;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** All that a chain offers, on each of the clients: nothing rests on the habits of one of them. */
@ParameterizedClass
@EnumSource(Client.class)
final class ClientTest {
  private static final Bytes TOO_LITTLE =
      AbiWriter.call(Signature.of("Error(string)")).text("too little").toBytes();

  @TempDir Path home;

  private final Client client;
  private ClientFixture fixture;
  private EvmChain chain;

  ClientTest(Client client) {
    this.client = client;
  }

  @BeforeEach
  void start() {
    fixture = ClientFixture.start(client, home);
    fixture.mine(3);
    chain = fixture.open(AnvilFixture.confirmations(20));
  }

  @AfterEach
  void stop() {
    fixture.close();
  }

  @Test
  void followsEveryBlockWithItsReceipts() throws InterruptedException {
    try (BlockFeed feed = chain.follow()) {
      FeedReader reader = new FeedReader(feed);
      assertThat(reader.nextBlock().ref()).isEqualTo(fixture.head());
      SignedTransaction sent = TestTransactions.logging(0, AnvilFixture.word(42));
      assertThat(chain.send(sent)).isEqualTo(new SubmissionOutcome.Sent());
      Block block = reader.nextBlock();
      Receipt receipt = block.receipts().getFirst();
      assertThat(block.ref()).isEqualTo(fixture.head());
      assertThat(receipt.hash()).isEqualTo(sent.hash());
      assertThat(receipt.succeeded()).isTrue();
      assertThat(receipt.gasPrice()).isEqualTo(block.baseFee().plus(AnvilFixture.GWEI));
      assertThat(receipt.logs()).hasSize(1);
      assertThat(receipt.logs().getFirst().data()).isEqualTo(AnvilFixture.word(42));
      assertThat(chain.inclusion(sent.hash())).contains(new Inclusion(block.ref(), receipt));
      assertThat(chain.block(block.ref())).contains(block);
      fixture.mine(40);
      reader.readTo(fixture.head());
      assertThat(chain.block(block.ref())).contains(block);
    }
  }

  @Test
  @DisplayName("failures #65, #66: a branch from a snapshot is a reorg, and a transaction is gone")
  void turnsToAnotherBranch() throws InterruptedException {
    String snapshot = fixture.snapshot();
    try (BlockFeed feed = chain.follow()) {
      FeedReader reader = new FeedReader(feed);
      SignedTransaction sent = TestTransactions.logging(0, AnvilFixture.word(1));
      assertThat(chain.send(sent)).isEqualTo(new SubmissionOutcome.Sent());
      fixture.mine(4);
      reader.readToNumber(8);
      List<BlockRef> abandoned = reader.chain().subList(1, 6);
      fixture.branchFrom(snapshot, 7);
      reader.readTo(fixture.head());
      assertThat(reader.retracted()).isEqualTo(abandoned.reversed());
      assertThat(chain.inclusion(sent.hash())).isEmpty();
    }
  }

  @Test
  @DisplayName("failures #71: a reorg while the node was down is found from the known blocks")
  void resumesAcrossAReorg() throws InterruptedException {
    String snapshot = fixture.snapshot();
    fixture.mine(6);
    List<BlockRef> known = new ArrayList<>();
    for (int i = 0; i <= 9; i++) {
      known.add(fixture.block("0x" + i));
    }
    chain.close();
    fixture.branchFrom(snapshot, 20);
    EvmChain again = fixture.open(AnvilFixture.confirmations(20));
    try (BlockFeed feed = again.resume(known)) {
      FeedReader reader = new FeedReader(feed, known);
      reader.readTo(fixture.head());
      assertThat(reader.retracted()).isEqualTo(known.subList(4, 10).reversed());
    }
  }

  @Test
  @DisplayName("failures #63: why a transaction failed, by what each client serves")
  void tellsWhyATransactionFailed() throws InterruptedException {
    Bytes data = AbiWriter.call(Signature.of("Error(string)")).text("no more").toBytes();
    SignedTransaction sent =
        TestTransactions.signed(
            0, AnvilFixture.REVERTER, data, AnvilFixture.GWEI, TestTransactions.MAX_FEE, 100_000);
    try (BlockFeed feed = chain.follow()) {
      var _ = chain.send(sent);
      new FeedReader(feed).readToNumber(4);
    }
    Address account = AnvilFixture.WALLET.address();
    Settlement settlement =
        new Settlements(chain, Address.ZERO, new RevertReader(List.of()))
            .of(
                chain.inclusion(sent.hash()).orElseThrow(),
                account,
                account,
                List.of(),
                (_, _) -> Uint256.ZERO);
    assertThat(settlement.revert()).isEqualTo(new Revert(Revert.Kind.TEXT, "no more"));
    assertThat(settlement.movements()).hasSize(1).noneMatch(Movement::isContradicted);
  }

  @Test
  @DisplayName("failures #91: reads are pinned to the block that they name")
  void readsTheStateOfTheBlockThatItNames() throws InterruptedException {
    Address account = AnvilFixture.WALLET.address();
    BlockRef before = chain.head();
    Wei balance = chain.balance(account, before);
    assertThat(balance.value().toBigInteger()).isEqualTo(BigInteger.TEN.pow(22));
    try (BlockFeed feed = chain.follow()) {
      assertThat(chain.send(TestTransactions.logging(0, AnvilFixture.word(1))))
          .isEqualTo(new SubmissionOutcome.Sent());
      new FeedReader(feed).readToNumber(4);
    }
    assertThat(chain.nonce(account, before)).isEqualTo(new Nonce(0));
    assertThat(chain.nonce(account, chain.head())).isEqualTo(new Nonce(1));
    assertThat(chain.balance(account, before)).isEqualTo(balance);
    assertThat(chain.balance(account, chain.head())).isLessThan(balance);
    assertThat(chain.code(AnvilFixture.LOGGER, chain.head())).isEqualTo(AnvilFixture.LOG_INPUT);
    assertThat(chain.code(account, before)).isEqualTo(Bytes.EMPTY);
    BlockRef unknown =
        new BlockRef(before.number(), new BlockHash(AnvilFixture.word(1).bytes32At(0)));
    assertThatThrownBy(() -> chain.nonce(account, unknown)).isInstanceOf(ChainException.class);
    assertThat(chain.block(unknown)).isEmpty();
  }

  @Test
  void explainsReverts() {
    List<CallResult> results =
        chain.call(
            chain.head(),
            List.of(
                Call.view(AnvilFixture.LOGGER, TOO_LITTLE),
                Call.view(AnvilFixture.REVERTER, TOO_LITTLE)));
    assertThat(results)
        .containsExactly(
            new CallResult.Returned(Bytes.EMPTY),
            new CallResult.Reverted(TOO_LITTLE, "too little"));
  }

  @Test
  void simulatesOrSaysThatTheServerCanNot() {
    List<Call> calls =
        List.of(
            new Call(
                AnvilFixture.WALLET.address(),
                AnvilFixture.LOGGER,
                Wei.of(5),
                AnvilFixture.word(7)),
            Call.view(AnvilFixture.REVERTER, TOO_LITTLE));
    switch (client) {
      case ANVIL -> {
        Simulation simulation = chain.simulate(chain.head(), calls);
        assertThat(simulation.steps().getFirst().logs()).hasSize(1);
        assertThat(simulation.steps().getLast().result())
            .isEqualTo(new CallResult.Reverted(TOO_LITTLE, "too little"));
      }
      case HARDHAT ->
          assertThatThrownBy(() -> chain.simulate(chain.head(), calls))
              .isInstanceOf(ChainException.class)
              .hasMessageContaining("eth_simulateV1");
    }
  }

  @Test
  @DisplayName("failures #46, #49: the same bytes are sent again, and a used nonce is refused")
  void sendsTheSameBytesTwiceAndRefusesAUsedNonce() throws InterruptedException {
    fixture.setAutomine(false);
    SignedTransaction sent = TestTransactions.logging(0, AnvilFixture.word(1));
    assertThat(chain.send(sent)).isEqualTo(new SubmissionOutcome.Sent());
    assertThat(chain.send(sent)).isEqualTo(new SubmissionOutcome.Sent());
    try (BlockFeed feed = chain.follow()) {
      fixture.mine(1);
      new FeedReader(feed).readToNumber(4);
    }
    assertThat(chain.send(sent)).isEqualTo(new SubmissionOutcome.Sent());
    assertRefused(TestTransactions.logging(0, AnvilFixture.word(2)), "nonce too low");
  }

  @Test
  @DisplayName("failures #48, #53: each client's own words for a refusal are understood")
  void understandsWhyItRefuses() {
    fixture.setAutomine(false);
    assertThat(chain.send(TestTransactions.logging(0, AnvilFixture.word(1))))
        .isEqualTo(new SubmissionOutcome.Sent());
    assertRefused(TestTransactions.logging(0, AnvilFixture.word(2)), "underpriced");
    assertRefused(limited(1, AnvilFixture.GWEI, 20_000), "gas");
    assertRefused(limited(1, AnvilFixture.GWEI, AnvilSettings.BLOCK_GAS_LIMIT + 1), "gas");
    fixture.setBalance(AnvilFixture.WALLET.address(), BigInteger.ONE);
    assertRefused(TestTransactions.logging(1, AnvilFixture.word(3)), "funds");
  }

  @Test
  @DisplayName("failures #63: whatever a client answers to a send that reverts, its block tells")
  void findsARevertedTransactionInItsBlock() throws InterruptedException {
    SignedTransaction reverting =
        TestTransactions.signed(
            0,
            AnvilFixture.REVERTER,
            TOO_LITTLE,
            AnvilFixture.GWEI,
            TestTransactions.MAX_FEE,
            100_000);
    try (BlockFeed feed = chain.follow()) {
      assertThat(chain.send(reverting)).isNotInstanceOf(SubmissionOutcome.Refused.class);
      new FeedReader(feed).readToNumber(4);
    }
    assertThat(chain.inclusion(reverting.hash()))
        .hasValueSatisfying(inclusion -> assertThat(inclusion.receipt().succeeded()).isFalse());
  }

  @Test
  void findsLogsByContractAndTopic() throws InterruptedException {
    try (BlockFeed feed = chain.follow()) {
      FeedReader reader = new FeedReader(feed);
      for (int i = 0; i < 4; i++) {
        assertThat(chain.send(TestTransactions.logging(i, AnvilFixture.word(i % 2))))
            .isEqualTo(new SubmissionOutcome.Sent());
        reader.readToNumber(4 + i);
      }
    }
    BlockRef head = chain.head();
    BlockNumber first = new BlockNumber(0);
    assertThat(chain.logs(new LogQuery(first, head, List.of(), List.of())))
        .extracting(Log::data)
        .containsExactly(
            AnvilFixture.word(0), AnvilFixture.word(1), AnvilFixture.word(0), AnvilFixture.word(1));
    assertThat(
            chain.logs(
                new LogQuery(
                    first,
                    head,
                    List.of(AnvilFixture.LOGGER),
                    List.of(List.of(AnvilFixture.word(1).bytes32At(0))))))
        .hasSize(2)
        .allSatisfy(log -> assertThat(log.data()).isEqualTo(AnvilFixture.word(1)));
    assertThat(
            chain.logs(
                new LogQuery(first, head, List.of(AnvilFixture.REVERTER), List.of(List.of()))))
        .isEmpty();
    BlockRef abandoned =
        new BlockRef(head.number(), new BlockHash(AnvilFixture.word(1).bytes32At(0)));
    assertThatThrownBy(() -> chain.logs(new LogQuery(first, abandoned, List.of(), List.of())))
        .isInstanceOf(ChainException.class);
  }

  @Test
  void predictsTheNextBaseFeeAndSeesTips() throws InterruptedException {
    try (BlockFeed feed = chain.follow()) {
      FeedReader reader = new FeedReader(feed);
      reader.readOne();
      for (int i = 0; i < 4; i++) {
        FeePerGas predicted = chain.fees().nextBaseFee();
        assertThat(chain.send(TestTransactions.logging(i, AnvilFixture.word(i))))
            .isEqualTo(new SubmissionOutcome.Sent());
        assertThat(reader.nextBlock().baseFee()).isEqualTo(predicted);
      }
    }
    assertThat(chain.fees().priorityFee()).isBetween(FeePerGas.of(1), AnvilFixture.GWEI);
  }

  private static SignedTransaction limited(long nonce, FeePerGas tip, long gas) {
    return TestTransactions.signed(
        nonce, AnvilFixture.LOGGER, Bytes.EMPTY, tip, TestTransactions.MAX_FEE, gas);
  }

  private void assertRefused(SignedTransaction transaction, String reason) {
    assertThat(chain.send(transaction))
        .isInstanceOfSatisfying(
            SubmissionOutcome.Refused.class,
            refused -> assertThat(refused.reason()).containsIgnoringCase(reason));
  }
}
