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
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscribers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * A web server that keeps what is posted to one address: a checkpoint a request, as one line of
 * JSON, answered with a status of 200 to 299 when it is kept. It may get one twice.
 *
 * <p>A GET of the same address answers with all lines, oldest first; with 404 when it has none, and
 * with 405 when it never tells. With the query {@code last=1} the last line is enough, and with
 * {@code after=SIZE} those of more than so many events, or the first few of these: a server that
 * knows neither and sends all is understood too, as long as that is not more than 256 MB.
 */
public final class HttpAnchor implements CheckpointAnchor, AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final long ANSWER_SECONDS = 60;
  private static final long ANSWER_BYTES = 256_000_000;
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
    HttpResponse<Void> answer =
        send(
            HttpRequest.newBuilder(address)
                .header("Content-Type", TYPE)
                .POST(BodyPublishers.ofString(checkpoint.toJson() + "\n")),
            HttpResponse.BodyHandlers.discarding());
    if (answer.statusCode() / 100 != 2) {
      throw unexpected(answer);
    }
  }

  @Override
  public Optional<Checkpoint> last() throws IOException {
    List<String> last = new ArrayList<>(1);
    get(
        "last=1",
        line -> {
          last.clear();
          last.add(line);
        });
    return last.isEmpty() ? Optional.empty() : Optional.of(parse(last.getFirst()));
  }

  @Override
  public List<Checkpoint> all() throws IOException {
    Thinning all = new Thinning();
    long after = 0;
    long reached = page(after, all);
    while (reached > after) {
      after = reached;
      reached = page(after, all);
    }
    return all.kept();
  }

  /** Adds what is above a size, and says up to which size that was. */
  private long page(long after, Thinning all) throws IOException {
    long[] reached = {after};
    get(
        "after=" + after,
        line -> {
          Checkpoint checkpoint = parse(line);
          if (checkpoint.size() > after) {
            all.add(checkpoint);
            reached[0] = Math.max(reached[0], checkpoint.size());
          }
        });
    return reached[0];
  }

  private void get(String query, Consumer<String> lines) throws IOException {
    URI asked = URI.create(address + (address.getRawQuery() == null ? "?" : "&") + query);
    HttpResponse<?> answer =
        send(
            HttpRequest.newBuilder(asked).header("Accept", TYPE).GET(),
            head ->
                head.statusCode() == 200
                    ? new BoundedLines(ANSWER_BYTES, lines)
                    : BodySubscribers.replacing(0L));
    switch (answer.statusCode()) {
      case 200, 204, 404 -> {}
      case 405 -> throw new WriteOnlyAnchor("it answers GET with status 405");
      default -> throw unexpected(answer);
    }
  }

  private static IOException unexpected(HttpResponse<?> answer) {
    return new IOException("it answered with status " + answer.statusCode());
  }

  private <T> HttpResponse<T> send(HttpRequest.Builder request, BodyHandler<T> body)
      throws IOException {
    CompletableFuture<HttpResponse<T>> answer =
        client.sendAsync(request.timeout(PATIENCE).build(), body);
    try {
      return answer.get(ANSWER_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw new IOException("its answer takes longer than " + ANSWER_SECONDS + " s", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof EventStoreException failure) {
        throw failure;
      }
      throw e.getCause() instanceof IOException failure
          ? failure
          : new IOException(String.valueOf(e.getCause()), e);
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
