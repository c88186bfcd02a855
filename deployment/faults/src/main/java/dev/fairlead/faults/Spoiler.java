package dev.fairlead.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Applies the faults of the moment to one message after the other, and counts what it changed. */
final class Spoiler implements AutoCloseable {
  private final Consumer<String> heard;
  private final AtomicInteger spoiled = new AtomicInteger();
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile List<Fault> faults = List.of();

  Spoiler(Consumer<String> heard) {
    this.heard = heard;
  }

  void commit(List<Fault> faults) {
    this.faults = faults;
  }

  int spoiled() {
    return spoiled.get();
  }

  boolean isHonest() {
    return faults.isEmpty();
  }

  /** Tells of a message before it is passed on. */
  void hear(String message) {
    heard.accept(message);
  }

  /** What goes out for a client's message, each as a message of its own. */
  List<Delivery> answer(JsonNode message, RpcServer behind) {
    List<Fault> active = faults;
    List<ObjectNode> answers = new ArrayList<>();
    for (JsonNode request : message.isArray() ? message.values() : List.of(message)) {
      answers.add(answer((ObjectNode) request, behind, active));
    }
    List<ObjectNode> given = answers.stream().map(ObjectNode::deepCopy).toList();
    for (Fault fault : active) {
      given = fault.answers(new ArrayList<>(given));
    }
    count(!given.equals(answers));
    List<String> bodies =
        message.isArray()
            ? List.of(Messages.JSON.writeValueAsString(given))
            : given.stream().map(Messages.JSON::writeValueAsString).toList();
    return bodies.stream().map(body -> deliver(Delivery.of(body), active)).toList();
  }

  /** What goes out for a message of a subscription. */
  List<Delivery> announce(JsonNode message) {
    List<Fault> active = faults;
    List<JsonNode> given = List.of(message);
    for (Fault fault : active) {
      given = given.stream().flatMap(one -> fault.announce(one).stream()).toList();
    }
    count(!given.equals(List.of(message)));
    return given.stream()
        .map(Messages.JSON::writeValueAsString)
        .map(body -> deliver(Delivery.of(body), active))
        .toList();
  }

  /** Waits; false once the proxy is closed. */
  boolean pause(Duration time) {
    try {
      return !closed.await(time.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private ObjectNode answer(ObjectNode request, RpcServer behind, List<Fault> active) {
    Witness witness = new Witness(request, behind);
    RpcServer server = witness;
    for (Fault fault : active) {
      RpcServer below = server;
      server = asked -> fault.answer(asked, below);
    }
    ObjectNode answer = server.ask(request);
    count(!answer.equals(witness.said));
    return answer;
  }

  private Delivery deliver(Delivery honest, List<Fault> active) {
    Delivery given = honest;
    for (Fault fault : active) {
      given = fault.deliver(given);
    }
    count(!given.equals(honest));
    return given;
  }

  /** Something did not go as it should. */
  void count() {
    spoiled.incrementAndGet();
  }

  private void count(boolean changed) {
    if (changed) {
      count();
    }
  }

  @Override
  public void close() {
    closed.countDown();
  }

  /** Remembers what the real server said to the request itself. */
  private static final class Witness implements RpcServer {
    private final ObjectNode original;
    private final RpcServer behind;
    private @Nullable ObjectNode said;

    Witness(ObjectNode original, RpcServer behind) {
      this.original = original;
      this.behind = behind;
    }

    @Override
    public ObjectNode ask(ObjectNode request) {
      ObjectNode answer = behind.ask(request);
      if (request.equals(original)) {
        said = answer.deepCopy();
      }
      return answer;
    }
  }
}
