package dev.fairlead.venue.executor;

import dev.fairlead.model.Address;
import java.util.ArrayList;
import java.util.List;

/**
 * Where legs of a program begin and end: the owner, and a place for each token in between, in the
 * order in which legs bring them.
 */
final class Places {
  static final int OWNER = 0;

  private final Address tokenIn;
  private final Address tokenOut;
  private final List<Address> between = new ArrayList<>();

  /** Before the first leg. */
  Places(Address tokenIn, Address tokenOut) {
    this.tokenIn = tokenIn;
    this.tokenOut = tokenOut;
  }

  static Places of(ExecutorProgram program) {
    Places places = new Places(program.tokenIn(), program.tokenOut());
    program.legs().forEach(leg -> places.end(leg.tokenOut()));
    return places;
  }

  int size() {
    return between.size();
  }

  /** Where a leg that takes this token begins. */
  int begin(Address token) {
    return token.equals(tokenIn) ? OWNER : OWNER + 1 + between.indexOf(token);
  }

  /** Where a leg that gives this token ends. */
  int end(Address token) {
    if (token.equals(tokenOut)) {
      return OWNER;
    }
    if (!between.contains(token)) {
      between.add(token);
    }
    return OWNER + 1 + between.indexOf(token);
  }

  /** The token that is held at a place. */
  Address token(int place) {
    if (place > between.size()) {
      throw new IllegalArgumentException("no leg has brought anything to place " + place);
    }
    return place == OWNER ? tokenIn : between.get(place - 1);
  }
}
