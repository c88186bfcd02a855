package dev.fairlead.venue.router;

import java.util.List;

/** What a venue's own router is: how it is called, and what it costs beside the executor. */
public enum RouterKind {
  /** UniswapV2Router02. */
  UNISWAP_V2(RouterHop.UniswapV2.class, 1_900, -1_600),
  /** Uniswap V3's first, which knows deadlines. */
  SWAP_ROUTER(RouterHop.UniswapV3.class, 3_000, -3_800),
  /** Uniswap V3's second. */
  SWAP_ROUTER_02(RouterHop.UniswapV3.class, 0, -3_800),
  /** Uniswap's router of all its versions, over V4's pools; Permit2 has to be approved for it. */
  UNIVERSAL_ROUTER(RouterHop.UniswapV4.class, -56_900, -4_660),
  /** Balancer V2's Vault, which is its own router. */
  BALANCER_V2_VAULT(RouterHop.BalancerV2.class, -12_500, 45_500),
  /** Balancer V3's Router, over one pool; Permit2 has to be approved for it. */
  BALANCER_V3_ROUTER(RouterHop.BalancerV3.class, 0, -54_600);

  /** No approval by Permit2, and nothing to wrap and to unwrap. */
  private static final int SAVED_BY_COIN = 85_100;

  private final Class<? extends RouterHop> hop;
  private final int saved;
  private final int savedByHop;

  RouterKind(Class<? extends RouterHop> hop, int saved, int savedByHop) {
    this.hop = hop;
    this.saved = saved;
    this.savedByHop = savedByHop;
  }

  /**
   * The gas that a trade over so many pools saves here against the executor, or costs more where it
   * is negative: an estimate from measured trades.
   *
   * @param coin whether it sells the coin itself
   */
  public int gasSaved(int hops, boolean coin) {
    return saved + hops * savedByHop + (coin ? SAVED_BY_COIN : 0);
  }

  /** Whether it takes what is sold by Permit2, and not by itself. */
  public boolean takesByPermit2() {
    return this == UNIVERSAL_ROUTER || this == BALANCER_V3_ROUTER;
  }

  /** Whether it leads over these pools, one after the other. */
  boolean takes(List<RouterHop> pools) {
    return pools.stream().allMatch(hop::isInstance)
        && (this != BALANCER_V3_ROUTER || pools.size() == 1);
  }

  RouterCodec codec() {
    return switch (this) {
      case UNISWAP_V2 -> new UniswapV2Codec();
      case SWAP_ROUTER -> new SwapRouterCodec();
      case SWAP_ROUTER_02 -> new SwapRouter02Codec();
      case UNIVERSAL_ROUTER -> new UniversalRouterCodec();
      case BALANCER_V2_VAULT -> new BalancerVaultCodec();
      case BALANCER_V3_ROUTER -> new BalancerV3RouterCodec();
    };
  }
}
