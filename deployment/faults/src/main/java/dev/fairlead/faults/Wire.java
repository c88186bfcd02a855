package dev.fairlead.faults;

import dev.fairlead.faults.Delivery.Pace;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/** Faults of the way from a server to its client. */
public final class Wire {
  private Wire() {}

  /** Every answer is this late. */
  public static Fault slow(Duration delay) {
    return delivering(honest -> honest.withPace(new Pace.After(delay)));
  }

  /** Every other answer is this late, so that the ones after it overtake it. */
  public static Fault overtaken(Duration delay) {
    AtomicInteger count = new AtomicInteger();
    return delivering(honest ->
        count.getAndIncrement() % 2 == 0 ? honest.withPace(new Pace.After(delay)) : honest);
  }

  /** Answers come byte by byte. */
  public static Fault dripping(Duration everyByte) {
    return delivering(honest -> honest.withPace(new Pace.Drip(everyByte)));
  }

  /** The connection ends after so many bytes of an answer. */
  public static Fault cut(int bytes) {
    return delivering(honest -> honest.withPace(new Pace.Cut(bytes)));
  }

  /** No answer comes, and the connection stays open. */
  public static Fault silent() {
    return delivering(honest -> honest.withPace(new Pace.Never()));
  }

  /** A gateway answers in the server's place. */
  public static Fault html() {
    return body(_ -> "<html><body><h1>502 Bad Gateway</h1></body></html>");
  }

  /** An answer of this many bytes. */
  public static Fault huge(int bytes) {
    return body(_ -> "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":\"" + "0".repeat(bytes) + "\"}");
  }

  /** An answer that is nested this deep. */
  public static Fault deep(int levels) {
    return body(_ -> "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":" + "[".repeat(levels));
  }

  /** The server wants to be left alone for a while. */
  public static Fault rateLimited(Duration wait) {
    return delivering(_ ->
        new Delivery(
            429,
            Map.of("Retry-After", Long.toString(wait.toSeconds())),
            "{\"jsonrpc\":\"2.0\",\"id\":null,\"error\":{\"code\":-32005,\"message\":\"slow down\"}}",
            new Pace.Whole()));
  }

  /** HTTP's status is this, and the body empty. */
  public static Fault status(int status) {
    return delivering(_ -> new Delivery(status, Map.of(), "", new Pace.Whole()));
  }

  /** The body is changed as text. */
  public static Fault body(UnaryOperator<String> change) {
    return delivering(honest -> honest.withBody(change.apply(honest.body())));
  }

  private static Fault delivering(UnaryOperator<Delivery> change) {
    return new Fault() {
      @Override
      public Delivery deliver(Delivery honest) {
        return change.apply(honest);
      }
    };
  }
}
