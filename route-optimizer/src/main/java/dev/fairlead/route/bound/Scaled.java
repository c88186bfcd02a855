package dev.fairlead.route.bound;

/** A direction of which other units are counted than its tokens' own. */
record Scaled(Direction own, double unitsIn, double unitsOut) implements Direction {
  static Direction of(Direction own, double unitsIn, double unitsOut) {
    return unitsIn == 1 && unitsOut == 1 ? own : new Scaled(own, unitsIn, unitsOut);
  }

  @Override
  public double gain(double priceIn, double priceOut, Flow flow) {
    double gain = own.gain(priceIn * unitsIn, priceOut * unitsOut, flow);
    flow.amountIn *= unitsIn;
    flow.amountOut *= unitsOut;
    return gain;
  }

  @Override
  public double spot() {
    return own.spot() * unitsOut / unitsIn;
  }

  @Override
  public double depth() {
    return own.depth() * unitsIn;
  }
}
