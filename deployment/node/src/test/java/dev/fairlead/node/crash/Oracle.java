package dev.fairlead.node.crash;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.fairlead.api.v1.AssetAmount;
import dev.fairlead.api.v1.IntentSettled;
import dev.fairlead.api.v1.TransactionRole;
import dev.fairlead.api.v1.TransactionSigned;
import dev.fairlead.model.Token;
import dev.fairlead.node.crash.ChainFacts.Mined;
import dev.fairlead.node.crash.LogFacts.Stored;
import java.math.BigInteger;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Says whether all is right, from the chain, the database and what the wiretaps saw; the node is
 * not asked. After each life the whole history is judged, not only this life.
 */
final class Oracle {
  private static final String SIGNED = "transaction.signed.v1";
  private static final String APPROVE = "0x095ea7b3";

  private final List<Token> tokens;
  private final ChainFacts chain;
  private final LogFacts log;
  private final Wiretap rpc;
  private final Wiretap relay;
  private final Set<UUID> secret = new HashSet<>();

  Oracle(List<Token> tokens, ChainFacts chain, LogFacts log, Wiretap rpc, Wiretap relay) {
    this.tokens = tokens;
    this.chain = chain;
    this.log = log;
    this.rpc = rpc;
    this.relay = relay;
  }

  /** What the account has of each token now. */
  Map<Token, BigInteger> balances() {
    Map<Token, BigInteger> balances = new HashMap<>();
    tokens.forEach(token -> balances.put(token, chain.balance(token.address(), chain.account())));
    return balances;
  }

  /** The number of the newest block. */
  long height() {
    return chain.height();
  }

  /**
   * Judges one life that is over, and everything before it.
   *
   * @param before the balances at its beginning
   * @param cutAt the height of the chain when the node was killed
   */
  void judge(CrashCase crash, UUID intent, Map<Token, BigInteger> before, long cutAt)
      throws SQLException, InterruptedException, InvalidProtocolBufferException {
    if (crash.flow().isPrivate()) {
      secret.add(intent);
    }
    awaitProjections();
    List<Stored> events = log.events();
    List<Mined> mined = chain.mined();
    judgeLife(crash, intent, before, events, mined);
    if (crash.isBeforeBinding()) {
      assertThat(LogTypes.pricedAt(events.stream().filter(e -> e.isOf(intent)).toList()))
          .as("the block of the plan that was carried out")
          .isGreaterThanOrEqualTo(cutAt);
    }
    judgeBytes(events, mined);
    judgeNonces(mined);
    judgeTrades(events, mined);
    judgeLog(events);
    judgeProjections(events);
  }

  private void judgeLife(
      CrashCase crash,
      UUID intent,
      Map<Token, BigInteger> before,
      List<Stored> events,
      List<Mined> mined)
      throws InvalidProtocolBufferException, SQLException {
    List<Stored> life = events.stream().filter(event -> event.isOf(intent)).toList();
    List<Stored> ends = life.stream().filter(e -> Strategy.ENDS.contains(e.type())).toList();
    assertThat(ends).as("ends of intent %s", intent).hasSize(1);
    Stored end = ends.getFirst();
    assertThat(end).as("the end is the last event").isEqualTo(life.getLast());
    assertThat(end.type()).isIn(crash.flow().ends());
    assertThat(log.keysOf(intent)).as("idempotency keys").isOne();
    Map<String, TransactionSigned> signed = signed(life);
    List<Mined> trades =
        mined.stream()
            .filter(tx ->
                signed.containsKey(tx.hash())
                    && signed.get(tx.hash()).getRole() == TransactionRole.TRANSACTION_ROLE_TRADE)
            .toList();
    assertThat(
            signed.values().stream()
                .filter(s -> s.getRole() == TransactionRole.TRANSACTION_ROLE_TRADE))
        .as("trades that were ever signed for one intent")
        .hasSizeLessThanOrEqualTo(1);
    Map<Token, BigInteger> expected = new HashMap<>(before);
    if (end.type().equals(Strategy.SETTLED)) {
      IntentSettled settled = IntentSettled.parseFrom(end.payload());
      assertThat(trades).as("mined trades of a settled intent").hasSize(1);
      assertThat(trades.getFirst().succeeded()).isTrue();
      assertThat(trades.getFirst().hash()).isEqualTo(settled.getHash());
      move(expected, settled.getSold(), -1);
      move(expected, settled.getBought(), 1);
    } else {
      assertThat(trades).as("mined trades of a cancelled intent").isEmpty();
    }
    assertThat(balances()).as("balances after one trade or none").isEqualTo(expected);
  }

  private void move(Map<Token, BigInteger> balances, AssetAmount amount, int sign) {
    Token token =
        tokens.stream()
            .filter(t -> t.address().toString().equals(amount.getAsset().getAddress()))
            .findFirst()
            .orElseThrow();
    BigInteger change = new BigInteger(amount.getAmount()).multiply(BigInteger.valueOf(sign));
    balances.merge(token, change, BigInteger::add);
  }

  /** Bytes are durable before they leave, and leave through their intent's channel alone. */
  private void judgeBytes(List<Stored> events, List<Mined> mined)
      throws InvalidProtocolBufferException {
    assertThat(rpc.sightings()).allMatch(Wiretap.Sighting::durable, "durable before they leave");
    assertThat(relay.sightings()).allMatch(Wiretap.Sighting::durable, "durable before they leave");
    Map<String, TransactionSigned> signed = signed(events);
    for (Mined transaction : mined) {
      if (transaction.nonce() > 0) {
        assertThat(signed).as("bytes in a block").containsKey(transaction.hash());
      }
    }
    Map<String, Long> signedAt = new HashMap<>();
    Set<String> secretHashes = new HashSet<>();
    for (Stored event : events) {
      if (event.type().equals(SIGNED)) {
        String hash = TransactionSigned.parseFrom(event.payload()).getHash();
        assertThat(signedAt.put(hash, event.position())).as("signed twice: %s", hash).isNull();
        if (secret.stream().anyMatch(event::isOf)) {
          secretHashes.add(hash);
        }
      } else if (event.type().equals("transaction.submitted.v1")
          || event.type().equals("transaction.included.v1")) {
        String hash = LogTypes.hash(event);
        assertThat(signedAt).as("signed before event %d", event.position()).containsKey(hash);
      }
    }
    assertThat(rpc.sightings())
        .as("private bytes at the public endpoint")
        .noneMatch(s -> secretHashes.contains(s.raw().keccak256().toString()));
    assertThat(relay.sightings())
        .as("public bytes at the relay")
        .allMatch(s -> secretHashes.contains(s.raw().keccak256().toString()));
  }

  /** No gap, nothing left waiting, every nonce bound once and used once. */
  private void judgeNonces(List<Mined> mined) throws SQLException {
    for (int i = 0; i < mined.size(); i++) {
      assertThat(mined.get(i).nonce()).as("nonces in blocks").isEqualTo(i);
    }
    assertThat(chain.nonce(false)).isEqualTo(mined.size());
    assertThat(chain.nonce(true)).as("nothing waits in the pool").isEqualTo(mined.size());
    assertThat(chain.poolIsEmpty()).as("nothing is queued behind a gap").isTrue();
    assertThat(log.claimedNonces())
        .as("nonces bound in the log; the first deployed the executor")
        .isEqualTo(mined.stream().map(Mined::nonce).filter(nonce -> nonce > 0).toList());
  }

  /** By the look of the chain alone: as many trades as settlements. */
  private void judgeTrades(List<Stored> events, List<Mined> mined) {
    Set<String> tokenAddresses = new HashSet<>();
    tokens.forEach(t -> tokenAddresses.add(t.address().toString().toLowerCase(Locale.ROOT)));
    long trades =
        mined.stream()
            .filter(tx -> tx.nonce() > 0)
            .filter(tx -> !tx.to().equals(chain.account()))
            .filter(tx -> !(tokenAddresses.contains(tx.to()) && tx.input().startsWith(APPROVE)))
            .count();
    assertThat(trades)
        .as("trades in blocks, for as many settlements")
        .isEqualTo(events.stream().filter(e -> e.type().equals(Strategy.SETTLED)).count());
  }

  private void judgeLog(List<Stored> events) throws SQLException {
    for (int i = 0; i < events.size(); i++) {
      Stored event = events.get(i);
      assertThat(event.position()).as("positions without a gap").isEqualTo(i + 1L);
      if (i > 0) {
        assertThat(event.previous())
            .as("the hash before position %d", event.position())
            .isEqualTo(events.get(i - 1).hash());
      }
    }
    Map<String, Long> versions = new HashMap<>();
    for (Stored event : events) {
      assertThat(event.version())
          .as("versions of %s", event.stream())
          .isEqualTo(versions.merge(event.stream(), 1L, Long::sum));
    }
    assertThat(log.wrongStreams()).isEmpty();
    assertThat(log.headPosition()).isEqualTo(events.getLast().position());
    assertThat(log.headHash()).isEqualTo(events.getLast().hash());
  }

  private void judgeProjections(List<Stored> events) throws SQLException {
    assertThat(log.index()).isEqualTo(LogTypes.index(events));
  }

  /** Up to the last event of an intent: what lies beyond is none of the index's own. */
  private void awaitProjections() throws SQLException, InterruptedException {
    long end = System.nanoTime() + 20_000_000_000L;
    long last =
        log.events().stream()
            .filter(event -> event.stream().startsWith("intent/"))
            .mapToLong(Stored::position)
            .max()
            .orElse(0);
    while (log.projected() < last) {
      assertThat(System.nanoTime()).as("projections catch up within 20 s").isLessThan(end);
      Thread.onSpinWait();
    }
  }

  private static Map<String, TransactionSigned> signed(List<Stored> events)
      throws InvalidProtocolBufferException {
    Map<String, TransactionSigned> signed = new HashMap<>();
    for (Stored event : events) {
      if (event.type().equals(SIGNED)) {
        TransactionSigned payload = TransactionSigned.parseFrom(event.payload());
        assertThat(LogTypes.keccak(payload.getRaw())).isEqualTo(payload.getHash());
        signed.put(payload.getHash(), payload);
      }
    }
    return signed;
  }
}
