package dev.fairlead.venue.executor;

import dev.fairlead.model.Address;

/**
 * What is fixed when an executor is deployed. It is part of its code, so the code proves it.
 *
 * @param owner the one account it serves; zero for code that accounts delegate to (EIP-7702)
 * @param weth the chain's wrapped native currency
 * @param poolManager Uniswap V4's, or zero where there is none: such hops then revert
 * @param balancerVault Balancer V2's, or zero where there is none
 */
public record ExecutorDeployment(
    Address owner, Address weth, Address poolManager, Address balancerVault) {}
