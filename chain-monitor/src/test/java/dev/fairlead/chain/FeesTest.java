package dev.fairlead.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.chain.ClientFixture.Client;
import dev.fairlead.chain.fee.FeeCorrection;
import dev.fairlead.chain.proof.Dialect;
import dev.fairlead.chain.proof.ProofRule;
import dev.fairlead.chain.proof.Signing;
import dev.fairlead.chain.proof.Trust;
import dev.fairlead.devnet.anvil.AnvilSettings;
import dev.fairlead.faults.Fault;
import dev.fairlead.faults.Faults;
import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Bytes32;
import dev.fairlead.model.FeePerGas;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.Wei;
import dev.fairlead.model.fee.DataFee;
import dev.fairlead.model.fee.InclusionSpeed;
import dev.fairlead.model.intent.SubmissionOutcome;
import dev.fairlead.model.tx.SignedTransaction;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Fees on the real clients: what was predicted is what came, over blocks of any fullness. */
final class FeesTest {
  /** More of them are a longer proof. */
  private static final int ROUNDS = Integer.getInteger("fairlead.fees.rounds", 40);

  @TempDir Path home;

  @ParameterizedTest
  @EnumSource(Client.class)
  void predictsTheBaseFeeOfEveryBlock(Client client) throws InterruptedException {
    long seed = Long.getLong("fairlead.seed", 20_261_129L);
    System.out.println("FeesTest seed " + seed);
    Random random = new Random(seed);
    try (ClientFixture fixture = ClientFixture.start(client, home)) {
      fixture.mine(3);
      EvmChain chain = fixture.open(AnvilFixture.confirmations(20));
      fixture.setAutomine(false);
      boolean full = false;
      boolean empty = false;
      long nonce = 0;
      try (BlockFeed feed = chain.follow()) {
        FeedReader reader = new FeedReader(feed);
        reader.readOne();
        for (int round = 0; round < ROUNDS; round++) {
          FeePerGas predicted = chain.fees().nextBaseFee();
          // Seven times 100,000 bytes are more gas than the target.
          boolean crowded = random.nextInt(6) == 0;
          int transactions = crowded ? 7 : random.nextInt(5) == 0 ? 0 : 1;
          for (int i = 0; i < transactions; i++) {
            SignedTransaction sent = sized(nonce++, crowded ? 100_000 : 2_000, random);
            assertThat(chain.send(sent)).isEqualTo(new SubmissionOutcome.Sent());
          }
          fixture.mine(1);
          Block block = reader.nextBlock();
          assertThat(block.baseFee())
              .as("seed %d, block %s of %s gas", seed, block.ref(), block.gasUsed())
              .isEqualTo(predicted);
          full |= 2 * block.gasUsed().value() > block.gasLimit().value();
          empty |= block.transactions().isEmpty();
        }
      }
      assertThat(full && empty).as("seed %d has full blocks and empty ones", seed).isTrue();
      Fees last = chain.fees();
      for (InclusionSpeed speed : InclusionSpeed.values()) {
        assertThat(last.tips().of(speed)).isBetween(FeePerGas.of(1), FeePerGas.of(1_000));
      }
      assertThat(last.tips().urgent()).isGreaterThanOrEqualTo(last.tips().slow());
      assertThat(last.corrections()).isEmpty();
    }
  }

  private static SignedTransaction sized(long nonce, int length, Random random) {
    return TestTransactions.signed(
        nonce,
        AnvilFixture.WALLET.address(),
        Bytes.wrap(bytes(random, length)),
        FeePerGas.of(1 + random.nextInt(1_000)),
        TestTransactions.MAX_FEE,
        4_200_000);
  }

  @Test
  @DisplayName("failures #60: a lying endpoint is passed over, and has no say about proven blocks")
  void takesNoTipFromAnEndpointThatLies() throws InterruptedException {
    try (SeveralEndpoints several = new SeveralEndpoints(2)) {
      EvmChain chain = several.open(1);
      several.a().commit(Faults.saying("eth_feeHistory", "oldestBlock", _ -> "0x7"));
      assertThat(kinds(chain.fees())).containsExactly(FeeCorrection.Kind.TIP_RAISED);
      assertThat(several.a().spoiled()).isPositive();
      Fault lie = Faults.saying("eth_feeHistory", "reward/*/*", _ -> "0xc9f2c9cd04674edea40000000");
      several.a().commit(lie);
      several.b().commit(lie);
      try (BlockFeed feed = chain.follow()) {
        FeedReader reader = new FeedReader(feed);
        several.fixture().control().mine(1);
        reader.readToNumber(4);
        assertThat(kinds(chain.fees())).containsExactlyInAnyOrder(FeeCorrection.Kind.TIP_LOWERED);
        assertThat(chain.fees().tips().urgent()).isEqualTo(FeePerGas.of(5_000_000_000L));
        several.fixture().control().mine(20);
        reader.readToNumber(24);
        assertThat(chain.fees().tips().urgent()).isEqualTo(FeePerGas.of(1));
      }
    }
  }

  @Test
  void takesWhatBytesCostFromEachBlockOfAnOpStackChain() throws InterruptedException {
    AnvilSettings settings =
        AnvilSettings.empty(AnvilFixture.ID).withFamily(AnvilSettings.Family.OP_STACK);
    try (AnvilFixture fixture = new AnvilFixture(settings)) {
      fixture.control().setAutomine(false);
      EvmChain chain =
          fixture.open(
              TestProfile.like(AnvilFixture.confirmations(2))
                  .with(new ProofRule(Dialect.OP_STACK, Trust.PROVEN))
                  .with(ChainPreset.BASE.terms())
                  .profile());
      try (BlockFeed feed = chain.follow()) {
        FeedReader reader = new FeedReader(feed);
        reader.readOne();
        for (long baseFee : new long[] {1_000_000_000, 70_000_000_000L}) {
          var _ = fixture.anvil().send(attributes(baseFee));
          fixture.control().mine(1);
          reader.nextBlock();
          assertThat(chain.fees().dataFee())
              .isEqualTo(
                  new DataFee.OpStack(
                      Uint256.of(baseFee),
                      Uint256.of(3),
                      2_269,
                      1_055_762,
                      Uint256.of(7),
                      Uint256.of(9),
                      true));
        }
        fixture.control().mine(1);
        reader.nextBlock();
        assertThat(kinds(chain.fees())).contains(FeeCorrection.Kind.DATA_FEE_UNKNOWN);
      }
    }
  }

  /** What the first transaction of a block tells, as of Isthmus. */
  private static Bytes attributes(long baseFee) {
    Bytes input =
        Bytes.parse(
            "0x098999be"
                + "%08x%08x".formatted(2_269, 1_055_762)
                + "0000000000000005".repeat(3)
                + "%064x%064x".formatted(baseFee, 3)
                + "11".repeat(64)
                + "%08x%016x".formatted(7, 9));
    return Signing.deposit(
        Address.parse("0xdeaddeaddeaddeaddeaddeaddeaddeaddead0001"),
        Address.parse("0x4200000000000000000000000000000000000015"),
        input,
        new Envelope.OpDeposit(Bytes32.wrap(Uint256.of(baseFee).toBytes32()), Wei.ZERO, false));
  }

  @Test
  @DisplayName("failures #51, #52: a simulated call that used more gas than a block has is a lie")
  void believesNoSimulationBeyondABlocksGas() {
    try (SeveralEndpoints several = new SeveralEndpoints(2)) {
      EvmChain chain = several.open(1);
      List<Call> calls = List.of(Call.view(AnvilFixture.LOGGER, AnvilFixture.word(1)));
      Simulation truth = chain.simulate(chain.head(), calls);
      Fault lie = Faults.saying("eth_simulateV1", "*/calls/*/gasUsed", _ -> "0xffffffffffff");
      several.a().commit(lie);
      assertThat(chain.simulate(chain.head(), calls)).isEqualTo(truth);
      several.b().commit(lie);
      assertThatThrownBy(() -> chain.simulate(chain.head(), calls))
          .isInstanceOf(ChainException.class);
      assertThat(several.b().spoiled()).isPositive();
    }
  }

  private static List<FeeCorrection.Kind> kinds(Fees fees) {
    return fees.corrections().stream().map(FeeCorrection::kind).toList();
  }

  private static byte[] bytes(Random random, int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }
}
