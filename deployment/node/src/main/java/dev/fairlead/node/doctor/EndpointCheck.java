package dev.fairlead.node.doctor;

import dev.fairlead.chain.ChainException;
import dev.fairlead.chain.ChainProfile;
import dev.fairlead.chain.ChainProfile.Finality;
import dev.fairlead.chain.endpoint.Endpoint;
import dev.fairlead.chain.endpoint.EndpointRole;
import dev.fairlead.chain.rpc.RpcError;
import dev.fairlead.chain.rpc.RpcReply;
import dev.fairlead.model.Address;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;

/** One endpoint: whether it is there, of the right chain, and serves what a node asks of it. */
final class EndpointCheck {
  private static final Duration SHORTEST_AGE = Duration.ofSeconds(60);
  private static final Duration SKEW = Duration.ofSeconds(15);
  private static final Duration SUBSCRIPTION_PATIENCE = Duration.ofSeconds(10);
  private static final String ANSWERS = "answers";

  private final ChainProfile profile;
  private final Endpoint endpoint;
  private final Asking asking;
  private final InstantSource clock;
  private final Sheet sheet;

  EndpointCheck(
      ChainProfile profile, Endpoint endpoint, Asking asking, InstantSource clock, Sheet sheet) {
    this.profile = profile;
    this.endpoint = endpoint;
    this.asking = asking;
    this.clock = clock;
    this.sheet = sheet.about("endpoint " + endpoint.name());
  }

  /** The state after its head; empty if nothing more can be asked of it. */
  Optional<State> examine() throws InterruptedException {
    if (!isOfTheChain()) {
      return Optional.empty();
    }
    sheet.attempt("client", () -> sheet.proved("client", asking.clientVersion()));
    if (!endpoint.roles().contains(EndpointRole.READ)
        && !endpoint.roles().contains(EndpointRole.QUORUM)) {
      return Optional.empty();
    }
    Optional<HeadBlock> head = head();
    if (head.isEmpty()) {
      return Optional.empty();
    }
    State state = new State(asking, head.get());
    methods(state);
    tags();
    depth(state);
    subscription();
    return Optional.of(state);
  }

  private boolean isOfTheChain() {
    long id;
    long asked = System.nanoTime();
    try {
      id = asking.chainId();
    } catch (ChainException e) {
      sheet.wrong(
          ANSWERS,
          "it does not: " + e.getMessage(),
          "check its address, its key and the network, or take it out of the configuration");
      return false;
    }
    Duration took = Duration.ofNanos(System.nanoTime() - asked);
    sheet.proved(ANSWERS, "in " + took.toMillis() + " ms, connection included");
    if (id != profile.id().value()) {
      sheet.wrong(
          "chain id",
          "it serves chain %d instead of chain %s".formatted(id, profile.id()),
          "give chain " + profile.name() + " an endpoint of its own");
      return false;
    }
    sheet.proved("chain id", String.valueOf(id));
    return true;
  }

  private Optional<HeadBlock> head() {
    Optional<HeadBlock> head;
    try {
      head = asking.block("latest");
    } catch (ChainException e) {
      sheet.wrong("head", "it does not say: " + e.getMessage(), "use another endpoint");
      return Optional.empty();
    }
    if (head.isEmpty()) {
      sheet.wrong("head", "it has no latest block", "wait until it has synced");
      return head;
    }
    Duration age = Duration.between(head.get().timestamp(), clock.instant());
    Duration limit = profile.blockTime().multipliedBy(10);
    Duration oldest = limit.compareTo(SHORTEST_AGE) > 0 ? limit : SHORTEST_AGE;
    String words = "block %s, %s old".formatted(head.get().ref().number(), seconds(age));
    if (age.compareTo(oldest) > 0) {
      sheet.wrong(
          "head",
          words,
          "it does not follow the chain: see whether it is syncing, and whether this machine's"
              + " clock is right");
    } else {
      sheet.proved("head", words);
    }
    clock(age);
    return head;
  }

  /** Blocks tell the time they were made at, which no head may be before. */
  private void clock(Duration age) {
    if (age.plus(SKEW).isNegative()) {
      sheet.wrong(
          "clock",
          "the head is %s ahead of this machine's clock".formatted(seconds(age.negated())),
          "set this machine's clock by NTP");
    } else if (age.compareTo(profile.blockTime().multipliedBy(2).plus(SKEW)) <= 0) {
      sheet.proved("clock", "within %s of the head's".formatted(seconds(age.abs())));
    } else {
      sheet.notProved("clock", "the head is too old to tell this machine's clock by");
    }
  }

  private void methods(State state) {
    String hash = "\"" + state.at().ref().hash() + "\"";
    String height = "\"0x" + Long.toHexString(state.at().ref().number().value()) + "\"";
    serves("eth_getBlockReceipts", "[" + hash + "]", false, "receipts are asked for one by one");
    serves("eth_getLogs", "[{\"blockHash\":" + hash + ",\"topics\":[]}]", true, "");
    serves("eth_feeHistory", "[\"0xa\"," + height + ",[50]]", true, "");
    serves(
        "eth_call",
        "[{\"to\":\"%s\",\"input\":\"0x\"},%s]".formatted(Address.ZERO, state.pinned()),
        true,
        "");
    serves(
        "eth_simulateV1",
        "[{\"blockStateCalls\":[{\"calls\":[{\"to\":\"%s\"}]}],\"validation\":false},%s]"
            .formatted(Address.ZERO, state.pinned()),
        true,
        "");
  }

  private void serves(String method, String params, boolean needed, String without) {
    RpcReply<Boolean> reply;
    try {
      reply = asking.answers(method, params);
    } catch (ChainException e) {
      sheet.notProved(method, "the endpoint did not say: " + e.getMessage());
      return;
    }
    switch (reply) {
      case RpcReply.Result<Boolean>(Boolean there) when there ->
          sheet.proved(method, "served, at the head's hash");
      case RpcReply.Result<Boolean> _ -> sheet.notProved(method, "it answers null for its head");
      case RpcReply.Failed<Boolean>(RpcError error) when !needed ->
          sheet.notProved(method, error + ": " + without);
      case RpcReply.Failed<Boolean>(RpcError error) when error.isMethodMissing() ->
          sheet.wrong(method, error.toString(), "use an endpoint that serves it");
      case RpcReply.Failed<Boolean>(RpcError error) -> sheet.notProved(method, error.toString());
    }
  }

  /** A tag that nothing rests on may be missing. */
  private void tags() {
    for (Finality.Tag tag : Finality.Tag.values()) {
      boolean settles = profile.finality() instanceof Finality.Tagged tagged && tagged.tag() == tag;
      String name = "tag " + tag.name().toLowerCase(Locale.ROOT);
      sheet.attempt(
          name,
          () -> {
            Optional<HeadBlock> tagged = asking.block(tag.name().toLowerCase(Locale.ROOT));
            if (tagged.isPresent()) {
              sheet.proved(name, "block " + tagged.get().ref().number());
            } else if (settles) {
              sheet.wrong(
                  name,
                  "the endpoint has no such block, and trades are settled by it",
                  "use another endpoint, or set confirmations");
            } else {
              sheet.notProved(name, "the endpoint has no such block; nothing rests on it");
            }
          });
    }
  }

  /** Reorgs are followed as far back as the window goes, so its blocks must be there whole. */
  private void depth(State state) {
    long head = state.at().ref().number().value();
    long lowest = Math.max(0, head - profile.window());
    String check = "window of " + profile.window() + " blocks";
    String height = "0x" + Long.toHexString(lowest);
    sheet.attempt(
        check,
        () -> {
          Optional<HeadBlock> block = asking.block(height);
          boolean receipts =
              block.isPresent()
                  && asking.answers(
                          "eth_getLogs", "[{\"blockHash\":\"" + block.get().ref().hash() + "\"}]")
                      instanceof RpcReply.Result<Boolean>(Boolean there)
                  && there;
          if (receipts) {
            sheet.proved(check, "block " + lowest + " is there with its logs");
          } else {
            sheet.wrong(
                check,
                "block " + lowest + (block.isPresent() ? " has no logs there" : " is not there"),
                "use an endpoint that keeps as many blocks");
          }
        });
  }

  private void subscription() throws InterruptedException {
    if (endpoint.rpc().webSocket().isEmpty()) {
      sheet.notProved("heads announced", "it has no web-socket, so that heads are polled");
      return;
    }
    Optional<String> silence = asking.silence(SUBSCRIPTION_PATIENCE);
    if (silence.isEmpty()) {
      sheet.proved("heads announced", "eth_subscribe to newHeads is taken");
    } else {
      sheet.wrong(
          "heads announced",
          silence.get(),
          "check its web-socket address, or leave it out: heads are polled then");
    }
  }

  private static String seconds(Duration time) {
    return time.toSeconds() + " s";
  }
}
