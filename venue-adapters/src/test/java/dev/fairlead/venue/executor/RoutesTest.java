package dev.fairlead.venue.executor;

import static dev.fairlead.venue.executor.ExecutorChain.OWNER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.devnet.deploy.Deployment;
import dev.fairlead.model.Address;
import dev.fairlead.model.Token;
import dev.fairlead.model.Uint256;
import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Several hops, several venues, several legs: one transaction, the same units as one by one. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RoutesTest {
  private ExecutorChain chain;
  private Deployment on;
  private Deployment.Tokens t;

  @BeforeAll
  void start() {
    chain = ExecutorChain.start();
    on = chain.deployment();
    t = on.tokens();
  }

  @AfterAll
  void stop() {
    chain.close();
  }

  @BeforeEach
  void reset() {
    chain.reset();
  }

  /** One hop and the token that it takes. */
  record Step(Token in, Token out, ExecutorHop hop) {
    @Override
    public String toString() {
      return hop.getClass().getSimpleName() + " " + in + " to " + out;
    }
  }

  List<List<Step>> paths() {
    return List.of(
        List.of(v2(t.wbtc(), t.weth()), v2(t.weth(), t.usdc()), v2(t.usdc(), t.dai())),
        List.of(v2(t.weth(), t.usdc()), v3(100, t.usdc(), t.dai())),
        List.of(v3(500, t.weth(), t.usdc()), v2(t.usdc(), t.usdt())),
        List.of(v3(500, t.wbtc(), t.weth()), v4In(t.usdc()), curve(t.usdc(), t.susd())),
        List.of(curve(t.dai(), t.usdt()), v2(t.usdt(), t.weth()), balancer(t.weth(), t.usdc())),
        List.of(balancer(t.dai(), t.weth()), v3(500, t.weth(), t.usdt()), v4(t.usdt(), t.usdc())),
        List.of(v4Out(t.usdc()), v2(t.weth(), t.wbtc())),
        List.of(v4(t.usdc(), t.dai()), balancer(t.dai(), t.weth()), v4In(t.wbtc())),
        List.of(v2(t.dai(), t.usdc()), curve(t.usdc(), t.usdt()), v2(t.usdt(), t.weth())),
        List.of(v4(t.usdt(), t.weth()), v4In(t.usdc())));
  }

  @ParameterizedTest
  @MethodSource("paths")
  void aPathGivesWhatItsHopsGiveOneByOne(List<Step> path) {
    Token in = path.getFirst().in();
    Token out = path.getLast().out();
    BigInteger amount = VenueTrade.tenth(in);
    BigInteger expected = amount;
    for (Step step : path) {
      expected = run(step.in(), expected, step.out(), step.hop());
    }
    chain.reset();

    assertThat(run(in, amount, out, path.stream().map(Step::hop).toArray(ExecutorHop[]::new)))
        .isEqualTo(expected);
    assertNothingLeft();
  }

  @Test
  void legsShareTheInputExactlyAndAddUpAtTheOwner() {
    BigInteger amount = VenueTrade.tenth(t.weth());
    List<ExecutorHop> direct = List.of(VenueTrade.v2Hop(on, t.weth(), t.usdc()));
    List<ExecutorHop> other = List.of(VenueTrade.v3Hop(on, 500, t.weth(), t.usdc()));
    List<ExecutorHop> around =
        List.of(v3(500, t.weth(), t.usdt()).hop(), curve(t.usdt(), t.usdc()).hop());
    List<ExecutorHop> inEther = List.of(v4In(t.usdc()).hop());
    BigInteger part = amount.divide(BigInteger.valueOf(4));
    BigInteger rest = amount.subtract(part.multiply(BigInteger.valueOf(3)));
    assertThat(rest).isNotEqualTo(part);
    BigInteger expected =
        run(t.weth(), part, t.usdc(), direct.toArray(ExecutorHop[]::new))
            .add(run(t.weth(), part, t.usdc(), other.toArray(ExecutorHop[]::new)))
            .add(run(t.weth(), part, t.usdc(), around.toArray(ExecutorHop[]::new)))
            .add(run(t.weth(), rest, t.usdc(), inEther.toArray(ExecutorHop[]::new)));
    chain.reset();
    BigInteger wethBefore = chain.ownerHas(t.weth().address());
    BigInteger usdcBefore = chain.ownerHas(t.usdc().address());

    chain.execute(
        new ExecutorProgram(
            chain.now().plusSeconds(60),
            t.weth().address(),
            Uint256.of(amount),
            t.usdc().address(),
            Uint256.of(expected),
            List.of(
                new ExecutorLeg(t.weth().address(), Uint256.of(part), direct),
                new ExecutorLeg(t.weth().address(), Uint256.of(part), other),
                new ExecutorLeg(t.weth().address(), Uint256.of(part), around),
                new ExecutorLeg(t.weth().address(), Uint256.of(rest), inEther))));

    assertThat(wethBefore.subtract(chain.ownerHas(t.weth().address()))).isEqualTo(amount);
    assertThat(chain.ownerHas(t.usdc().address()).subtract(usdcBefore)).isEqualTo(expected);
    assertNothingLeft();
  }

  @Test
  void aRoundTripMayEndInTheTokenThatItBeganWith() {
    Address weth = t.weth().address();
    BigInteger amount = VenueTrade.tenth(t.weth());
    ExecutorHop there = VenueTrade.v2Hop(on, t.weth(), t.usdc());
    ExecutorHop back = VenueTrade.v3Hop(on, 500, t.usdc(), t.weth());
    BigInteger before = chain.ownerHas(weth);
    BigInteger returned = run(t.usdc(), run(t.weth(), amount, t.usdc(), there), t.weth(), back);
    chain.reset();

    assertThat(
            ExecutorFailure.of(
                chain.refusal(
                    chain.program(weth, amount, returned.add(BigInteger.ONE), there, back))))
        .contains(ExecutorFailure.SHORT_OUTPUT);
    var receipt = chain.execute(chain.program(weth, amount, returned, there, back));

    assertThat(chain.ownerHas(weth)).isEqualTo(before.subtract(amount).add(returned));
    assertThat(ExecutorChain.loggedOutput(receipt, chain.executor())).isEqualTo(returned);
  }

  @Test
  void aFailureInTheLastHopUndoesTheFirst() {
    BigInteger amount = VenueTrade.tenth(t.weth());
    var before = chain.holdings(OWNER.address());
    ExecutorHop wrong = new ExecutorHop.Curve(on.curve().pool(), t.dai().address(), 1, 3);

    assertThat(
            ExecutorFailure.of(
                chain.refusal(
                    chain.program(
                        t.weth().address(),
                        amount,
                        BigInteger.ONE,
                        VenueTrade.v2Hop(on, t.weth(), t.usdc()),
                        wrong))))
        .contains(ExecutorFailure.SHORT_OUTPUT);
    assertThat(chain.holdings(OWNER.address())).isEqualTo(before);
  }

  /** What the owner gets for exactly this amount. */
  private BigInteger run(Token in, BigInteger amount, Token out, ExecutorHop... hops) {
    BigInteger inBefore = chain.ownerHas(in.address());
    BigInteger outBefore = chain.ownerHas(out.address());
    chain.execute(chain.program(in.address(), amount, BigInteger.ONE, hops));
    assertThat(inBefore.subtract(chain.ownerHas(in.address()))).isEqualTo(amount);
    return chain.ownerHas(out.address()).subtract(outBefore);
  }

  private void assertNothingLeft() {
    assertThat(chain.holdings(chain.executor()))
        .allSatisfy((what, held) -> assertThat(held).as(what).isZero());
  }

  private Step v2(Token in, Token out) {
    return new Step(in, out, VenueTrade.v2Hop(on, in, out));
  }

  private Step v3(int fee, Token in, Token out) {
    return new Step(in, out, VenueTrade.v3Hop(on, fee, in, out));
  }

  private Step v4(Token in, Token out) {
    return new Step(in, out, VenueTrade.v4Hop(on, in.address(), out.address(), out.address()));
  }

  private Step v4In(Token out) {
    return new Step(
        t.weth(), out, VenueTrade.v4Hop(on, Address.ZERO, out.address(), out.address()));
  }

  private Step v4Out(Token in) {
    return new Step(
        in, t.weth(), VenueTrade.v4Hop(on, in.address(), Address.ZERO, t.weth().address()));
  }

  private Step curve(Token in, Token out) {
    return new Step(in, out, VenueTrade.curve(on, in, out).hops().getFirst());
  }

  private Step balancer(Token in, Token out) {
    var pool =
        on.balancerV2().pools().stream()
            .filter(p -> p.tokens().containsAll(List.of(in, out)))
            .findFirst()
            .orElseThrow();
    return new Step(in, out, new ExecutorHop.BalancerV2(pool.id(), out.address()));
  }
}
