package dev.fairlead.venue.token;

import dev.fairlead.chain.Call;
import dev.fairlead.chain.CallResult;
import dev.fairlead.chain.Chain;
import dev.fairlead.chain.Simulation;
import dev.fairlead.chain.abi.AbiReader;
import dev.fairlead.chain.abi.AbiWriter;
import dev.fairlead.chain.abi.Signature;
import dev.fairlead.model.Address;
import dev.fairlead.model.BlockRef;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Token;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.Wei;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds out what a token does when it is moved: in a simulation on top of a block, a holder pays a
 * fresh account, which sends everything on, and somebody takes it by an allowance.
 *
 * <p>The holders are pools and vaults, so that the first step is what a swap does. Whatever the
 * token returns, what counts is what it moved. Nothing is ever sent. For one thread.
 */
public final class TokenProbe {
  private static final Signature DECIMALS = Signature.of("decimals()");
  private static final Signature BALANCE_OF = Signature.of("balanceOf(address)");
  private static final Signature TRANSFER = Signature.of("transfer(address,uint256)");
  private static final Signature APPROVE = Signature.of("approve(address,uint256)");
  private static final Signature TRANSFER_FROM =
      Signature.of("transferFrom(address,address,uint256)");
  private static final Signature PAUSED = Signature.of("paused()");

  /** As USDC and USDT name it. */
  private static final List<Signature> BLOCKED =
      List.of(Signature.of("isBlacklisted(address)"), Signature.of("isBlackListed(address)"));

  /** So little of what a holder has that limits on single transfers are not met. */
  private static final Uint256 SHARE = Uint256.of(1_000);

  private static final long MOST_GAS = 500_000;
  private static final int MOST_HOLDERS = 64;

  private final Chain chain;
  private final BlockRef at;
  private final Address trader;

  /** Probes at a block, for the account that is going to trade. */
  public TokenProbe(Chain chain, BlockRef at, Address trader) {
    this.chain = chain;
    this.at = at;
    this.trader = trader;
  }

  /** Tries a token with what the richest of these holders has. */
  public TokenFinding probe(Token token, Collection<Address> holders) {
    Bytes code = chain.code(token.address(), at);
    if (code.length() == 0) {
      return new TokenFinding(token, at, code.keccak256(), Set.of(TokenHabit.NO_CODE));
    }
    EnumSet<TokenHabit> habits = EnumSet.noneOf(TokenHabit.class);
    if (TokenCode.isProxy(code)) {
      habits.add(TokenHabit.PROXY);
    }
    ask(token, habits);
    Optional<Holding> richest = richest(token, List.copyOf(holders));
    if (richest.isEmpty()) {
      habits.add(TokenHabit.NO_HOLDER);
    } else {
      move(token, richest.get(), habits);
    }
    return new TokenFinding(token, at, code.keccak256(), habits);
  }

  private record Holding(Address holder, Uint256 balance) {
    Uint256 tried() {
      return balance.dividedBy(SHARE).max(Uint256.ONE);
    }
  }

  /** What it says of itself. */
  private void ask(Token token, Set<TokenHabit> habits) {
    List<Call> calls = new ArrayList<>();
    calls.add(view(token, AbiWriter.call(DECIMALS)));
    calls.add(view(token, AbiWriter.call(PAUSED)));
    BLOCKED.forEach(asked -> calls.add(view(token, AbiWriter.call(asked).address(trader))));
    List<CallResult> answers = chain.call(at, calls);
    if (!number(answers.get(0)).equals(Optional.of(Uint256.of(token.decimals())))) {
      habits.add(TokenHabit.OTHER_DECIMALS);
    }
    number(answers.get(1))
        .ifPresent(paused -> {
          habits.add(TokenHabit.PAUSABLE);
          if (!paused.isZero()) {
            habits.add(TokenHabit.PAUSED);
          }
        });
    for (CallResult answer : answers.subList(2, answers.size())) {
      number(answer)
          .ifPresent(blocked -> {
            habits.add(TokenHabit.BLOCK_LIST);
            if (!blocked.isZero()) {
              habits.add(TokenHabit.BLOCKS_TRADER);
            }
          });
    }
  }

  private Optional<Holding> richest(Token token, List<Address> holders) {
    List<Address> asked = holders.subList(0, Math.min(holders.size(), MOST_HOLDERS));
    List<CallResult> answers =
        chain.call(at, asked.stream().map(holder -> balanceOf(token, holder)).toList());
    Holding richest = new Holding(Address.ZERO, Uint256.ZERO);
    for (int i = 0; i < asked.size(); i++) {
      Uint256 balance = number(answers.get(i)).orElse(Uint256.ZERO);
      if (balance.isGreaterThan(richest.balance())) {
        richest = new Holding(asked.get(i), balance);
      }
    }
    return richest.balance().isZero() ? Optional.empty() : Optional.of(richest);
  }

  private void move(Token token, Holding from, Set<TokenHabit> habits) {
    Address first = fresh(1);
    Address second = fresh(2);
    Uint256 sent = from.tried();
    List<Simulation.Step> receipt =
        chain
            .simulate(
                at,
                List.of(
                    transfer(token, from.holder(), first, sent),
                    balanceOf(token, first),
                    balanceOf(token, from.holder())))
            .steps();
    Uint256 received = number(receipt.get(1).result()).orElse(Uint256.ZERO);
    if (failed(receipt.get(0)) || received.isZero()) {
      habits.add(TokenHabit.CANNOT_RECEIVE);
      return;
    }
    returned(receipt.get(0), habits);
    Uint256 left = number(receipt.get(2).result()).orElse(Uint256.ZERO);
    if (!received.equals(sent) || !left.equals(from.balance().minus(sent))) {
      habits.add(TokenHabit.TAKES_FEE);
    }
    sendOn(token, from, first, second, received, habits);
    approve(token, from, first, second, received, habits);
  }

  private void sendOn(
      Token token,
      Holding from,
      Address first,
      Address second,
      Uint256 received,
      Set<TokenHabit> habits) {
    List<Simulation.Step> steps =
        chain
            .simulate(
                at,
                List.of(
                    transfer(token, from.holder(), first, from.tried()),
                    transfer(token, first, second, received),
                    balanceOf(token, first),
                    balanceOf(token, second)))
            .steps();
    Uint256 arrived = number(steps.get(3).result()).orElse(Uint256.ZERO);
    if (failed(steps.get(1)) || arrived.isZero()) {
      habits.add(TokenHabit.CANNOT_SEND);
      return;
    }
    returned(steps.get(1), habits);
    if (!arrived.equals(received)
        || !number(steps.get(2).result()).equals(Optional.of(Uint256.ZERO))) {
      habits.add(TokenHabit.TAKES_FEE);
    }
  }

  private void approve(
      Token token,
      Holding from,
      Address first,
      Address second,
      Uint256 received,
      Set<TokenHabit> habits) {
    List<Simulation.Step> steps =
        chain
            .simulate(
                at,
                List.of(
                    transfer(token, from.holder(), first, from.tried()),
                    call(token, first, AbiWriter.call(APPROVE).address(second).uint(received)),
                    call(
                        token,
                        second,
                        AbiWriter.call(TRANSFER_FROM)
                            .address(first)
                            .address(second)
                            .uint(received)),
                    balanceOf(token, second),
                    call(token, first, AbiWriter.call(APPROVE).address(from.holder()).uint(2)),
                    call(token, first, AbiWriter.call(APPROVE).address(from.holder()).uint(1))))
            .steps();
    Uint256 taken = number(steps.get(3).result()).orElse(Uint256.ZERO);
    if (failed(steps.get(1)) || failed(steps.get(2)) || taken.isZero()) {
      habits.add(TokenHabit.CANNOT_APPROVE);
      return;
    }
    returned(steps.get(2), habits);
    if (!taken.equals(received)) {
      habits.add(TokenHabit.TAKES_FEE);
    }
    if (failed(steps.get(5))) {
      habits.add(TokenHabit.APPROVES_FROM_ZERO);
    }
  }

  private static void returned(Simulation.Step step, Set<TokenHabit> habits) {
    if (step.gasUsed().value() > MOST_GAS) {
      habits.add(TokenHabit.COSTLY);
    }
    if (step.result() instanceof CallResult.Returned(Bytes data)) {
      if (data.length() == 0) {
        habits.add(TokenHabit.RETURNS_NOTHING);
      } else if (!number(step.result()).equals(Optional.of(Uint256.ONE))) {
        habits.add(TokenHabit.RETURNS_FALSE);
      }
    }
  }

  private static boolean failed(Simulation.Step step) {
    return step.result() instanceof CallResult.Reverted;
  }

  /** Where nobody can have been: it follows from the block's hash, which no token knows before. */
  private Address fresh(int number) {
    byte[] seed = at.hash().value().toArray();
    seed[0] ^= (byte) number;
    return Address.of(Bytes.wrap(seed).keccak256().toArray(), 12, Address.LENGTH);
  }

  private static Call transfer(Token token, Address from, Address to, Uint256 amount) {
    return call(token, from, AbiWriter.call(TRANSFER).address(to).uint(amount));
  }

  private static Call balanceOf(Token token, Address holder) {
    return view(token, AbiWriter.call(BALANCE_OF).address(holder));
  }

  private static Call call(Token token, Address from, AbiWriter data) {
    return new Call(from, token.address(), Wei.ZERO, data.toBytes());
  }

  private static Call view(Token token, AbiWriter data) {
    return Call.view(token.address(), data.toBytes());
  }

  private static Optional<Uint256> number(CallResult result) {
    if (!(result instanceof CallResult.Returned(Bytes data)) || data.length() < 32) {
      return Optional.empty();
    }
    return Optional.of(AbiReader.of(data).uint());
  }
}
