package dev.fairlead.event.anchor;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Gives the lines of an answer one by one as they come, and ends with how many there were. Whatever
 * a server sends, no more than a line is held, and no more than a bound is read.
 */
final class BoundedLines implements BodySubscriber<Long> {
  private static final int LINE_LIMIT = 4096;

  private final long limit;
  private final Consumer<String> lines;
  private final CompletableFuture<Long> count = new CompletableFuture<>();
  private final ByteArrayOutputStream line = new ByteArrayOutputStream(1024);
  private @Nullable Subscription subscription;
  private long total;
  private long given;

  BoundedLines(long limit, Consumer<String> lines) {
    this.limit = limit;
    this.lines = lines;
  }

  @Override
  public CompletionStage<Long> getBody() {
    return count;
  }

  @Override
  public void onSubscribe(Subscription given) {
    subscription = given;
    given.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    if (count.isDone()) {
      return;
    }
    try {
      for (ByteBuffer buffer : buffers) {
        total += buffer.remaining();
        if (total > limit) {
          throw new IOException("its answer is longer than " + limit + " bytes");
        }
        while (buffer.hasRemaining()) {
          take(buffer.get());
        }
      }
    } catch (IOException | RuntimeException e) {
      end(e);
    }
  }

  private void take(byte next) throws IOException {
    if (next == '\n') {
      give();
    } else if (line.size() == LINE_LIMIT) {
      throw new IOException("a line of its answer is longer than " + LINE_LIMIT + " bytes");
    } else {
      line.write(next);
    }
  }

  private void give() {
    String text = line.toString(StandardCharsets.UTF_8);
    line.reset();
    if (!text.isBlank()) {
      given++;
      lines.accept(text);
    }
  }

  private void end(Throwable failure) {
    if (subscription != null) {
      subscription.cancel();
    }
    count.completeExceptionally(failure);
  }

  @Override
  public void onError(Throwable failure) {
    count.completeExceptionally(failure);
  }

  @Override
  public void onComplete() {
    try {
      give();
      count.complete(given);
    } catch (RuntimeException e) {
      count.completeExceptionally(e);
    }
  }
}
