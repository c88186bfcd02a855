package dev.fairlead.venue.token;

import dev.fairlead.model.BlockRef;
import dev.fairlead.model.Bytes32;
import dev.fairlead.model.Token;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What a probe found out about a token at one block.
 *
 * @param codeHash of its contract; another one later is another token
 */
public record TokenFinding(Token token, BlockRef at, Bytes32 codeHash, Set<TokenHabit> habits) {
  public TokenFinding {
    EnumSet<TokenHabit> copy = EnumSet.noneOf(TokenHabit.class);
    copy.addAll(habits);
    habits = Collections.unmodifiableSet(copy);
  }

  /** Whether nothing speaks against trading it. */
  public boolean passes() {
    return habits.stream().noneMatch(TokenHabit::disqualifies);
  }

  /** What speaks against trading it, for people; empty when it passes. */
  public List<String> objections() {
    return habits.stream().filter(TokenHabit::disqualifies).map(TokenHabit::words).toList();
  }

  /** What is worth knowing of a token besides. */
  public List<String> remarks() {
    return habits.stream().filter(habit -> !habit.disqualifies()).map(TokenHabit::words).toList();
  }
}
