package dev.fairlead.chain.fee;

import dev.fairlead.chain.BaseFeeRule;
import dev.fairlead.chain.Block;
import dev.fairlead.chain.ChainException;
import dev.fairlead.chain.ChainObserver;
import dev.fairlead.chain.ChainProfile;
import dev.fairlead.chain.Fees;
import dev.fairlead.chain.rpc.Rpc;
import dev.fairlead.model.BlockHash;
import dev.fairlead.model.FeePerGas;
import dev.fairlead.model.Gas;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.fee.DataFee;
import dev.fairlead.model.fee.InclusionSpeed;
import dev.fairlead.model.tx.UnsignedTransaction.Form;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What the next block costs: base fee and blob fee by the protocol's rule, tips and the fee for
 * bytes by what is in proven blocks, and an endpoint's word where they do not reach. Remembered for
 * the head that was last asked for; who asks at the same moment may ask again.
 */
public final class FeeMarket {
  /** Ethereum's base fee was never near it; no setting for the chain above lowers its price. */
  private static final FeePerGas MOST_BELOW = FeePerGas.of(10_000_000_000_000L);

  private final ChainProfile profile;
  private final TipSource tips;
  private final ArbitrumState arbitrum;
  private final ChainObserver observer;
  private volatile Optional<Fees> newest = Optional.empty();

  /**
   * @param held the newest blocks, as far as they are held whole
   * @param state reads the chain's own contracts
   */
  public FeeMarket(
      ChainProfile profile,
      Rpc rpc,
      Function<BlockHash, Optional<Block>> held,
      StateReader state,
      ChainObserver observer) {
    this.profile = profile;
    this.tips = new TipSource(profile, rpc, held);
    this.arbitrum = new ArbitrumState(state);
    this.observer = observer;
  }

  /**
   * The fees after {@code head}.
   *
   * @throws ChainException if the base fee is not believable
   */
  public Fees at(Block head) {
    Optional<Fees> known = newest.filter(fees -> fees.at().equals(head.ref()));
    if (known.isPresent()) {
      return known.get();
    }
    Fees fees = made(head);
    newest = Optional.of(fees);
    observer.priced(profile.id(), fees);
    return fees;
  }

  private Fees made(Block head) {
    List<FeeCorrection> corrections = new ArrayList<>();
    FeePerGas next = nextBaseFee(head, corrections);
    if (next.compareTo(profile.maxBaseFee()) > 0) {
      throw ChainException.retryable(
          "a base fee of " + next + " is above the believable " + profile.maxBaseFee());
    }
    long cap = Math.min(profile.terms().gasCap().value(), Math.max(1, head.gasLimit().value()));
    return new Fees(
        head.ref(),
        next,
        tips.at(head, corrections),
        InclusionSpeed.NORMAL,
        head.marks().hasBaseFee() ? Form.DYNAMIC_FEE : Form.LEGACY,
        new Gas(cap),
        dataFee(head, corrections),
        profile.terms().blobs().flatMap(rule -> rule.next(head)),
        corrections);
  }

  private FeePerGas nextBaseFee(Block head, List<FeeCorrection> corrections) {
    if (!head.marks().hasBaseFee()) {
      return FeePerGas.ZERO;
    }
    return switch (profile.baseFeeRule()) {
      case BaseFeeRule.ByHeader rule -> rule.next(head);
      case BaseFeeRule.Arbitrum _ ->
          told(() -> arbitrum.nextBaseFee(head))
              .filter(next -> isNear(next.wei(), head.baseFee().wei()))
              .orElseGet(() -> {
                corrections.add(
                    new FeeCorrection(
                        FeeCorrection.Kind.BASE_FEE_GUESSED,
                        "the chain's pricing before " + head.ref() + " can't be read or believed"));
                return head.baseFee();
              });
    };
  }

  /** No block moves ArbOS's fee so far: its backlog grows and shrinks by a little each time. */
  private static boolean isNear(Uint256 next, Uint256 now) {
    return next.isAtMost(now.plus(now)) && now.isAtMost(next.plus(next));
  }

  private DataFee dataFee(Block head, List<FeeCorrection> corrections) {
    Optional<DataFee> fee =
        switch (profile.terms().dataFee()) {
          case NONE -> Optional.of(DataFee.none());
          case OP_STACK -> L1Attributes.of(head).map(told -> believable(told, corrections));
          case ARBITRUM ->
              told(() -> arbitrum.pricePerByte(head))
                  .map(DataFee.Arbitrum::new)
                  .map(told -> believable(told, corrections));
        };
    return fee.orElseGet(() -> {
      corrections.add(
          new FeeCorrection(
              FeeCorrection.Kind.DATA_FEE_UNKNOWN,
              "block " + head.ref() + " does not tell what bytes cost on the chain below"));
      return DataFee.none();
    });
  }

  /** With no price that the chain below never had; there a byte is 16 gas. */
  private DataFee believable(DataFee told, List<FeeCorrection> corrections) {
    Uint256 most = MOST_BELOW.wei();
    DataFee fee =
        switch (told) {
          case DataFee.None none -> none;
          case DataFee.OpStack op ->
              new DataFee.OpStack(
                  op.l1BaseFee().min(most),
                  op.l1BlobBaseFee().min(most),
                  op.baseFeeScalar(),
                  op.blobBaseFeeScalar(),
                  op.operatorScalar(),
                  op.operatorConstant(),
                  op.byPackedLength());
          case DataFee.Arbitrum(Uint256 perByte) ->
              new DataFee.Arbitrum(perByte.min(most.times(Uint256.of(16))));
        };
    if (!fee.equals(told)) {
      corrections.add(
          new FeeCorrection(
              FeeCorrection.Kind.DATA_FEE_LOWERED, told + " is above the believable " + most));
    }
    return fee;
  }

  /** Where nobody answers, the same holds as where the answer says nothing. */
  private static <T> Optional<T> told(Supplier<Optional<T>> asked) {
    try {
      return asked.get();
    } catch (ChainException e) {
      return Optional.empty();
    }
  }
}
