package dev.fairlead.faults;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Faults of what a server knows and says; {@link Wire} has those of how it says it. */
public final class Faults {
  private static final String SEND = "eth_sendRawTransaction";

  private Faults() {}

  /** It has not heard of the newest blocks. */
  public static Fault stale(long blocks) {
    return new StaleFault(blocks);
  }

  /** From a height on it is on the branch of another real server. */
  public static Fault forked(RpcServer other, long from) {
    return new ForkedFault(other, from);
  }

  /**
   * It changes a field of a method's results.
   *
   * @param path field names and indices with slashes between, {@code *} for every element; empty
   *     for the result itself
   */
  public static Fault lying(String method, String path, UnaryOperator<JsonNode> lie) {
    return new LyingFault(method, path.isEmpty() ? List.of() : List.of(path.split("/", -1)), lie);
  }

  /** It changes a text of a method's results, as {@link #lying} does. */
  public static Fault saying(String method, String path, UnaryOperator<String> lie) {
    return lying(method, path, node -> Messages.text(lie.apply(node.asString(""))));
  }

  /** It answers {@code null}; to these methods, or to all. */
  public static Fault nulls(String... methods) {
    return replacing(Messages::nothing, methods);
  }

  /** It answers with an error; to these methods, or to all. */
  public static Fault errors(int code, String message, String... methods) {
    return replacing(request -> Messages.error(request, code, message), methods);
  }

  /** It answers a method {@code null} for so many times, as one whose index lags. */
  public static Fault nullAtFirst(int times, String method) {
    AtomicInteger left = new AtomicInteger(times);
    return new Fault() {
      @Override
      public ObjectNode answer(ObjectNode request, RpcServer behind) {
        return Messages.method(request).equals(method) && left.getAndDecrement() > 0
            ? Messages.nothing(request)
            : behind.ask(request);
      }
    };
  }

  /** Its receipts have no logs for so many times. */
  public static Fault noLogsAtFirst(int times) {
    AtomicInteger left = new AtomicInteger(times);
    return new Fault() {
      @Override
      public ObjectNode answer(ObjectNode request, RpcServer behind) {
        ObjectNode answer = behind.ask(request);
        JsonNode result = answer.path("result");
        boolean receipts =
            Set.of("eth_getBlockReceipts", "eth_getTransactionReceipt")
                .contains(Messages.method(request));
        if (receipts && !result.isNull() && !result.isEmpty() && left.getAndDecrement() > 0) {
          (result.isArray() ? result.values() : List.of(result))
              .forEach(receipt -> ((ObjectNode) receipt).putArray("logs"));
        }
        return answer;
      }
    };
  }

  /** Its logs are marked as removed, in receipts and in queries. */
  public static Fault removedLogs() {
    return new Fault() {
      @Override
      public ObjectNode answer(ObjectNode request, RpcServer behind) {
        ObjectNode answer = behind.ask(request);
        answer.findParents("removed").forEach(log -> ((ObjectNode) log).put("removed", true));
        return answer;
      }
    };
  }

  /** It answers {@code eth_getLogs} without the logs of its newest block. */
  public static Fault logsWithoutNewest() {
    return new Fault() {
      @Override
      public ObjectNode answer(ObjectNode request, RpcServer behind) {
        ObjectNode answer = behind.ask(request);
        if (answer.get("result") instanceof ArrayNode logs
            && Messages.method(request).equals("eth_getLogs")) {
          JsonNode newest = behind.ask(Messages.request("eth_blockNumber")).path("result");
          logs.removeIf(log -> log.path("blockNumber").equals(newest));
        }
        return answer;
      }
    };
  }

  /** It answers every query of logs twice over. */
  public static Fault logsTwice() {
    return lying(
        "eth_getLogs",
        "",
        logs -> {
          ArrayNode twice = ((ArrayNode) logs).deepCopy();
          logs.forEach(twice::add);
          return twice;
        });
  }

  /** It serves another chain. */
  public static Fault wrongChain(long id) {
    return replacing(request -> Messages.result(request, Messages.quantity(id)), "eth_chainId");
  }

  /** Its tag stands at a height, whatever the chain does. */
  public static Fault tagAt(String tag, long number) {
    return new Fault() {
      @Override
      public ObjectNode answer(ObjectNode request, RpcServer behind) {
        boolean tagged = Messages.parameter(request, 0).asString("").equals(tag);
        return behind.ask(tagged ? Messages.with(request, 0, Messages.quantity(number)) : request);
      }
    };
  }

  /** It takes a transaction, answers with its hash and tells nobody. */
  public static Fault swallowing(UnaryOperator<String> hashOfRaw) {
    return replacing(
        request ->
            Messages.result(
                request,
                Messages.text(hashOfRaw.apply(Messages.parameter(request, 0).asString("")))),
        SEND);
  }

  /** It says of transactions, by their hashes, that they are in the block under way. */
  public static Fault promising(Supplier<? extends Collection<String>> hashes) {
    return new Fault() {
      @Override
      public ObjectNode answer(ObjectNode request, RpcServer behind) {
        ObjectNode answer = behind.ask(request);
        if (Messages.parameter(request, 0).asString("").equals("pending")
            && answer.path("result").path("transactions") instanceof ArrayNode transactions) {
          hashes.get().forEach(transactions::add);
        }
        return answer;
      }
    };
  }

  /** It passes a transaction on and answers with another hash. */
  public static Fault anotherHash(String hash) {
    return saying(SEND, "", _ -> hash);
  }

  /** Its answers have ids that nobody asked with. */
  public static Fault wrongIds() {
    return answers(all -> {
      all.forEach(answer -> answer.put("id", answer.path("id").asLong(0) + 1_000_000));
      return all;
    });
  }

  /** It gives each answer twice. */
  public static Fault doubledAnswers() {
    return answers(all -> all.stream().flatMap(a -> List.of(a, a).stream()).toList());
  }

  /** It answers a batch in the opposite order. */
  public static Fault reordered() {
    return answers(List::reversed);
  }

  /** It gives the results of a batch to each other's ids. */
  public static Fault crossed() {
    return answers(all -> {
      Map<Integer, JsonNode> ids = new HashMap<>();
      for (int i = 0; i < all.size(); i++) {
        ids.put(i, all.get(i).path("id"));
      }
      for (int i = 0; i < all.size(); i++) {
        all.get(i).set("id", ids.get(all.size() - 1 - i));
      }
      return all;
    });
  }

  /** It leaves the last answer of a batch out. */
  public static Fault incomplete() {
    return answers(all -> all.size() < 2 ? all : all.subList(0, all.size() - 1));
  }

  private static Fault answers(UnaryOperator<List<ObjectNode>> change) {
    return new Fault() {
      @Override
      public List<ObjectNode> answers(List<ObjectNode> answers) {
        return change.apply(answers);
      }
    };
  }

  private interface Instead {
    ObjectNode of(ObjectNode request);
  }

  private static Fault replacing(Instead instead, String... methods) {
    List<String> named = Arrays.asList(methods);
    return new Fault() {
      @Override
      public ObjectNode answer(ObjectNode request, RpcServer behind) {
        return Messages.isOneOf(request, named) ? instead.of(request) : behind.ask(request);
      }
    };
  }
}
