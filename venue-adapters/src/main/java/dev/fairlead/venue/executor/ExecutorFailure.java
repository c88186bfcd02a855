package dev.fairlead.venue.executor;

import dev.fairlead.chain.abi.Signature;
import dev.fairlead.model.Bytes;
import java.util.Arrays;
import java.util.Optional;

/** Why the executor itself reverts. A venue's own reason comes through as the venue gave it. */
public enum ExecutorFailure {
  NOT_OWNER("NotOwner()"),
  REENTERED("Reentered()"),
  UNEXPECTED_CALLBACK("UnexpectedCallback()"),
  UNEXPECTED_ETHER("UnexpectedEther()"),
  /** The block is later than the deadline. */
  EXPIRED("Expired()"),
  MALFORMED_PROGRAM("MalformedProgram()"),
  /** A leg takes more than what the legs before it have brought and left where it begins. */
  NOT_HELD("NotHeld(uint256,uint256)"),
  UNKNOWN_VENUE("UnknownVenue(uint256)"),
  /** A venue did not take the whole input of its hop. */
  PARTIAL_FILL("PartialFill()"),
  /** The owner would have received less than the minimum. */
  SHORT_OUTPUT("ShortOutput(uint256,uint256)"),
  /** A token refused: no balance, no allowance, paused, false returned. */
  TOKEN_CALL_FAILED("TokenCallFailed(address)");

  private final String declaration;

  ExecutorFailure(String declaration) {
    this.declaration = declaration;
  }

  /** The failure that a reverted call's data tells of, if it is the executor's. */
  public static Optional<ExecutorFailure> of(Bytes revertData) {
    return Arrays.stream(values())
        .filter(failure -> failure.signature().selects(revertData))
        .findFirst();
  }

  /** As the contract declares it. */
  public Signature signature() {
    return Signature.of(declaration);
  }
}
