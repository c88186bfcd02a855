package dev.fairlead.event.codec;

import dev.fairlead.model.Address;
import dev.fairlead.model.BlockHash;
import dev.fairlead.model.BlockNumber;
import dev.fairlead.model.BlockRef;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Bytes32;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.Event;
import dev.fairlead.model.FeePerGas;
import dev.fairlead.model.Fraction;
import dev.fairlead.model.Gas;
import dev.fairlead.model.LogPosition;
import dev.fairlead.model.Nonce;
import dev.fairlead.model.Token;
import dev.fairlead.model.TokenAmount;
import dev.fairlead.model.TxHash;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.Wei;
import dev.fairlead.model.fee.DataFee;
import dev.fairlead.model.fee.InclusionSpeed;
import dev.fairlead.model.intent.Candidate;
import dev.fairlead.model.intent.Constraints;
import dev.fairlead.model.intent.ExecutionStyle;
import dev.fairlead.model.intent.GasInputs;
import dev.fairlead.model.intent.Grounds;
import dev.fairlead.model.intent.Hop;
import dev.fairlead.model.intent.Intent;
import dev.fairlead.model.intent.IntentEvent;
import dev.fairlead.model.intent.IntentId;
import dev.fairlead.model.intent.IntentType;
import dev.fairlead.model.intent.Leg;
import dev.fairlead.model.intent.LimitCheck;
import dev.fairlead.model.intent.LimitPrice;
import dev.fairlead.model.intent.Origin;
import dev.fairlead.model.intent.Plan;
import dev.fairlead.model.intent.PlanBound;
import dev.fairlead.model.intent.PoolId;
import dev.fairlead.model.intent.Privacy;
import dev.fairlead.model.intent.Rejection;
import dev.fairlead.model.intent.RiskCheck;
import dev.fairlead.model.intent.RouteTerms;
import dev.fairlead.model.intent.Selection;
import dev.fairlead.model.intent.StrategyId;
import dev.fairlead.model.intent.SubmissionOutcome;
import dev.fairlead.model.intent.TimeWindow;
import dev.fairlead.model.intent.Trade;
import dev.fairlead.model.intent.TransactionRole;
import dev.fairlead.model.intent.VenueId;
import dev.fairlead.model.intent.Way;
import dev.fairlead.model.node.MarketPart;
import dev.fairlead.model.node.NodeEvent;
import dev.fairlead.model.settlement.BalanceCheck;
import dev.fairlead.model.settlement.FeePaid;
import dev.fairlead.model.settlement.Movement;
import dev.fairlead.model.settlement.Revert;
import dev.fairlead.model.settlement.Settlement;
import dev.fairlead.model.tx.SignedTransaction;
import dev.fairlead.model.tx.UnsignedTransaction;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes events of every type from a seed; each call gives other values. */
public final class Samples {
  private static final long SECOND_FORM = 7;
  private static final long CHAIN_FORM = 8;
  private static final long THIRD_FORM = 8;
  private static final long FEE_FORM = 9;
  private static final long SETTLED_FORM = 9;
  private static final long SWITCH_FORM = 10;
  private static final long BOUND_FORM = 11;

  private final Random random;

  public Samples(long seed) {
    this.random = new Random(seed);
  }

  Random random() {
    return random;
  }

  /** One event of every type, in the order of {@link EventType}; every reason for a rejection. */
  public List<Event> everyType(IntentId id) {
    List<Event> events = new ArrayList<>();
    events.add(
        new IntentEvent.Accepted(
            id, intent(id), List.of(new RiskCheck(text(), text()), new RiskCheck("a", "b")), null));
    events.add(new IntentEvent.Refused(id, intent(id), List.of(), pick(rejections()), null));
    events.add(
        new IntentEvent.Planned(
            id, plan(), List.of(candidate(), candidate()), null, Grounds.UNTOLD));
    rejections()
        .forEach(
            reason -> events.add(new IntentEvent.Deferred(id, block(), reason, List.of(), null)));
    events.add(new IntentEvent.Simulated(id, block(), amount(token()), gas()));
    for (TransactionRole role : TransactionRole.values()) {
      events.add(new IntentEvent.Assigned(id, role, transaction()));
      events.add(
          new IntentEvent.Signed(id, role, new SignedTransaction(transaction(), bytes(200), tx())));
    }
    events.add(new IntentEvent.Submitted(id, tx(), text(), new SubmissionOutcome.Sent()));
    events.add(new IntentEvent.Submitted(id, tx(), text(), new SubmissionOutcome.Refused(text())));
    events.add(new IntentEvent.Submitted(id, tx(), text(), new SubmissionOutcome.Unknown(text())));
    events.add(
        new IntentEvent.Included(
            id,
            TransactionRole.TRADE,
            tx(),
            block(),
            random.nextBoolean(),
            gas(),
            fee(),
            amount(token()),
            amount(token()),
            null,
            null));
    events.add(new IntentEvent.Retracted(id, tx(), block()));
    events.add(new IntentEvent.CancelRequested(id, text()));
    events.add(new IntentEvent.Settled(id, tx(), block(), amount(token()), amount(token()), wei()));
    events.add(new IntentEvent.Failed(id, pick(rejections()), wei()));
    events.add(new IntentEvent.Cancelled(id, wei()));
    events.add(new IntentEvent.Expired(id, wei()));
    events.add(new NodeEvent.Started(text(), text()));
    events.add(new NodeEvent.Stopped(text()));
    events.add(new NodeEvent.KeyIntroduced(text(), bytes(32)));
    events.add(
        new NodeEvent.ChainReorganised(
            chain(), block(), block(), block(), 0, List.of(), "", LogPosition.START));
    events.addAll(new Samples(SECOND_FORM).secondForms(id));
    events.add(new NodeEvent.KeyRevoked(text()));
    events.addAll(new Samples(CHAIN_FORM).chainForms());
    events.add(
        new NodeEvent.AccountHeld(
            chain(),
            address(),
            new Nonce(7),
            new Nonce(9),
            List.of(new NodeEvent.UsedNonce(new Nonce(8), tx()))));
    events.add(new NodeEvent.AccountResumed(chain(), address(), new Nonce(9), text(), text()));
    events.addAll(new Samples(THIRD_FORM).thirdForms(id));
    events.addAll(new FeeSamples(new Samples(FEE_FORM)).forms(id));
    events.add(disagreement(id));
    events.addAll(new Samples(SETTLED_FORM).settledForms(id));
    events.addAll(new Samples(SWITCH_FORM).switches());
    events.add(new Samples(BOUND_FORM).bound(id));
    return events;
  }

  /** What was found out of a plan after it had been written. */
  private Event bound(IntentId id) {
    return new IntentEvent.PlanBounded(id, 1 + random.nextInt(300), amount(token()));
  }

  /** A reason that came later than the others. */
  private static Event disagreement(IntentId id) {
    return new IntentEvent.Deferred(
        id,
        new BlockRef(
            new BlockNumber(7), new BlockHash(Bytes32.parse("0x" + "11".repeat(Bytes32.LENGTH)))),
        new Rejection.EndpointsDisagree(new ChainId(10), "a says 1; b says 2"),
        List.of(),
        null);
  }

  /** Events as they are since they say who asked. */
  private List<Event> secondForms(IntentId id) {
    Origin origin = new Origin(text(), text(), Bytes32.of(bytes(32).toArray()));
    return List.of(
        new IntentEvent.Accepted(id, intent(id), List.of(new RiskCheck("a", "b")), origin),
        new IntentEvent.Refused(id, intent(id), List.of(), pick(rejections()), origin));
  }

  /** Events as they are since they say what a decision rested on. */
  private List<Event> thirdForms(IntentId id) {
    return List.of(
        new IntentEvent.Refused(
            id,
            intent(id),
            List.of(new RiskCheck(text(), text())),
            pick(rejections()),
            new Origin(text(), text(), Bytes32.of(bytes(32).toArray()))),
        new IntentEvent.Planned(
            id, plan(), List.of(candidate()), gasInputs(amount(token())), Grounds.UNTOLD),
        new IntentEvent.Planned(id, plan(), List.of(), gasInputs(null), Grounds.UNTOLD),
        new IntentEvent.Deferred(
            id, block(), pick(rejections()), List.of(candidate()), gasInputs(amount(token()))),
        new IntentEvent.Failed(
            id, pick(rejections()), wei(), List.of(candidate()), gasInputs(amount(token()))));
  }

  /** Inclusions as they are since they are held against balances. */
  private List<Event> settledForms(IntentId id) {
    List<Event> events = new ArrayList<>();
    events.add(
        included(
            id,
            new Settlement(
                random.nextInt(1_000),
                new FeePaid(wei(), Wei.ZERO, wei(), Wei.ZERO),
                null,
                List.of(
                    movement(null, new BalanceCheck.Unknown(text())),
                    movement(
                        address(), new BalanceCheck.Compared(units(), units(), units(), units())))),
            new LimitCheck(amount(token()), amount(token()), random.nextBoolean())));
    for (Revert.Kind kind : Revert.Kind.values()) {
      events.add(
          included(
              id,
              new Settlement(
                  0,
                  new FeePaid(Wei.ZERO, wei(), Wei.ZERO, wei()),
                  new Revert(kind, text()),
                  List.of()),
              null));
    }
    return events;
  }

  private Movement movement(@Nullable Address token, BalanceCheck balance) {
    return new Movement(address(), token, units(), units(), balance);
  }

  private IntentEvent.Included included(
      IntentId id, Settlement settlement, @Nullable LimitCheck limits) {
    Token one = token();
    Token other = token(one.chain());
    return new IntentEvent.Included(
        id,
        TransactionRole.TRADE,
        tx(),
        block(),
        settlement.revert() == null,
        gas(),
        fee(),
        amount(one),
        amount(other),
        settlement,
        limits);
  }

  /** What happens to chains, as it is since it says what was abandoned and who saw it. */
  private List<Event> chainForms() {
    return List.of(
        new NodeEvent.ChainReorganised(
            chain(),
            block(),
            block(),
            block(),
            70,
            List.of(block(), block()),
            text(),
            new LogPosition(random.nextLong(1_000))),
        new NodeEvent.ChainHalted(
            chain(), text(), text(), new LogPosition(random.nextLong(1_000))));
  }

  private List<Event> switches() {
    return List.of(
        new NodeEvent.MarketSwitchedOff(
            chain(), new MarketPart.OfVenue(new VenueId("curve-crypto")), text(), text(), text()),
        new NodeEvent.MarketSwitchedOff(
            chain(), new MarketPart.OfToken(address()), text(), text(), text()),
        new NodeEvent.MarketSwitchedOn(
            new ChainId(10),
            new MarketPart.OfPool(
                new PoolId(new ChainId(10), new VenueId("uniswap-v4"), bytes(32))),
            text(),
            "",
            text()));
  }

  /** An intent with a speed and terms of its route, and what such terms refuse. */
  List<Event> routeForms(IntentId id) {
    Intent intent = intent(id);
    Constraints open = intent.constraints();
    Constraints limited =
        new Constraints(
            open.maxSlippage(),
            new LimitPrice(positive(), positive(), true),
            open.window(),
            open.maxGasCost(),
            pick(List.of(InclusionSpeed.values())),
            open.venues(),
            open.tokens(),
            open.privacy(),
            open.style(),
            new RouteTerms(
                fraction(),
                1 + random.nextInt(5),
                6 + random.nextInt(11),
                gas(),
                new Selection<>(Set.copyOf(List.of(pool(), pool())), Set.of(pool()))));
    return List.of(
        new IntentEvent.Accepted(
            id,
            new Intent(id, intent.strategy(), intent.type(), intent.trade(), limited),
            List.of(),
            null),
        new IntentEvent.Failed(id, new Rejection.RouteGasTooHigh(gas(), gas()), wei()),
        new IntentEvent.Failed(id, new Rejection.RouteTermTooWide("max_hops", 5, 3), wei()),
        new IntentEvent.Failed(id, new Rejection.ImpactTooWide(fraction(), fraction()), wei()));
  }

  /** A trade whose contract was taken out of the configuration, up to its end. */
  List<Event> givenUp(IntentId id) {
    Rejection reason = new Rejection.RouterGone(new VenueId("uniswap-v2"), address());
    return List.of(
        new IntentEvent.CancelRequested(id, text(), reason),
        new IntentEvent.Failed(id, reason, wei()));
  }

  /** Events as they are since they say what else spoke for a plan. */
  List<Event> groundedForms(IntentId id) {
    Candidate plain = candidate();
    Candidate weighed =
        new Candidate(
            plain.pools(), plain.amountOut(), plain.chosen(), plain.verdict(), gas(), wei());
    List<BigDecimal> prices =
        List.of(
            new BigDecimal(units().toBigInteger(), random.nextInt(40)),
            new BigDecimal("1.5E+4"),
            new BigDecimal("4.9E-579"),
            new BigDecimal("1.7E+563"),
            BigDecimal.ZERO);
    return List.of(
        new IntentEvent.Planned(
            id,
            plan(),
            List.of(weighed),
            null,
            new Grounds(
                prices,
                wei(),
                List.of(new RiskCheck(text(), text())),
                new PlanBound.AtMost(amount(token())))),
        new IntentEvent.Planned(
            id, plan(), List.of(weighed), null, Grounds.UNTOLD.with(new PlanBound.Unknown(text()))),
        new IntentEvent.Deferred(id, block(), pick(rejections()), List.of(weighed), null),
        new IntentEvent.Deferred(
            id,
            block(),
            new Rejection.PriceDeviates(
                text(), amount(token()), amount(token()), fraction(), fraction()),
            List.of(),
            null),
        new IntentEvent.Failed(
            id, new Rejection.NoReferencePrice(token(), token(), text()), wei()));
  }

  List<Rejection> rejections() {
    Token token = token();
    return List.of(
        new Rejection.Invalid(text(), text()),
        new Rejection.IdTaken(new IntentId(uuid())),
        new Rejection.UnknownChain(chain()),
        new Rejection.UnknownToken(chain(), address()),
        new Rejection.TokenMismatch(token, text()),
        new Rejection.TokenDenied(token),
        new Rejection.NoFundingAsset(new StrategyId(uuid()), chain()),
        new Rejection.NotionalTooLarge(amount(token), amount(token)),
        new Rejection.NotionalUnknown(token),
        new Rejection.SlippageTooWide(fraction(), fraction()),
        new Rejection.DeadlinePassed(instant()),
        new Rejection.DeadlineTooFar(instant(), instant()),
        new Rejection.InsufficientBalance(amount(token), amount(token)),
        new Rejection.NoRoute(token, token(), text()),
        new Rejection.PriceImpactTooHigh(fraction(), fraction()),
        new Rejection.LimitPriceNotMet(amount(token), amount(token)),
        new Rejection.SlippageExceeded(amount(token), amount(token)),
        new Rejection.GasCostTooHigh(wei(), wei()),
        new Rejection.NoPrivateChannel(chain()),
        new Rejection.SimulationReverted(text()),
        new Rejection.Reverted(text()),
        new Rejection.NonceConsumed(text()),
        new Rejection.Halted(chain(), text()));
  }

  private Intent intent(IntentId id) {
    ChainId chain = chain();
    Token sell = token(chain);
    Token buy = token(chain);
    Trade trade =
        random.nextBoolean()
            ? new Trade.ExactIn(amount(sell), buy)
            : new Trade.ExactOut(sell, amount(buy));
    Instant from = instant();
    return new Intent(
        id,
        new StrategyId(uuid()),
        pick(List.of(IntentType.values())),
        trade,
        new Constraints(
            fraction(),
            random.nextBoolean() ? new LimitPrice(positive(), positive()) : null,
            new TimeWindow(from, from.plusMillis(1 + random.nextInt(100_000))),
            random.nextBoolean() ? wei() : null,
            null,
            new Selection<>(Set.copyOf(List.of(venue(), venue())), Set.of(venue())),
            new Selection<>(Set.of(), Set.copyOf(List.of(address(), address()))),
            pick(List.of(Privacy.values())),
            pick(List.of(ExecutionStyle.values())),
            RouteTerms.OPEN));
  }

  Plan plan() {
    ChainId chain = chain();
    Token sell = token(chain);
    Token middle = token(chain);
    Token buy = token(chain);
    Uint256 in = small();
    Uint256 between = small();
    Uint256 out = small();
    Leg one = new Leg(List.of(hop(sell, middle, in, between), hop(middle, buy, between, out)));
    Leg other = new Leg(List.of(hop(sell, buy, in, out)));
    return new Plan(
        block(),
        sell.amount(in.plus(in)),
        buy.amount(out.plus(out)),
        buy.amount(out),
        List.of(one, other),
        fraction(),
        gas(),
        new Way.Executor(""));
  }

  /** Legs that meet at a token in between and go on from there as two. */
  Plan flow() {
    Plan plan = plan();
    Token sell = plan.sell().token();
    Token buy = plan.quoted().token();
    Token middle = plan.legs().getFirst().hops().getFirst().tokenOut();
    Uint256 half = plan.legs().getFirst().amountIn();
    return new Plan(
        plan.pricedAt(),
        plan.sell(),
        plan.quoted(),
        plan.least(),
        List.of(
            new Leg(List.of(hop(sell, middle, half, Uint256.of(7)))),
            new Leg(List.of(hop(sell, middle, half, Uint256.of(5)))),
            new Leg(List.of(hop(middle, buy, Uint256.of(8), plan.least().units()))),
            new Leg(
                List.of(
                    hop(middle, buy, Uint256.of(4), plan.quoted().minus(plan.least()).units())))),
        plan.priceImpact(),
        plan.gas(),
        plan.way());
  }

  private Hop hop(Token in, Token out, Uint256 amountIn, Uint256 amountOut) {
    return new Hop(pool(), in, out, amountIn, amountOut);
  }

  Candidate candidate() {
    return new Candidate(
        List.of(pool(), pool()), units(), random.nextBoolean(), text(), Gas.ZERO, Wei.ZERO);
  }

  private GasInputs gasInputs(@Nullable TokenAmount worth) {
    return new GasInputs(block(), fee(), fee(), worth, null, DataFee.none());
  }

  private PoolId pool() {
    return new PoolId(chain(), venue(), bytes(random.nextBoolean() ? 20 : 32));
  }

  UnsignedTransaction transaction() {
    return new UnsignedTransaction(
        chain(),
        address(),
        new Nonce(random.nextLong() >>> 1),
        FeePerGas.of(random.nextInt(1000)),
        FeePerGas.of(1000 + (random.nextLong() >>> 2)),
        gas(),
        address(),
        wei(),
        bytes(random.nextInt(300)));
  }

  Token token() {
    return token(chain());
  }

  private Token token(ChainId chain) {
    return new Token(chain, address(), "T" + random.nextInt(1000), random.nextInt(78));
  }

  TokenAmount amount(Token token) {
    return token.amount(positive());
  }

  BlockRef block() {
    return new BlockRef(
        new BlockNumber(random.nextLong() >>> 1), new BlockHash(Bytes32.of(bytes(32).toArray())));
  }

  TxHash tx() {
    return new TxHash(Bytes32.of(bytes(32).toArray()));
  }

  private Address address() {
    return Address.of(bytes(20).toArray());
  }

  Bytes bytes(int length) {
    byte[] content = new byte[length];
    random.nextBytes(content);
    return Bytes.wrap(content);
  }

  private ChainId chain() {
    return new ChainId(1 + (random.nextLong() >>> 2));
  }

  private VenueId venue() {
    return new VenueId("venue-" + random.nextInt(1000));
  }

  Uint256 units() {
    return Uint256.of(new BigInteger(random.nextInt(257), random));
  }

  private Uint256 positive() {
    return Uint256.of(new BigInteger(random.nextInt(256), random).add(BigInteger.ONE));
  }

  private Uint256 small() {
    return Uint256.of(1 + (random.nextLong() >>> 2));
  }

  private Wei wei() {
    return new Wei(units());
  }

  FeePerGas fee() {
    return new FeePerGas(units());
  }

  Gas gas() {
    return new Gas(random.nextLong() >>> 1);
  }

  private Fraction fraction() {
    return new Fraction(random.nextInt(1_000_000_001));
  }

  private Instant instant() {
    return Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000_000));
  }

  <T> T pick(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  private UUID uuid() {
    return new UUID(random.nextLong(), random.nextLong());
  }

  /** Any characters but lone surrogates, which UTF-8 has no bytes for. */
  private String text() {
    int length = random.nextInt(40);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.appendCodePoint(
          random.nextBoolean() ? 32 + random.nextInt(95) : 0x4e00 + random.nextInt(1000));
    }
    return text.toString();
  }
}
