package dev.fairlead.chain;

import dev.fairlead.chain.rpc.Rpc;
import dev.fairlead.chain.rpc.RpcRequest;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Asks on behalf of whoever proves what is answered, and loses patience with what can't be proven:
 * after some attempts in a row {@code UNPROVEN} becomes {@code FATAL}, whoever was asked.
 */
final class Doubts implements Rpc {
  private static final int ATTEMPTS = 8;

  private final Rpc rpc;
  private final AtomicReference<Doubt> last = new AtomicReference<>(new Doubt("", 0));

  Doubts(Rpc rpc) {
    this.rpc = rpc;
  }

  /** How often in a row the same could not be proven. */
  private record Doubt(String what, int attempts) {
    Doubt again(String now) {
      return new Doubt(now, now.equals(what) ? attempts + 1 : 1);
    }
  }

  @Override
  public <R> R ask(List<RpcRequest<?>> requests, Reading<R> reading) {
    try {
      return rpc.ask(requests, reading);
    } catch (ChainException e) {
      throw e.fault() == ChainException.Fault.UNPROVEN ? judged(e) : e;
    }
  }

  private ChainException judged(ChainException unproven) {
    String what = String.valueOf(unproven.getMessage());
    return last.updateAndGet(doubt -> doubt.again(what)).attempts() < ATTEMPTS
        ? unproven
        : ChainException.fatal(
            what + "; a newer version may, and with trust: checked such blocks are followed");
  }
}
