package dev.fairlead.event.anchor;

import dev.fairlead.event.CheckpointAnchor;
import dev.fairlead.event.EventStoreException;
import dev.fairlead.event.EventStoreException.Kind;
import dev.fairlead.event.WriteOnlyAnchor;
import dev.fairlead.event.proof.Checkpoint;
import dev.fairlead.event.proof.MalformedProof;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A web server that keeps what is posted to one address: a checkpoint a request, as one line of
 * JSON, answered with a status of 200 to 299 when it is kept. It may get one twice. A GET of the
 * same address answers with all lines, oldest first; with 404 when it has none, and with 405 when
 * it never tells.
 */
public final class HttpAnchor implements CheckpointAnchor, AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final String TYPE = "application/json";

  private final URI address;
  private final HttpClient client;

  public HttpAnchor(URI address) {
    if (!"http".equals(address.getScheme()) && !"https".equals(address.getScheme())) {
      throw new IllegalArgumentException("not an http or https address: " + address);
    }
    this.address = address;
    this.client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
  }

  /** Without what an address may carry of passwords. */
  @Override
  public String name() {
    return "http " + address.getHost() + address.getPath();
  }

  @Override
  public void write(Checkpoint checkpoint) throws IOException {
    HttpResponse<String> answer =
        send(
            HttpRequest.newBuilder(address)
                .header("Content-Type", TYPE)
                .POST(BodyPublishers.ofString(checkpoint.toJson() + "\n")));
    if (answer.statusCode() / 100 != 2) {
      throw new IOException("it answered with status " + answer.statusCode());
    }
  }

  @Override
  public Optional<Checkpoint> last() throws IOException {
    List<String> lines = lines();
    return lines.isEmpty() ? Optional.empty() : Optional.of(parse(lines.getLast()));
  }

  @Override
  public List<Checkpoint> all() throws IOException {
    return lines().stream().map(this::parse).toList();
  }

  private List<String> lines() throws IOException {
    HttpResponse<String> answer =
        send(HttpRequest.newBuilder(address).header("Accept", TYPE).GET());
    return switch (answer.statusCode()) {
      case 200 -> answer.body().lines().filter(line -> !line.isBlank()).toList();
      case 204, 404 -> List.of();
      case 405 -> throw new WriteOnlyAnchor("it answers GET with status 405");
      default -> throw new IOException("it answered with status " + answer.statusCode());
    };
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws IOException {
    try {
      return client.send(request.timeout(PATIENCE).build(), BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private Checkpoint parse(String line) {
    try {
      return Checkpoint.parse(line);
    } catch (MalformedProof e) {
      throw new EventStoreException(
          Kind.FATAL, name() + " holds what is no checkpoint: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
