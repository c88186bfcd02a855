package dev.fairlead.devnet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.devnet.anvil.Wallet;
import dev.fairlead.devnet.deploy.BalancerV3;
import dev.fairlead.devnet.deploy.BalancerV3Code;
import dev.fairlead.devnet.rpc.RpcRefusal;
import dev.fairlead.model.Address;
import dev.fairlead.model.Token;
import dev.fairlead.parts.Parts;
import dev.fairlead.parts.Progress;
import java.math.BigInteger;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * Balancer V3 pays its quotes where this machine has its code, and says that it is not there where
 * it has not.
 */
final class BalancerV3Test {
  private static final BigInteger MAX_160 = BigInteger.ONE.shiftLeft(160).subtract(BigInteger.ONE);
  private static final BigInteger FOREVER = BigInteger.ONE.shiftLeft(47);

  @Test
  void paysItsQuotesOnceItIsCompiledAndSaysSoUntilThen() throws InterruptedException {
    Parts parts = Parts.ofUser(Progress.silent());
    boolean compiled = new BalancerV3Code(parts).isCompiled();
    try (Devnet devnet = Devnet.start()) {
      DevChain chain = devnet.chain();
      assertThat(chain.balancerV3()).isInstanceOf(BalancerV3.State.NotStarted.class);

      chain.startBalancerV3(parts);

      if (!compiled) {
        assertThat(chain.awaitBalancerV3(Duration.ofMillis(1)))
            .isInstanceOf(BalancerV3.State.Building.class);
        return;
      }
      BalancerV3.State state = chain.awaitBalancerV3(Duration.ofSeconds(60));
      assertThat(state).isInstanceOf(BalancerV3.State.Ready.class);
      BalancerV3 balancer = ((BalancerV3.State.Ready) state).deployment();
      balancer.pools().forEach(pool -> assertPaysItsQuote(chain, balancer, pool));
    } catch (RpcRefusal e) {
      throw new AssertionError(e.getMessage() + " " + e.data(), e);
    }
  }

  private static void assertPaysItsQuote(
      DevChain chain, BalancerV3 balancer, BalancerV3.Pool pool) {
    Address trader = Wallet.TRADER.address();
    Address permit2 = chain.deployment().permit2();
    Token sold = pool.tokens().getFirst();
    Token bought = pool.tokens().getLast();
    BigInteger in = BigInteger.TEN.pow(sold.decimals() - 1).add(BigInteger.valueOf(7));
    chain
        .anvil()
        .transact(Wallet.TRADER, sold.address(), "approve(address,uint256)", permit2, MAX_160);
    chain
        .anvil()
        .transact(
            Wallet.TRADER,
            permit2,
            "approve(address,address,uint160,uint48)",
            sold.address(),
            balancer.router(),
            MAX_160,
            FOREVER);
    BigInteger quote =
        (BigInteger)
            chain
                .anvil()
                .read(
                    balancer.router(),
                    "querySwapSingleTokenExactIn(address,address,address,uint256,address,bytes)",
                    "(uint256)",
                    pool.address(),
                    sold.address(),
                    bought.address(),
                    in,
                    trader,
                    new byte[0])
                .getFirst();
    BigInteger before = chain.anvil().balance(bought.address(), trader);

    chain
        .anvil()
        .transact(
            Wallet.TRADER,
            balancer.router(),
            "swapSingleTokenExactIn(address,address,address,uint256,uint256,uint256,bool,bytes)",
            pool.address(),
            sold.address(),
            bought.address(),
            in,
            quote,
            FOREVER,
            false,
            new byte[0]);

    assertThat(chain.anvil().balance(bought.address(), trader).subtract(before))
        .isPositive()
        .isEqualTo(quote);
  }
}
