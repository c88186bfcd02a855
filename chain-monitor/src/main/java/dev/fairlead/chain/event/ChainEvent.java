package dev.fairlead.chain.event;

/**
 * An event that a contract wrote. Which contract the log tells: anybody can write any event, so
 * judge it by its address.
 */
public sealed interface ChainEvent extends LogReading
    permits TokenEvent,
        Permit2Event,
        UniswapV2Event,
        UniswapV3Event,
        UniswapV4Event,
        CurveEvent,
        BalancerV2Event,
        BalancerV3Event {}
