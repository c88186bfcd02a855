package dev.fairlead.node.crash;

import dev.fairlead.faults.FaultProxy;
import dev.fairlead.model.Bytes;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Listens at a proxy between the node and one of its channels, and sees every signed byte before
 * the channel does: at that moment the log is asked whether the bytes are durable in it.
 */
final class Wiretap implements AutoCloseable {
  private static final Pattern SENDS =
      Pattern.compile("eth_sendRawTransaction|eth_sendBundle|eth_sendPrivateTransaction");

  /** An EIP-1559 transaction: its type, then a list of more than 55 bytes. */
  private static final Pattern RAW = Pattern.compile("0x02f[89][0-9a-fA-F]{150,}");

  /** Bytes that left the node, and whether a Signed event held them at that moment. */
  record Sighting(Bytes raw, boolean durable) {}

  private final Predicate<Bytes> isDurable;
  private final List<Sighting> sightings = new CopyOnWriteArrayList<>();
  private final FaultProxy proxy;
  private volatile boolean listening;

  private Wiretap(URI upstream, Predicate<Bytes> isDurable) {
    this.isDurable = isDurable;
    this.proxy = FaultProxy.before(upstream, Optional.empty(), this::look);
  }

  static Wiretap before(URI upstream, Predicate<Bytes> isDurable) {
    return new Wiretap(upstream, isDurable);
  }

  URI url() {
    return proxy.http();
  }

  /** From here on it looks; what the start of a node sends (its executor) is no intent's. */
  void listen() {
    listening = true;
  }

  List<Sighting> sightings() {
    return List.copyOf(sightings);
  }

  private void look(String body) {
    if (listening && SENDS.matcher(body).find()) {
      RAW.matcher(body)
          .results()
          .map(found -> Bytes.parse(found.group()))
          .forEach(raw -> sightings.add(new Sighting(raw, isDurable.test(raw))));
    }
  }

  @Override
  public void close() {
    proxy.close();
  }
}
