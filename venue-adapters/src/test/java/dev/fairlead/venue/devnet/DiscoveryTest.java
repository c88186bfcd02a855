package dev.fairlead.venue.devnet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.chain.Chain;
import dev.fairlead.chain.Log;
import dev.fairlead.chain.LogQuery;
import dev.fairlead.chain.abi.Signature;
import dev.fairlead.devnet.deploy.Deployment;
import dev.fairlead.model.Address;
import dev.fairlead.model.BlockNumber;
import dev.fairlead.model.BlockRef;
import dev.fairlead.model.Bytes;
import dev.fairlead.venue.Pool;
import dev.fairlead.venue.VenueAdapter;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DiscoveryTest {
  private final Playground playground = new Playground();
  private final Chain chain = playground.chain();
  private final BlockRef newest = playground.newest();
  private final Deployment deployment = playground.deployment();
  private final DevVenues venues = DevVenues.of(playground.dev());

  @AfterAll
  void stop() {
    playground.close();
  }

  @Test
  void findsEveryPoolOfEveryVenueButTheComposableStableOne() {
    assertThat(addresses(venues.uniswapV2()))
        .containsExactlyInAnyOrderElementsOf(
            deployment.uniswapV2().pairs().stream()
                .map(Deployment.UniswapV2.Pair::address)
                .toList());
    assertThat(addresses(venues.uniswapV3()))
        .containsExactlyInAnyOrderElementsOf(
            deployment.uniswapV3().pools().stream()
                .map(Deployment.UniswapV3.Pool::address)
                .toList());
    assertThat(venues.uniswapV4().load(chain, newest))
        .extracting(pool -> pool.id().key())
        .containsExactlyInAnyOrderElementsOf(
            deployment.uniswapV4().pools().stream()
                .map(pool -> Bytes.wrap(pool.id().toArray()))
                .toList());
    assertThat(addresses(venues.balancerV2()))
        .containsExactlyInAnyOrderElementsOf(
            deployment.balancerV2().pools().stream()
                .filter(pool -> pool.kind() != Deployment.BalancerV2.Kind.COMPOSABLE_STABLE)
                .map(Deployment.BalancerV2.Pool::address)
                .toList());
    assertThat(addresses(venues.curve())).containsExactly(deployment.curve().pool());
  }

  @Test
  void givesAllPoolsTheSameInstanceOfAToken() {
    List<Pool> pools = venues.all().stream().flatMap(a -> a.load(chain, newest).stream()).toList();

    long distinct =
        pools.stream()
            .flatMap(pool -> pool.tokens().stream())
            .map(System::identityHashCode)
            .distinct()
            .count();

    assertThat(distinct).isEqualTo(deployment.tokens().all().size());
  }

  @Test
  @DisplayName("failures #150: takes no pool that its factory did not deploy")
  void takesNoPoolThatItsFactoryDidNotDeploy() {
    Log genuine = announcement("PairCreated(address,address,address,uint256)");
    Address impostor = Address.parse("0x00000000000000000000000000000000DeaDBeef");
    Log otherPair = new Log(genuine.address(), genuine.topics(), withPair(genuine, impostor), 0);
    Log otherFactory = new Log(impostor, genuine.topics(), genuine.data(), 0);

    assertThat(venues.uniswapV2().load(chain, newest, List.of(genuine))).hasSize(1);
    assertThat(venues.uniswapV2().load(chain, newest, List.of(otherPair))).isEmpty();
    assertThat(venues.uniswapV2().load(chain, newest, List.of(otherFactory))).isEmpty();
  }

  private List<Address> addresses(VenueAdapter adapter) {
    return adapter.load(chain, newest).stream().map(pool -> pool.id().key().addressAt(0)).toList();
  }

  private Log announcement(String event) {
    return chain
        .logs(
            new LogQuery(
                new BlockNumber(0),
                newest,
                List.of(deployment.uniswapV2().factory()),
                List.of(List.of(Signature.of(event).topic()))))
        .getFirst();
  }

  private static Bytes withPair(Log log, Address pair) {
    byte[] data = log.data().toArray();
    pair.writeTo(data, 12);
    return Bytes.wrap(data);
  }
}
