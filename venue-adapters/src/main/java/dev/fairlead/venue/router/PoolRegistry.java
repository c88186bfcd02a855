package dev.fairlead.venue.router;

import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;
import dev.fairlead.venue.PoolFactory;
import dev.fairlead.venue.read.Words;

/** Where a router finds its pools, which tells the pool of a hop that it was asked for. */
public sealed interface PoolRegistry {
  /** The contract that vouches for the pools. */
  Address address();

  /**
   * What the market knows a hop's pool by.
   *
   * @throws IllegalArgumentException if no pool from here is named so
   */
  Bytes poolKey(RouterHop hop);

  /** A factory; a hop says what its pool is of. */
  record Factory(PoolFactory factory) implements PoolRegistry {
    @Override
    public Address address() {
      return factory.address();
    }

    @Override
    public Bytes poolKey(RouterHop hop) {
      return Words.key(
          switch (hop) {
            case RouterHop.UniswapV2(Address in, Address out) -> factory.pair(in, out);
            case RouterHop.UniswapV3(Address in, Address out, int fee) ->
                factory.pool(in, out, fee);
            case RouterHop.UniswapV4 _, RouterHop.BalancerV2 _, RouterHop.BalancerV3 _ ->
                throw new IllegalArgumentException("no pool of a factory: " + hop);
          });
    }
  }

  /** One contract that holds all pools; a hop names its pool. */
  record Vault(Address address) implements PoolRegistry {
    @Override
    public Bytes poolKey(RouterHop hop) {
      return switch (hop) {
        case RouterHop.UniswapV4 pool -> Words.key(pool.key().id());
        case RouterHop.BalancerV2 pool -> Words.key(pool.poolId());
        case RouterHop.BalancerV3 pool -> Words.key(pool.pool());
        case RouterHop.UniswapV2 _, RouterHop.UniswapV3 _ ->
            throw new IllegalArgumentException("no pool of a vault: " + hop);
      };
    }
  }
}
