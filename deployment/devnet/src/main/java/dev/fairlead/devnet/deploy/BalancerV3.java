package dev.fairlead.devnet.deploy;

import dev.fairlead.model.Address;
import dev.fairlead.model.Token;
import java.math.BigInteger;
import java.util.List;

/**
 * Balancer V3 with its pools, as it stands on a devnet chain once its code is compiled.
 *
 * @param router swaps through Permit2; its queries answer only a call from the zero address
 */
public record BalancerV3(
    Address vault,
    Address router,
    Address weightedFactory,
    Address stableFactory,
    List<BalancerV3.Pool> pools) {
  /**
   * One pool.
   *
   * @param weighted whether it prices by weights, else by the stable invariant
   * @param tokens in the vault's order
   * @param fee in units of 1e-18
   */
  public record Pool(Address address, boolean weighted, List<Token> tokens, BigInteger fee) {}

  /** Whether it is there. */
  public sealed interface State {
    /** Nobody asked for it. */
    record NotStarted() implements State {}

    /** Its code is being compiled, which takes minutes once a machine, or it is being deployed. */
    record Building() implements State {}

    /** It stands. */
    record Ready(BalancerV3 deployment) implements State {}

    /** It could not be made. */
    record Unavailable(String reason) implements State {}
  }
}
