package dev.fairlead.venue.uniswap.concentrated;

import dev.fairlead.model.Uint256;
import dev.fairlead.venue.file.FieldWriter;
import dev.fairlead.venue.file.Fields;
import dev.fairlead.venue.file.Value;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The state of a pool of concentrated liquidity in market files. */
public final class SwapStateCodec {
  /** What a contract keeps a pool's liquidity in, and a price. */
  private static final int LIQUIDITY_BITS = 128;

  private static final int PRICE_BITS = 160;

  private SwapStateCodec() {}

  public static void write(SwapState state, FieldWriter fields) {
    TickTable table = state.table();
    fields
        .number("sqrt_price_x96", state.sqrtPrice())
        .integer("tick", state.tick())
        .objects(
            "ticks",
            () -> IntStream.range(0, table.size()).mapToObj(table::at).iterator(),
            (each, tick) ->
                each.integer("index", tick.index())
                    .signed("gross", tick.gross())
                    .signed("net", tick.net()));
  }

  public static SwapState read(Fields fields, int spacing) {
    Value priceAt = fields.field("sqrt_price_x96");
    Uint256 price = priceAt.number(PRICE_BITS);
    Value tickAt = fields.field("tick");
    int tick = tickAt.integer(TickMath.MIN_TICK - 1, TickMath.MAX_TICK);
    List<TickTable.Tick> ticks = new ArrayList<>();
    for (Value item : fields.field("ticks").items()) {
      int before = ticks.isEmpty() ? Integer.MIN_VALUE : ticks.getLast().index();
      ticks.add(item.object(each -> tick(each, before, spacing)));
    }
    if (price.isZero()) {
      if (tick != 0 || !ticks.isEmpty()) {
        throw priceAt.invalid("zero, which only a pool without any ticks can be at");
      }
    } else {
      checkPlace(priceAt, price, tickAt, tick);
    }
    return SwapState.of(price, tick, TickTable.of(ticks));
  }

  private static void checkPlace(Value priceAt, Uint256 price, Value tickAt, int tick) {
    if (price.isLessThan(TickMath.MIN_SQRT_PRICE) || price.isAtLeast(TickMath.MAX_SQRT_PRICE)) {
      throw priceAt.invalid("outside of the prices that ticks have: " + price);
    }
    int ofPrice = TickMath.tickAt(price);
    boolean below = tick == ofPrice - 1 && price.equals(TickMath.sqrtPriceAt(ofPrice));
    if (tick != ofPrice && !below) {
      throw tickAt.invalid("the price is at tick " + ofPrice + ", not " + tick);
    }
  }

  private static TickTable.Tick tick(Fields fields, int before, int spacing) {
    Value indexAt = fields.field("index");
    int index = indexAt.integer(TickMath.MIN_TICK, TickMath.MAX_TICK);
    if (index <= before) {
      throw indexAt.invalid("not above the tick before it, " + before);
    }
    if (index % spacing != 0) {
      throw indexAt.invalid("not a multiple of the spacing, " + spacing);
    }
    Value grossAt = fields.field("gross");
    BigInteger gross = grossAt.number(LIQUIDITY_BITS).toBigInteger();
    if (gross.signum() == 0) {
      throw grossAt.invalid("zero: such a tick is not initialised");
    }
    Value netAt = fields.field("net");
    BigInteger net = netAt.signed(LIQUIDITY_BITS);
    if (net.abs().compareTo(gross) > 0) {
      throw netAt.invalid("more than the gross liquidity: " + net);
    }
    return new TickTable.Tick(index, gross, net);
  }
}
