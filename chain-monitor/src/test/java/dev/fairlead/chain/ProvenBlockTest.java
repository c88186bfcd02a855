package dev.fairlead.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.chain.proof.Check;
import dev.fairlead.chain.proof.Dialect;
import dev.fairlead.chain.proof.NaiveTrie;
import dev.fairlead.chain.proof.ProofRule;
import dev.fairlead.chain.proof.Senders;
import dev.fairlead.chain.proof.Signing;
import dev.fairlead.chain.proof.Trust;
import dev.fairlead.chain.rpc.RpcClient;
import dev.fairlead.chain.rpc.RpcEndpoint;
import dev.fairlead.devnet.anvil.AnvilSettings;
import dev.fairlead.faults.FaultProxy;
import dev.fairlead.model.Address;
import dev.fairlead.model.BlockHash;
import dev.fairlead.model.BlockRef;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Bytes32;
import dev.fairlead.model.TxHash;
import dev.fairlead.model.Wei;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Blocks of real chains prove to be what their headers commit to. */
final class ProvenBlockTest {
  static ChainProfile profile(Dialect dialect, Trust trust) {
    return TestProfile.like(AnvilFixture.confirmations(2))
        .with(new ProofRule(dialect, trust))
        .profile();
  }

  private static Block proven(AnvilFixture fixture, Dialect dialect, BlockRef ref) {
    try (RpcClient rpc =
        new RpcClient(AnvilFixture.ID, fixture.endpoint(), fixture.io(), ChainObserver.none())) {
      BlockSource source =
          new BlockSource(rpc, profile(dialect, Trust.PROVEN), ChainObserver.none());
      return source.block(ref.hash()).orElseThrow();
    }
  }

  @Test
  void aBlockWithEveryKindOfTransactionIsProven() {
    try (AnvilFixture fixture = new AnvilFixture()) {
      Block block = proven(fixture, Dialect.ETHEREUM, new EveryKind(fixture).mine());
      assertThat(block.transactions()).extracting(Transaction::type).containsExactly(0, 1, 2, 2, 4);
      assertThat(block.receipts())
          .extracting(Receipt::succeeded)
          .containsExactly(true, true, true, false, true);
      assertThat(block.receipts().get(1).logs().getFirst().topics()).hasSize(3);
      assertThat(block.transactions())
          .allSatisfy(
              transaction -> assertThat(Senders.of(transaction)).contains(transaction.from()));
    }
  }

  /** Anvil's root is of what was sent; a block's body has no blobs, and its hash none either. */
  @Test
  void theHashOfABlobTransactionIsOfItsBody() {
    try (AnvilFixture fixture = new AnvilFixture();
        RpcClient rpc =
            new RpcClient(
                AnvilFixture.ID, fixture.endpoint(), fixture.io(), ChainObserver.none())) {
      Bytes body = new EveryKind(fixture).mineBlob();
      BlockSource source =
          new BlockSource(rpc, profile(Dialect.ETHEREUM, Trust.PROVEN), ChainObserver.none());
      BlockRef ref = fixture.head();
      Header header = source.header(ref.hash()).orElseThrow();
      assertThat(header.transactions()).containsExactly(new TxHash(body.keccak256()));
      assertThat(header.transactionsRoot())
          .isEqualTo(NaiveTrie.rootOfList(List.of(Signing.withBlob(body).toArray())));
      assertThatThrownBy(() -> source.block(ref.hash()))
          .hasMessageContaining("does not match " + Check.TRANSACTIONS_ROOT);
    }
  }

  @Test
  void aBlockWithMoreTransactionsThanOneByteCountsIsProven() {
    try (AnvilFixture fixture = new AnvilFixture()) {
      fixture.control().setAutomine(false);
      for (int i = 0; i < 300; i++) {
        var _ = fixture.anvil().send(fixture.logging(i, AnvilFixture.word(i)).raw());
      }
      fixture.control().mine(1);
      Block block = proven(fixture, Dialect.ETHEREUM, fixture.head());
      assertThat(block.receipts()).hasSize(300).allSatisfy(r -> assertThat(r.logs()).hasSize(1));
    }
  }

  @Test
  void aBlockWithADepositOfTheOpStackIsProven() {
    AnvilSettings settings =
        AnvilSettings.empty(AnvilFixture.ID).withFamily(AnvilSettings.Family.OP_STACK);
    try (AnvilFixture fixture = new AnvilFixture(settings)) {
      Address depositor = Address.parse("0xdeaddeaddeaddeaddeaddeaddeaddeaddead0001");
      Envelope.OpDeposit envelope =
          new Envelope.OpDeposit(Bytes32.parse("0x" + "5a".repeat(32)), Wei.of(5), false);
      fixture.control().setAutomine(false);
      var _ =
          fixture
              .anvil()
              .send(
                  Signing.deposit(depositor, AnvilFixture.LOGGER, AnvilFixture.word(7), envelope));
      fixture.control().mine(1);
      Block block = proven(fixture, Dialect.OP_STACK, fixture.head());
      Transaction deposit = block.transactions().getFirst();
      assertThat(deposit.envelope()).isEqualTo(envelope);
      assertThat(deposit.from()).isEqualTo(depositor);
      assertThat(Senders.of(deposit)).isEqualTo(Optional.empty());
      assertThat(block.receipts().getFirst().logs().getFirst().data())
          .isEqualTo(AnvilFixture.word(7));
    }
  }

  @Test
  void aBlockAsGoEthereumTellsItIsProven() throws IOException {
    JsonNode told;
    try (InputStream in =
        Objects.requireNonNull(ProvenBlockTest.class.getResourceAsStream("geth-block.json"))) {
      told = Rewrite.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
    try (AnvilFixture fixture = new AnvilFixture();
        FaultProxy proxy = FaultProxy.before(fixture.anvil().http(), Optional.empty());
        RpcClient rpc =
            new RpcClient(
                AnvilFixture.ID,
                RpcEndpoint.of(proxy.http(), Optional.empty()),
                fixture.io(),
                ChainObserver.none())) {
      proxy.commit(
          new Rewrite((method, result) ->
              switch (method) {
                case "eth_getBlockByHash" -> told.get("block");
                case "eth_getBlockReceipts" -> told.get("receipts");
                default -> result;
              }));
      BlockSource source =
          new BlockSource(rpc, profile(Dialect.ETHEREUM, Trust.PROVEN), ChainObserver.none());
      Block block =
          source.block(BlockHash.parse(told.get("block").get("hash").asString())).orElseThrow();
      assertThat(block.transactions())
          .hasSize(4)
          .allSatisfy(
              transaction -> assertThat(Senders.of(transaction)).contains(transaction.from()));
    }
  }
}
