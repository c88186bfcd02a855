package dev.fairlead.chain;

import dev.fairlead.model.Bytes;
import dev.fairlead.model.FeePerGas;
import dev.fairlead.model.Uint256;

/** How a chain sets the base fee of the next block. */
public sealed interface BaseFeeRule {
  /** The newest block's header tells all. */
  sealed interface ByHeader extends BaseFeeRule {
    FeePerGas next(Block head);
  }

  /**
   * EIP-1559: a block with more gas than {@code gasLimit / elasticity} raises the fee, by at most
   * one {@code denominator}th; one with less lowers it.
   */
  record Eip1559(long elasticity, long denominator) implements ByHeader {
    /** Ethereum's own constants. */
    public static final Eip1559 ETHEREUM = new Eip1559(2, 8);

    public Eip1559 {
      if (elasticity < 1 || denominator < 1) {
        throw new IllegalArgumentException("elasticity and denominator must be positive");
      }
    }

    @Override
    public FeePerGas next(Block head) {
      return next(head, head.gasUsed().value());
    }

    FeePerGas next(Block head, long used) {
      return Move.of(head.baseFee(), used, head.gasLimit().value() / elasticity)
          .by(denominator, Uint256.MAX_VALUE);
    }
  }

  /**
   * EIP-1559 as the OP-stack has it. Since Holocene each header says with which constants the next
   * block's fee is made; since Jovian also the least that it may be, and the room that the bytes
   * take counts where it is more than the gas.
   *
   * @param older what held before headers said it
   */
  record OpStack(Eip1559 older) implements ByHeader {
    /** Optimism's own constants since Canyon, and Base's. */
    public static final OpStack STANDARD = new OpStack(new Eip1559(6, 250));

    private static final int HOLOCENE_LENGTH = 9;
    private static final int JOVIAN_LENGTH = 17;

    @Override
    public FeePerGas next(Block head) {
      Bytes extra = head.marks().extraData();
      if (extra.length() == HOLOCENE_LENGTH && extra.at(0) == 0) {
        return constants(extra).next(head);
      }
      if (extra.length() == JOVIAN_LENGTH && extra.at(0) == 1) {
        long bytes = head.marks().blobGas().map(FeeMarks.BlobGas::used).orElse(0L);
        FeePerGas next = constants(extra).next(head, Math.max(head.gasUsed().value(), bytes));
        Uint256 least = Uint256.ofUnsignedLong(extra.longAt(HOLOCENE_LENGTH));
        return new FeePerGas(next.wei().max(least));
      }
      return older.next(head);
    }

    /** Both are zero where the chain did not set them. */
    private Eip1559 constants(Bytes extra) {
      long both = extra.longAt(1);
      long denominator = both >>> Integer.SIZE;
      long elasticity = both & 0xffff_ffffL;
      return denominator == 0 || elasticity == 0 ? older : new Eip1559(elasticity, denominator);
    }
  }

  /**
   * EIP-1559 as Polygon has it: the target is a share of the gas limit, and no block moves the fee
   * by more than {@code mostPercent}. Since the Lisovo fork a producer may choose another target
   * and denominator within that bound, which no header says: then this is what the rest would do.
   */
  record Polygon(long targetPercent, long denominator, long mostPercent) implements ByHeader {
    /** Since Dandeli and Lisovo. */
    public static final Polygon STANDARD = new Polygon(65, 64, 5);

    private static final Uint256 HUNDRED = Uint256.of(100);

    public Polygon {
      if (targetPercent < 1 || targetPercent > 100 || denominator < 1 || mostPercent < 1) {
        throw new IllegalArgumentException("a target of 1 to 100 %, and positive bounds");
      }
    }

    @Override
    public FeePerGas next(Block head) {
      long target = Math.multiplyExact(head.gasLimit().value(), targetPercent) / 100;
      Uint256 most = head.baseFee().wei().mulDivDown(Uint256.of(mostPercent), HUNDRED);
      return Move.of(head.baseFee(), head.gasUsed().value(), target)
          .by(denominator, most.max(Uint256.ONE));
    }
  }

  /**
   * Arbitrum's: by how much more was asked of the chain than it can do for long. The fee of the
   * next block is made at the begin of the newest, from the state before it.
   */
  record Arbitrum() implements BaseFeeRule {}

  /** The chain follows a rule of its own; the newest block's fee is the best guess. */
  record AsHead() implements ByHeader {
    @Override
    public FeePerGas next(Block head) {
      return head.baseFee();
    }
  }

  /** A fee, and how far a block was from the gas that would have left it as it is. */
  record Move(Uint256 fee, long used, long target) {
    static Move of(FeePerGas fee, long used, long target) {
      return new Move(fee.wei(), used, target);
    }

    FeePerGas by(long denominator, Uint256 most) {
      if (used == target || target == 0) {
        return new FeePerGas(fee);
      }
      Uint256 change =
          fee.mulDivDown(Uint256.of(Math.abs(used - target)), Uint256.of(target))
              .dividedBy(Uint256.of(denominator))
              .min(most);
      return new FeePerGas(used > target ? fee.plus(change.max(Uint256.ONE)) : fee.minus(change));
    }
  }
}
