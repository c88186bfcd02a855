package dev.fairlead.venue.balancer.v2;

import dev.fairlead.chain.Call;
import dev.fairlead.chain.abi.AbiReader;
import dev.fairlead.chain.abi.AbiWriter;
import dev.fairlead.chain.abi.Signature;
import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Bytes32;
import dev.fairlead.model.Token;
import dev.fairlead.model.Uint256;
import dev.fairlead.venue.Pool;
import dev.fairlead.venue.sample.ChainQuoter;
import java.util.List;
import java.util.Optional;

/** Asks the Vault for what a swap would do to its balances. */
public record VaultQuery(Address vault) implements ChainQuoter {
  private static final Signature QUERY =
      Signature.of(
          "queryBatchSwap(uint8,(bytes32,uint256,uint256,uint256,bytes)[],address[],"
              + "(address,bool,address,bool))");

  @Override
  public Optional<Call> question(Pool pool, Token in, Token out, Uint256 amountIn) {
    AbiWriter swap =
        AbiWriter.tuple()
            .word(Bytes32.wrap(pool.id().key().toArray()))
            .uint(0)
            .uint(1)
            .uint(amountIn)
            .bytes(Bytes.EMPTY);
    AbiWriter funds =
        AbiWriter.tuple().address(Address.ZERO).bool(false).address(Address.ZERO).bool(false);
    return Optional.of(
        Call.view(
            vault,
            AbiWriter.call(QUERY)
                .uint(0)
                .dynamicArray(List.of(swap))
                .addresses(List.of(in.address(), out.address()))
                .inline(funds)
                .toBytes()));
  }

  /** The changes of the Vault's balances: what comes in is positive, what goes out negative. */
  @Override
  public Uint256 amountOut(AbiReader answer) {
    List<Uint256> changes = answer.uints();
    if (changes.size() != 2 || !changes.getLast().isNegativeTwosComplement()) {
      throw new IllegalArgumentException("not the changes of a swap: " + changes);
    }
    return changes.getLast().negateWrapping();
  }
}
