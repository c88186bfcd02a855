package dev.fairlead.node;

import dev.fairlead.chain.Chain;
import dev.fairlead.chain.Fees;
import dev.fairlead.model.Address;
import dev.fairlead.model.BlockRef;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.FeePerGas;
import dev.fairlead.model.Gas;
import dev.fairlead.model.Nonce;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.Wei;
import dev.fairlead.model.tx.SignedTransaction;
import dev.fairlead.model.tx.UnsignedTransaction;
import dev.fairlead.model.tx.UnsignedTransaction.Form;
import dev.fairlead.signing.LocalSigner;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The one transaction of an anchor's account that is outstanding: offered again as it is, and after
 * some blocks without it for a higher fee, as far as the cap goes. For one thread at a time.
 */
final class AnchorOffers {
  /** A first checkpoint of an account takes 120,000. */
  private static final Gas GAS = new Gas(200_000);

  private static final int BLOCKS_BEFORE_RAISE = 3;

  /** Clients take a replacement for a tenth more; an eighth leaves room for their rounding. */
  private static final Uint256 RAISE_OF = Uint256.of(9);

  private static final Uint256 RAISE_TO = Uint256.of(8);

  private final LocalSigner signer;
  private final Address contract;
  private final FeePerGas ceiling;
  private @Nullable Offer outstanding;

  /** {@code at}: the head when it was first offered at this fee. */
  private record Offer(SignedTransaction signed, BlockRef at, boolean tooLow) {
    boolean isDue(BlockRef head) {
      return tooLow || head.number().value() - at.number().value() >= BLOCKS_BEFORE_RAISE;
    }
  }

  AnchorOffers(LocalSigner signer, Address contract, Wei maxFee) {
    this.signer = signer;
    this.contract = contract;
    this.ceiling = new FeePerGas(maxFee.value().dividedBy(Uint256.of(GAS.value())));
  }

  /**
   * What to offer now, with this calldata when it is another transaction than before.
   *
   * @throws IOException when it would cost more than the cap
   */
  SignedTransaction next(Chain chain, BlockRef head, Bytes data) throws IOException {
    Nonce nonce = chain.nonce(signer.account(), head);
    Offer before = outstanding;
    if (before == null || !before.signed().transaction().nonce().equals(nonce)) {
      return first(chain, head, nonce, data);
    }
    UnsignedTransaction old = before.signed().transaction();
    Fees fees = chain.fees();
    FeePerGas max = higher(raised(old.maxFee()), fees.maxFee());
    FeePerGas tip = higher(raised(old.maxPriorityFee()), fees.priorityFee());
    if (before.isDue(head) && raised(old.maxFee()).compareTo(ceiling) <= 0) {
      FeePerGas capped = max.compareTo(ceiling) > 0 ? ceiling : max;
      return offered(chain, head, nonce, data, capped, tip, fees.form());
    }
    return before.signed();
  }

  private SignedTransaction first(Chain chain, BlockRef head, Nonce nonce, Bytes data)
      throws IOException {
    Fees fees = chain.fees();
    if (fees.nextGasPrice().compareTo(ceiling) > 0) {
      throw new IOException(
          "a checkpoint costs %s wei now, more than evidence.chain.max-fee allows"
              .formatted(fees.nextGasPrice().times(GAS)));
    }
    FeePerGas max = fees.maxFee().compareTo(ceiling) > 0 ? ceiling : fees.maxFee();
    return offered(chain, head, nonce, data, max, fees.priorityFee(), fees.form());
  }

  private SignedTransaction offered(
      Chain chain,
      BlockRef head,
      Nonce nonce,
      Bytes data,
      FeePerGas max,
      FeePerGas tip,
      Form form) {
    SignedTransaction signed =
        signer.sign(
            new UnsignedTransaction(
                form,
                chain.id(),
                signer.account(),
                nonce,
                form == Form.LEGACY || tip.compareTo(max) > 0 ? max : tip,
                max,
                GAS,
                contract,
                Wei.ZERO,
                data));
    outstanding = new Offer(signed, head, false);
    return signed;
  }

  /** The endpoint did not take what is outstanding; it may have it all the same, from before. */
  void refused(String reason) {
    Offer before = outstanding;
    if (before != null && (reason.contains("underpriced") || reason.contains("base fee"))) {
      outstanding = new Offer(before.signed(), before.at(), true);
    }
  }

  private static FeePerGas raised(FeePerGas fee) {
    return new FeePerGas(fee.wei().mulDivUp(RAISE_OF, RAISE_TO));
  }

  private static FeePerGas higher(FeePerGas one, FeePerGas other) {
    return one.compareTo(other) > 0 ? one : other;
  }
}
