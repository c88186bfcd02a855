package dev.fairlead.chain.endpoint;

import dev.fairlead.chain.rpc.HeadHints;
import dev.fairlead.chain.rpc.Subscription;
import java.util.Optional;

/** Listens to one provider's announcements while it is not in quarantine. For one thread. */
final class Ear implements AutoCloseable {
  private final Provider provider;
  private final HeadHints hints;
  private Optional<Subscription> heads = Optional.empty();

  Ear(Provider provider, HeadHints hints) {
    this.provider = provider;
    this.hints = hints;
  }

  /** Listens, or stops to. */
  void listen() {
    if (provider.state().isQuarantined()) {
      close();
    } else if (heads.isEmpty()) {
      heads = provider.client().announceHeads(hints);
    }
  }

  @Override
  public void close() {
    heads.ifPresent(Subscription::close);
    heads = Optional.empty();
  }
}
