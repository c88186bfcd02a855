package dev.fairlead.intent;

import dev.fairlead.chain.Inclusion;
import dev.fairlead.chain.Receipt;
import dev.fairlead.chain.settlement.Settlements;
import dev.fairlead.model.Address;
import dev.fairlead.model.Token;
import dev.fairlead.model.TokenAmount;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.intent.IntentEvent.Included;
import dev.fairlead.model.intent.LimitCheck;
import dev.fairlead.model.intent.Plan;
import dev.fairlead.model.intent.Trade;
import dev.fairlead.model.intent.TransactionRole;
import dev.fairlead.model.settlement.Movement;
import dev.fairlead.model.settlement.Settlement;
import java.math.BigInteger;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes of a transaction's place in the chain the event that says what it did there. */
final class Accounting {
  private static final BigInteger NOTHING = BigInteger.ZERO;
  private static final BigInteger MOST = Uint256.MAX_VALUE.toBigInteger();

  private final Settlements settlements;
  private final Address account;
  private final Address executor;

  Accounting(Settlements settlements, Address account, Address executor) {
    this.settlements = settlements;
    this.account = account;
    this.executor = executor;
  }

  Included of(OpenIntent life, Payload payload, Inclusion inclusion) {
    Receipt receipt = inclusion.receipt();
    Trade trade = life.intent().trade();
    boolean traded = payload.role() == TransactionRole.TRADE && receipt.succeeded();
    Settlement settlement =
        settlements.of(
            inclusion,
            account,
            executor,
            traded ? contracts(trade) : List.of(),
            (transaction, each) -> CoinTrade.paidOut(executor, transaction, each));
    CoinTrade coins = new CoinTrade(executor, receipt.logs());
    TokenAmount bought =
        trade.buy().isCoin()
            ? trade.buy().amount(traded ? coins.bought() : Uint256.ZERO)
            : amount(trade.buy(), traded ? change(settlement, trade.buy()) : NOTHING);
    TokenAmount sold =
        trade.sell().isCoin()
            ? trade.sell().amount(traded ? coinSold(life, payload, coins, bought) : Uint256.ZERO)
            : amount(trade.sell(), traded ? change(settlement, trade.sell()).negate() : NOTHING);
    return new Included(
        life.id(),
        payload.role(),
        receipt.hash(),
        inclusion.block(),
        receipt.succeeded(),
        receipt.gasUsed(),
        receipt.gasPrice(),
        sold,
        bought,
        settlement,
        traded ? limits(life.plan(), sold, bought) : null);
  }

  private static Uint256 coinSold(
      OpenIntent life, Payload payload, CoinTrade coins, TokenAmount bought) {
    return coins.sold(life.carriedOut().way(), payload.transaction().value(), bought);
  }

  private static List<Address> contracts(Trade trade) {
    return Stream.of(trade.sell(), trade.buy())
        .filter(token -> !token.isCoin())
        .map(Token::address)
        .toList();
  }

  private static @Nullable LimitCheck limits(
      @Nullable Plan plan, TokenAmount sold, TokenAmount bought) {
    return plan == null ? null : LimitCheck.of(plan.sell(), plan.least(), sold, bought);
  }

  private BigInteger change(Settlement settlement, Token token) {
    return settlement.movements().stream()
        .filter(
            each -> each.holder().equals(account) && Objects.equals(each.token(), token.address()))
        .findFirst()
        .map(Movement::change)
        .orElse(NOTHING);
  }

  /** Nothing where it went the other way. */
  private static TokenAmount amount(Token token, BigInteger units) {
    return token.amount(Uint256.of(units.max(NOTHING).min(MOST)));
  }
}
