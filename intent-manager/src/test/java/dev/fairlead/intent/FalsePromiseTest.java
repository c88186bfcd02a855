package dev.fairlead.intent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.chain.SoftConfirmation;
import dev.fairlead.chain.rpc.RpcEndpoint;
import dev.fairlead.faults.FaultProxy;
import dev.fairlead.faults.Faults;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Token;
import dev.fairlead.model.TxHash;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.intent.IntentEvent;
import dev.fairlead.model.intent.IntentId;
import dev.fairlead.model.intent.Privacy;
import dev.fairlead.model.intent.TransactionRole;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A trade whose pre-confirmation does not come true, on the devnet. */
final class FalsePromiseTest {
  @Test
  @DisplayName(
      "failures #82, #105: a promise that no block keeps trades nothing, and nothing twice")
  void tradesOnceAfterAPromiseThatWasBroken() throws InterruptedException {
    AtomicReference<FaultProxy> way = new AtomicReference<>();
    DevnetWorld world =
        new DevnetWorld(
            new MemoryStore(InstantSource.system()),
            real -> through(way, real),
            new SoftConfirmation.Pending(Duration.ofMillis(50)),
            RouterUse.WHEN_CHEAPER);
    try (FaultProxy proxy = way.get();
        world) {
      IntentEngine engine = world.start();
      Set<String> taken = ConcurrentHashMap.newKeySet();
      proxy.commit(
          Faults.promising(() -> taken),
          Faults.swallowing(raw -> {
            String hash = Bytes.parse(raw).keccak256().toString();
            taken.add(hash);
            return hash;
          }));
      Token weth = world.tokens.weth();
      Uint256 before = world.balance(weth);
      long nonce = world.dev.anvil().nonce(world.signer.account());
      IntentId id = new IntentId(UUID.randomUUID());
      engine
          .desk()
          .submit(world.sell(id, world.tokens.usdc(), 2_000, weth, Privacy.PUBLIC), "desk");
      TxHash trade = hash(world.await(id, IntentStatus.SUBMITTED).details());
      world.await(() -> world.chain().preconfirmation(trade).isPresent());
      world.mine();
      world.mine();
      world.mine();
      world.await(() -> world.chain().health().brokenPromises() > 0);
      assertThat(world.names(id)).doesNotContain("Included", "Settled");
      assertThat(world.balance(weth)).isEqualTo(before);

      proxy.commit();
      IntentState end = world.finish(id);
      assertThat(end.status()).isEqualTo(IntentStatus.SETTLED);
      assertThat(world.lifeOf(id).getLast())
          .isInstanceOfSatisfying(
              IntentEvent.Settled.class,
              settled ->
                  assertThat(settled.bought().units())
                      .isEqualTo(world.balance(weth).minus(before)));
      assertThat(end.details().slots()).allMatch(slot -> slot.payloads().size() == 1);
      assertThat(world.dev.anvil().nonce(world.signer.account()))
          .isEqualTo(nonce + end.details().slots().size());
      assertThat(world.stops).isEmpty();
    }
  }

  private static RpcEndpoint through(AtomicReference<FaultProxy> way, RpcEndpoint real) {
    FaultProxy proxy = FaultProxy.before(real.http().orElseThrow(), real.webSocket());
    way.set(proxy);
    return RpcEndpoint.of(proxy.http(), Optional.of(proxy.webSocket()));
  }

  private static TxHash hash(OpenIntent life) {
    return life.payloads()
        .filter(payload -> payload.role() == TransactionRole.TRADE)
        .map(payload -> payload.signed())
        .flatMap(signed -> Optional.ofNullable(signed).stream())
        .findFirst()
        .orElseThrow()
        .hash();
  }
}
