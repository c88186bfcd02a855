package dev.fairlead.chain.rpc;

/** Something that an endpoint announces, for as long as this is open. */
public interface Subscription extends AutoCloseable {
  /**
   * Told in the socket's own thread, which must not be held up. What is told is a hint and never a
   * fact: announcements may be missing, doubled, late or wrong.
   */
  interface Listener {
    /**
     * A notification, as it came.
     *
     * @throws dev.fairlead.chain.ChainException if it makes no sense; then the socket is given up
     */
    void heard(byte[] message);

    /** From now on it is listened again; what was announced before went unheard. */
    default void resumed() {}

    /** The endpoint does not announce this. */
    default void refused(String why) {}
  }

  @Override
  void close();
}
