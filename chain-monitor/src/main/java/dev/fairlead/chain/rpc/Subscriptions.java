package dev.fairlead.chain.rpc;

import dev.fairlead.chain.ChainException;
import dev.fairlead.chain.json.JsonInput;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;

/** What is listened to on a web socket, and the messages that begin and end it. */
final class Subscriptions {
  private final LongSupplier ids;
  private final RpcDecoder decoder;
  private final List<Wanted> wanted = new CopyOnWriteArrayList<>();

  Subscriptions(LongSupplier ids, RpcDecoder decoder) {
    this.ids = ids;
    this.decoder = decoder;
  }

  /** One of them; compared by identity, as the same may be wanted twice. */
  static final class Wanted {
    private final String params;
    private final Subscription.Listener listener;

    private Wanted(String params, Subscription.Listener listener) {
      this.params = params;
      this.listener = listener;
    }

    Subscription.Listener listener() {
      return listener;
    }
  }

  Wanted add(String params, Subscription.Listener listener) {
    Wanted added = new Wanted(params, listener);
    wanted.add(added);
    return added;
  }

  void remove(Wanted ended) {
    wanted.remove(ended);
  }

  boolean isWanted(Wanted one) {
    return wanted.contains(one);
  }

  List<Wanted> all() {
    return List.copyOf(wanted);
  }

  Parcel subscribe(Wanted one) {
    return parcel("eth_subscribe", one.params);
  }

  Parcel unsubscribe(String id) {
    return parcel("eth_unsubscribe", "[\"" + id + "\"]");
  }

  /** The id that notifications will have; empty, and its listener told, if it was refused. */
  Optional<String> begun(Wanted one, Answer answer, long request) {
    RpcReply<?> reply =
        decoder
            .decode(answer.body(), 1, id -> id == request ? JsonInput::text : null)
            .values()
            .iterator()
            .next();
    return switch (reply) {
      case RpcReply.Result<?>(String id) when isPlain(id) -> Optional.of(id);
      case RpcReply.Result<?> _ ->
          throw ChainException.retryable("a subscription's id makes no sense");
      case RpcReply.Failed<?>(RpcError error) -> {
        one.listener.refused(error.toString());
        yield Optional.empty();
      }
    };
  }

  private Parcel parcel(String method, String params) {
    long id = ids.getAsLong();
    String body =
        "{\"jsonrpc\":\"2.0\",\"id\":%d,\"method\":\"%s\",\"params\":%s}"
            .formatted(id, method, params);
    return new Parcel(body.getBytes(StandardCharsets.UTF_8), id, 1, java.util.Map.of());
  }

  /** It is written into a message again. */
  private static boolean isPlain(String id) {
    return id.matches("[0-9A-Za-z_-]{1,128}");
  }
}
