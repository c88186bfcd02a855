package dev.fairlead.chain;

import dev.fairlead.model.BlockRef;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Another branch than the one of the view: the last block that both have, and the way up from there
 * to the branch's head. The headers that the search saw are not asked for again.
 */
final class Branch {
  private static final int FIRST_LOOK = 4;
  private static final int LONGEST_LOOK = 64;
  private static final int KEPT = 256;

  private final BlockSource source;
  private final BlockRef ancestor;
  private final Header head;
  private final ArrayDeque<Header> seen;

  private Branch(BlockSource source, BlockRef ancestor, Header head, ArrayDeque<Header> seen) {
    this.source = source;
    this.ancestor = ancestor;
    this.head = head;
    this.seen = seen;
  }

  /**
   * Finds the branch that leads to {@code head}.
   *
   * @throws HaltException if it leaves the chain below all that the view knows
   */
  static Branch to(Header head, ChainView view, BlockSource source) throws HaltException {
    long parent = head.ref().number().value() - 1;
    long bottom = view.bottom();
    if (parent < bottom - 1) {
      throw ChainException.retryable(
          "the endpoint is at " + head.ref() + ", below block " + bottom + " that was seen before");
    }
    ArrayDeque<Header> seen = new ArrayDeque<>();
    if (view.contains(parent, head.parent())) {
      return new Branch(source, view.at(parent).orElseThrow(), head, seen);
    }
    long top = Math.min(view.head().number().value(), parent);
    int look = FIRST_LOOK;
    while (top >= bottom) {
      long from = Math.max(bottom, top - look + 1);
      for (Header header : source.headers(from, (int) (top - from + 1)).reversed()) {
        if (view.contains(header.ref())) {
          return new Branch(source, header.ref(), head, seen);
        }
        seen.addFirst(header);
        if (seen.size() > KEPT) {
          seen.removeLast();
        }
      }
      top = from - 1;
      look = Math.min(LONGEST_LOOK, 4 * look);
    }
    throw new HaltException(
        "a reorg to " + head.ref() + " goes below block " + bottom + ", the lowest that is known");
  }

  /** The last block that both branches have. */
  BlockRef ancestor() {
    return ancestor;
  }

  /** The next headers above {@code below}, linked to it; at most {@code most}, at least one. */
  List<Header> above(BlockRef below, int most) {
    List<Header> headers = remembered(below, most);
    if (headers.isEmpty()) {
      headers = asked(below, most);
    }
    BlockRef last = below;
    for (Header header : headers) {
      if (!header.parent().equals(last.hash())) {
        throw ChainException.retryable("the chain changed above " + last + " while it was read");
      }
      last = header.ref();
    }
    return headers;
  }

  private List<Header> remembered(BlockRef below, int most) {
    List<Header> headers = new ArrayList<>();
    long next = below.number().value() + 1;
    while (headers.size() < most
        && Optional.ofNullable(seen.peekFirst())
            .filter(header -> header.ref().number().value() == next + headers.size())
            .isPresent()) {
      headers.add(seen.removeFirst());
    }
    return headers;
  }

  private List<Header> asked(BlockRef below, int most) {
    long left = head.ref().number().value() - below.number().value();
    if (left == 1) {
      return List.of(head);
    }
    List<Header> headers = source.headers(below.number().value() + 1, (int) Math.min(left, most));
    if (headers.isEmpty()) {
      throw ChainException.retryable("the blocks above " + below + " are missing");
    }
    return headers;
  }
}
