package dev.fairlead.intent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.chain.BlockFeed;
import dev.fairlead.chain.ChainObserver;
import dev.fairlead.chain.EvmChain;
import dev.fairlead.chain.Fees;
import dev.fairlead.chain.Inclusion;
import dev.fairlead.chain.endpoint.Endpoints;
import dev.fairlead.chain.rpc.ChainIo;
import dev.fairlead.chain.rpc.RpcEndpoint;
import dev.fairlead.devnet.anvil.Anvil;
import dev.fairlead.devnet.anvil.AnvilSettings;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.FeePerGas;
import dev.fairlead.model.Gas;
import dev.fairlead.model.Nonce;
import dev.fairlead.model.Wei;
import dev.fairlead.model.fee.InclusionSpeed;
import dev.fairlead.model.intent.SubmissionOutcome;
import dev.fairlead.model.intent.TransactionRole;
import dev.fairlead.model.tx.SignedTransaction;
import dev.fairlead.model.tx.UnsignedTransaction.Form;
import dev.fairlead.parts.Parts;
import dev.fairlead.parts.Progress;
import dev.fairlead.signing.LocalSigner;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A real chain whose blocks have no base fee: what is written for it is taken, and replaced. */
final class LegacyChainTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Test
  @DisplayName("failures #48: a legacy transaction is planned, signed, sent and replaced")
  void writesSignsAndReplacesLegacyTransactions() throws InterruptedException {
    AnvilSettings settings =
        AnvilSettings.empty(Samples.CHAIN).withFamily(AnvilSettings.Family.BERLIN);
    try (Anvil anvil = Anvil.start(Parts.ofUser(Progress.to(System.err)).anvil(), settings);
        ChainIo io = ChainIo.open()) {
      LocalSigner signer = new LocalSigner(Samples.KEY);
      anvil.control().setBalance(signer.account(), BigInteger.TEN.pow(20));
      anvil.control().setAutomine(false);
      try (EvmChain chain = open(anvil, io);
          BlockFeed feed = chain.follow()) {
        Fees fees = chain.fees();
        assertThat(fees.form()).isEqualTo(Form.LEGACY);
        assertThat(fees.nextBaseFee()).isEqualTo(FeePerGas.ZERO);
        Drafter drafter = new Drafter(chain.id(), signer.account(), ExecutionPolicy.standard());
        SignedTransaction trade = signer.sign(trade(drafter, fees).transaction());
        assertThat(trade.raw().at(0)).isEqualTo((byte) 0xf8);
        assertThat(chain.send(trade)).isEqualTo(new SubmissionOutcome.Sent());

        Payload replaced = Payload.assigned(TransactionRole.TRADE, trade.transaction());
        SignedTransaction cancellation =
            signer.sign(
                drafter.cancellation(
                    new Slot(new Nonce(0), List.of(replaced)),
                    fees.wanting(InclusionSpeed.URGENT)));
        assertThat(chain.send(cancellation)).isEqualTo(new SubmissionOutcome.Sent());

        anvil.control().mine(1);
        readTo(feed, chain, 1);
        assertThat(chain.inclusion(trade.hash())).isEmpty();
        assertThat(chain.inclusion(cancellation.hash()))
            .map(Inclusion::receipt)
            .hasValueSatisfying(receipt -> {
              assertThat(receipt.from()).isEqualTo(signer.account());
              assertThat(receipt.gasPrice()).isEqualTo(cancellation.transaction().maxFee());
            });
        // What a block took is the price from then on, whatever an endpoint suggests.
        assertThat(chain.fees().nextGasPrice()).isEqualTo(cancellation.transaction().maxFee());
      }
    }
  }

  private static Observation.Draft trade(Drafter drafter, Fees fees) {
    Rehearsed.Held held =
        new Rehearsed.Held(
            fees.at(),
            Samples.plan().quoted(),
            new TradeCall(Samples.EXECUTOR, Wei.ZERO, Bytes.of((byte) 1, (byte) 2)),
            new Gas(60_000),
            List.of(),
            true,
            null);
    return switch (drafter.trade(held, false, new Nonce(0), fees, null)) {
      case Drafter.Outcome.Drafted drafted -> drafted.drafts().getLast();
      case Drafter.Outcome.TooCostly costly -> throw new AssertionError(costly.reason().message());
    };
  }

  private static EvmChain open(Anvil anvil, ChainIo io) {
    return EvmChain.open(
        Samples.profile("berlin"),
        Endpoints.of(RpcEndpoint.of(anvil.http(), Optional.of(anvil.webSocket()))),
        io,
        Thread.ofVirtual().name("legacy").factory(),
        ChainObserver.none());
  }

  private static void readTo(BlockFeed feed, EvmChain chain, long height)
      throws InterruptedException {
    while (chain.head().number().value() < height) {
      assertThat(feed.poll(PATIENCE)).isPresent();
    }
  }
}
