package dev.fairlead.faults;

import java.time.Duration;
import java.util.Map;

/**
 * A body on its way to the client.
 *
 * @param status HTTP's; nobody sees it on a WebSocket
 * @param headers HTTP's, besides those of the body
 */
public record Delivery(int status, Map<String, String> headers, String body, Pace pace) {
  /** How the bytes go out. */
  public sealed interface Pace {
    /** At once and whole. */
    record Whole() implements Pace {}

    /** Whole, but late. */
    record After(Duration delay) implements Pace {}

    /** Byte by byte. */
    record Drip(Duration everyByte) implements Pace {}

    /** So many bytes, then the connection ends. */
    record Cut(int bytes) implements Pace {}

    /** Never; the connection stays open. */
    record Never() implements Pace {}
  }

  public Delivery {
    headers = Map.copyOf(headers);
  }

  /** As a server answers on a good day. */
  public static Delivery of(String body) {
    return new Delivery(200, Map.of(), body, new Pace.Whole());
  }

  /** The same with another body. */
  public Delivery withBody(String body) {
    return new Delivery(status, headers, body, pace);
  }

  /** The same at another pace. */
  public Delivery withPace(Pace pace) {
    return new Delivery(status, headers, body, pace);
  }
}
