package dev.fairlead.venue.uniswap.v2;

import dev.fairlead.chain.Call;
import dev.fairlead.chain.abi.AbiReader;
import dev.fairlead.chain.abi.AbiWriter;
import dev.fairlead.chain.abi.Signature;
import dev.fairlead.model.Address;
import dev.fairlead.model.Token;
import dev.fairlead.model.Uint256;
import dev.fairlead.venue.Pool;
import dev.fairlead.venue.sample.ChainQuoter;
import java.util.List;
import java.util.Optional;

/** Asks the router of Uniswap V2 or of a fork. */
public record RouterQuoter(Address router) implements ChainQuoter {
  private static final Signature AMOUNTS_OUT = Signature.of("getAmountsOut(uint256,address[])");

  @Override
  public Optional<Call> question(Pool pool, Token in, Token out, Uint256 amountIn) {
    return Optional.of(
        Call.view(
            router,
            AbiWriter.call(AMOUNTS_OUT)
                .uint(amountIn)
                .addresses(List.of(in.address(), out.address()))
                .toBytes()));
  }

  @Override
  public Uint256 amountOut(AbiReader answer) {
    List<Uint256> amounts = answer.uints();
    if (amounts.size() != 2) {
      throw new IllegalArgumentException("a path of two tokens has two amounts: " + amounts);
    }
    return amounts.getLast();
  }
}
