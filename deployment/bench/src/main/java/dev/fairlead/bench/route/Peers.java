package dev.fairlead.bench.route;

import dev.fairlead.parts.NpmTree;
import dev.fairlead.parts.PartsCache;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The routers that ours is held against. */
final class Peers {
  private static final String[] SCRIPTS = {"peer.cjs", "tines.cjs", "sor.cjs", "v2sdk.cjs"};

  private Peers() {}

  /** Those that need nothing but this JVM. */
  static List<Peer> plain() {
    return List.of(
        new Peer("JGraphT Dijkstra", 50_000, (market, _) -> PlainPaths.dijkstra(market)),
        new Peer("JGraphT Yen 10", 50_000, (market, _) -> PlainPaths.yen(market, 10)),
        new Peer("JGraphT Yen 50", 5_000, (market, _) -> PlainPaths.yen(market, 50)));
  }

  /** All, with those that npm carries. */
  static List<Peer> all(PartsCache cache) {
    Path packages = NpmTree.beside(Peers.class, "bench-route-peers", SCRIPTS).in(cache);
    List<Peer> all =
        new ArrayList<>(
            List.of(
                node(packages, "tines multi", 5_000, true, "tines.cjs", "multi"),
                node(packages, "tines single", 5_000, true, "tines.cjs", "single"),
                node(packages, "balancer sor", 50_000, true, "sor.cjs", ""),
                node(packages, "v2-sdk", 500, false, "v2sdk.cjs", "")));
    all.addAll(plain());
    return all;
  }

  private static Peer node(
      Path packages, String name, int pools, boolean countsFractions, String script, String mode) {
    String program = packages.resolve(script).toString();
    return new Peer(
        name,
        pools,
        (_, file) ->
            NodeRouter.start(
                name, countsFractions, List.of("node", program, file.toString(), mode)));
  }
}
