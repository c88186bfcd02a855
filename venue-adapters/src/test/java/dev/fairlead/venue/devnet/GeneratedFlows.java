package dev.fairlead.venue.devnet;

import dev.fairlead.model.BlockRef;
import dev.fairlead.model.Fraction;
import dev.fairlead.model.Gas;
import dev.fairlead.model.Token;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.intent.Holdings;
import dev.fairlead.model.intent.Hop;
import dev.fairlead.model.intent.Leg;
import dev.fairlead.model.intent.Plan;
import dev.fairlead.model.intent.PoolId;
import dev.fairlead.model.intent.Way;
import dev.fairlead.venue.Pool;
import dev.fairlead.venue.Quote;
import dev.fairlead.venue.executor.ExecutorHop;
import dev.fairlead.venue.executor.ExecutorLeg;
import dev.fairlead.venue.executor.ExecutorProgram;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * Plans by chance over three to six tokens in a row: whatever is held of one is sold, whole or in
 * parts, for any that comes later, so that legs part and meet. Each leg is priced on the pools as
 * those before it, and the plans before this one, have left them.
 */
final class GeneratedFlows {
  private static final int MOST_LEGS = 12;
  private static final int MOST_HOPS = 3;
  private static final int TRIES = 60;
  private static final Instant LATE = Instant.ofEpochSecond((1L << 40) - 1);

  private final Random random;
  private final BlockRef at;
  private final List<Token> tokens;
  private final Map<PoolId, Pool> pools = new LinkedHashMap<>();

  GeneratedFlows(Random random, BlockRef at, List<Token> tokens, List<Pool> pools) {
    this.random = random;
    this.at = at;
    this.tokens = List.copyOf(tokens);
    pools.forEach(pool -> this.pools.put(pool.id(), pool));
  }

  /** The next plan, after which the pools are as its trades leave them. */
  Plan next() {
    for (int i = 0; i < TRIES; i++) {
      Map<PoolId, Pool> state = new HashMap<>(pools);
      Optional<Plan> plan = plan(state);
      if (plan.isPresent()) {
        pools.putAll(state);
        return plan.get();
      }
    }
    throw new IllegalStateException("no plan in " + TRIES + " tries");
  }

  /** The plan's program, in which what is quoted is the least. */
  ExecutorProgram program(Plan plan) {
    List<ExecutorLeg> legs = new ArrayList<>();
    Holdings holdings = new Holdings(plan.sell(), plan.quoted().token());
    for (Leg leg : plan.legs()) {
      List<ExecutorHop> hops = new ArrayList<>();
      for (Hop hop : leg.hops()) {
        hops.add(Objects.requireNonNull(pools.get(hop.pool())).hop(hop.tokenIn(), hop.tokenOut()));
      }
      boolean all = !leg.tokenIn().equals(plan.sell().token()) && holdings.takesAll(leg);
      legs.add(
          new ExecutorLeg(
              leg.tokenIn().address(),
              all ? Uint256.ZERO : leg.amountIn(),
              ExecutorHop.joined(hops)));
      holdings.run(leg);
    }
    return new ExecutorProgram(
        LATE,
        plan.sell().token().address(),
        plan.sell().units(),
        plan.quoted().token().address(),
        plan.quoted().units(),
        legs);
  }

  private Optional<Plan> plan(Map<PoolId, Pool> state) {
    List<Token> row = row();
    Token sold = row.getFirst();
    Token bought = row.getLast();
    Uint256 sell = amount(sold);
    Map<Token, Uint256> held = new HashMap<>(Map.of(sold, sell));
    List<Leg> legs = new ArrayList<>();
    while (legs.size() < MOST_LEGS) {
      boolean late = legs.size() >= MOST_LEGS / 2;
      List<Token> from =
          row.stream()
              .filter(token -> !token.equals(bought))
              .filter(token -> !held.getOrDefault(token, Uint256.ZERO).isZero())
              .toList();
      if (from.isEmpty()) {
        Uint256 given = held.getOrDefault(bought, Uint256.ZERO);
        return Optional.of(
            new Plan(
                at,
                sold.amount(sell),
                bought.amount(given),
                bought.amount(given),
                legs,
                Fraction.ZERO,
                Gas.ZERO,
                new Way.Executor("")));
      }
      Token token = late ? from.getFirst() : from.get(random.nextInt(from.size()));
      Uint256 all = held.getOrDefault(token, Uint256.ZERO);
      Uint256 part = late || random.nextInt(3) == 0 ? all : part(all);
      Optional<Leg> leg = leg(token, part, row.subList(row.indexOf(token) + 1, row.size()), state);
      if (leg.isEmpty()) {
        return Optional.empty();
      }
      legs.add(leg.get());
      held.put(token, all.minus(part));
      held.merge(leg.get().tokenOut(), leg.get().amountOut(), Uint256::plus);
    }
    return Optional.empty();
  }

  /** Where it is in it, the coin is sold or bought. */
  private List<Token> row() {
    List<Token> shuffled = new ArrayList<>(tokens);
    Collections.shuffle(shuffled, random);
    List<Token> row = new ArrayList<>(shuffled.subList(0, 3 + random.nextInt(4)));
    for (Token coin : List.copyOf(row)) {
      if (coin.isCoin()) {
        row.remove(coin);
        row.add(random.nextBoolean() ? 0 : row.size(), coin);
      }
    }
    return row;
  }

  private Uint256 part(Uint256 all) {
    Uint256 part = all.mulDivDown(Uint256.of(1 + random.nextInt(15)), Uint256.of(16));
    return part.isZero() ? all : part;
  }

  private Optional<Leg> leg(
      Token from, Uint256 amount, List<Token> later, Map<PoolId, Pool> state) {
    for (int i = 0; i < TRIES; i++) {
      Map<PoolId, Pool> changed = new HashMap<>();
      List<Hop> hops = new ArrayList<>();
      Set<Token> passed = new HashSet<>(Set.of(from));
      Token token = from;
      Uint256 carried = amount;
      while (hops.size() < MOST_HOPS) {
        Optional<Hop> hop = hop(token, carried, passed, later, state, changed);
        if (hop.isEmpty()) {
          break;
        }
        hops.add(hop.get());
        token = hop.get().tokenOut();
        carried = hop.get().amountOut();
        passed.add(token);
        if (later.contains(token) && (token.isCoin() || random.nextBoolean())) {
          state.putAll(changed);
          return Optional.of(new Leg(hops));
        }
      }
    }
    return Optional.empty();
  }

  /** Over any pool that the leg has not been in, to any token that it has not passed. */
  private Optional<Hop> hop(
      Token in,
      Uint256 amount,
      Set<Token> passed,
      List<Token> later,
      Map<PoolId, Pool> state,
      Map<PoolId, Pool> changed) {
    List<Pool> open =
        state.values().stream()
            .filter(pool -> pool.tokens().contains(in) && !changed.containsKey(pool.id()))
            .sorted(Comparator.comparing(pool -> pool.id().toString()))
            .toList();
    if (open.isEmpty()) {
      return Optional.empty();
    }
    Pool pool = open.get(random.nextInt(open.size()));
    Token out = pool.tokens().get(random.nextInt(pool.tokens().size()));
    if (passed.contains(out)
        || (out.isCoin() && !later.contains(out))
        || !(pool.quoteExactIn(in, out, amount) instanceof Quote.Filled filled)
        || !filled.amountIn().equals(amount)) {
      return Optional.empty();
    }
    changed.put(pool.id(), filled.after());
    return Optional.of(new Hop(pool.id(), in, out, amount, filled.amountOut()));
  }

  /** From dust to some whole tokens. */
  private Uint256 amount(Token token) {
    Uint256 unit = Uint256.of(10).pow(token.decimals() - 5 + random.nextInt(4));
    return Uint256.of(1 + random.nextInt(1_000)).times(unit);
  }
}
