package dev.fairlead.chain.rpc;

import dev.fairlead.chain.ChainException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Requests that travel together and are answered together, each with its own type. Add, {@link
 * #send} once, then read the slots. For one thread.
 */
public final class RpcBatch {
  private final Rpc rpc;
  private final List<Slot<?>> slots = new ArrayList<>();

  RpcBatch(Rpc rpc) {
    this.rpc = rpc;
  }

  /** The place where a request's reply will be. */
  public static final class Slot<T> {
    private final RpcRequest<T> request;
    private @Nullable RpcReply<T> reply;

    private Slot(RpcRequest<T> request) {
      this.request = request;
    }

    RpcRequest<T> request() {
      return request;
    }

    /** The reply came from this request's own reader. */
    @SuppressWarnings("unchecked")
    void set(RpcReply<?> reply) {
      this.reply = (RpcReply<T>) reply;
    }

    public RpcReply<T> reply() {
      RpcReply<T> known = reply;
      if (known == null) {
        throw new IllegalStateException(request.method() + " was not sent");
      }
      return known;
    }

    /**
     * The result.
     *
     * @throws ChainException if the method answered with an error
     */
    public T result() {
      return reply().orThrow(request.method());
    }
  }

  public <T> Slot<T> add(RpcRequest<T> request) {
    Slot<T> slot = new Slot<>(request);
    slots.add(slot);
    return slot;
  }

  /**
   * Sends all, and waits for all replies.
   *
   * @throws ChainException if any reply is missing or malformed
   */
  public void send() {
    var _ = send(() -> true);
  }

  /**
   * Sends all, waits for all replies, and makes of them what {@code reading} does. It reads the
   * slots as often as another endpoint's replies are in them, until it accepts some.
   *
   * @throws ChainException if no endpoint's replies are whole and accepted
   */
  public <R> R send(Supplier<R> reading) {
    if (slots.isEmpty()) {
      return reading.get();
    }
    return rpc.ask(
        slots.stream().<RpcRequest<?>>map(Slot::request).toList(),
        replies -> {
          for (int i = 0; i < slots.size(); i++) {
            slots.get(i).set(replies.get(i));
          }
          return reading.get();
        });
  }
}
