package dev.fairlead.grpc;

import java.time.Duration;

/**
 * Where the API listens and what it allows a caller.
 *
 * @param port 0 for any free one
 * @param maxMessageBytes larger requests are refused before they are read
 * @param maxCallsPerConnection more at one time wait
 * @param handshakeTimeout for a connection that says nothing
 * @param maxConnectionIdle after which an unused connection is closed
 */
public record ApiSettings(
    String host,
    int port,
    int maxMessageBytes,
    int maxCallsPerConnection,
    Duration handshakeTimeout,
    Duration maxConnectionIdle) {
  public ApiSettings {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("a port is between 0 and 65535 but this is " + port);
    }
    if (maxMessageBytes < 1024 || maxMessageBytes > 64 * 1024 * 1024) {
      throw new IllegalArgumentException(
          "the largest message is between 1 KiB and 64 MiB but this is " + maxMessageBytes);
    }
    if (maxCallsPerConnection < 1) {
      throw new IllegalArgumentException("at least one call per connection must be allowed");
    }
  }

  /** The defaults, at this address. */
  public static ApiSettings at(String host, int port) {
    return new ApiSettings(
        host, port, 1024 * 1024, 1024, Duration.ofSeconds(10), Duration.ofMinutes(30));
  }
}
