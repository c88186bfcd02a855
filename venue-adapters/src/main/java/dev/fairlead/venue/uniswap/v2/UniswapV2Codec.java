package dev.fairlead.venue.uniswap.v2;

import dev.fairlead.model.Uint256;
import dev.fairlead.venue.PoolFacts;
import dev.fairlead.venue.file.FieldWriter;
import dev.fairlead.venue.file.Fields;
import dev.fairlead.venue.file.PoolCodec;
import java.util.List;

/** Pairs in market files. */
public final class UniswapV2Codec implements PoolCodec<UniswapV2Pool> {
  @Override
  public String protocol() {
    return "uniswap-v2";
  }

  @Override
  public Class<UniswapV2Pool> type() {
    return UniswapV2Pool.class;
  }

  @Override
  public void write(UniswapV2Pool pool, FieldWriter state) {
    state
        .integer("fee_basis_points", pool.fee().basisPoints())
        .numbers("reserves", List.of(pool.reserve0(), pool.reserve1()));
  }

  @Override
  public UniswapV2Pool read(PoolFacts facts, Fields state) {
    int fee = state.field("fee_basis_points").integer(0, 9_999);
    List<Uint256> reserves =
        state.field("reserves").numbers(facts.tokens().size(), UniswapV2Pool.RESERVE_BITS);
    return new UniswapV2Pool(facts, PairFee.ofBasisPoints(fee), reserves.get(0), reserves.get(1));
  }
}
