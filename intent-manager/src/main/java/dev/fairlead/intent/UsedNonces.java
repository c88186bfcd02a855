package dev.fairlead.intent;

import dev.fairlead.chain.Block;
import dev.fairlead.chain.Chain;
import dev.fairlead.chain.Receipt;
import dev.fairlead.model.Address;
import dev.fairlead.model.BlockNumber;
import dev.fairlead.model.BlockRef;
import dev.fairlead.model.Nonce;
import dev.fairlead.model.node.NodeEvent.UsedNonce;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds the transactions that consumed an account's nonces, in the newest blocks of a chain. */
final class UsedNonces {
  /** So many blocks are looked through; what is older stays unknown. */
  private static final int REACH = 256;

  private final Chain chain;
  private final Address account;

  UsedNonces(Chain chain, Address account) {
    this.chain = chain;
    this.account = account;
  }

  /** Those from {@code first} on that are in the blocks up to {@code head}, in their order. */
  List<UsedNonce> since(Nonce first, BlockRef head) {
    List<UsedNonce> found = new ArrayList<>();
    BlockRef at = head;
    long next = chain.nonce(account, head).value();
    for (int i = 0; i < REACH && next > first.value(); i++) {
      Optional<Block> block = chain.block(at);
      if (block.isEmpty()) {
        break;
      }
      List<Receipt> own =
          block.get().receipts().stream()
              .filter(receipt -> receipt.from().equals(account))
              .toList();
      for (Receipt receipt : own.reversed()) {
        next--;
        if (next >= first.value()) {
          found.add(new UsedNonce(new Nonce(next), receipt.hash()));
        }
      }
      if (at.number().value() == 0) {
        break;
      }
      at = new BlockRef(new BlockNumber(at.number().value() - 1), block.get().parent());
    }
    return found.reversed();
  }
}
