package dev.fairlead.venue.curve.crypto;

import dev.fairlead.model.Uint256;
import java.util.List;

/**
 * What trades move.
 *
 * @param balances in units of the coins
 * @param d the invariant, in 18 decimals of the first coin
 * @param priceScale the prices of all coins but the first that the balances are scaled by
 * @param priceOracle the moving averages of these prices, at the block's own time
 * @param xcpProfit the profit ever made, in 18 decimals
 * @param virtualPrice what is left of it for each share, in 18 decimals
 * @param supply of shares
 * @param known false after a trade whose effects only the contract knows: nothing is quoted
 */
record CryptoState(
    List<Uint256> balances,
    Uint256 d,
    List<Uint256> priceScale,
    List<Uint256> priceOracle,
    Uint256 xcpProfit,
    Uint256 virtualPrice,
    Uint256 supply,
    boolean known) {
  CryptoState {
    balances = List.copyOf(balances);
    priceScale = List.copyOf(priceScale);
    priceOracle = List.copyOf(priceOracle);
  }

  CryptoState unknownWith(List<Uint256> newBalances) {
    return new CryptoState(
        newBalances, d, priceScale, priceOracle, xcpProfit, virtualPrice, supply, false);
  }

  CryptoState with(
      List<Uint256> newBalances, Uint256 newD, Uint256 newProfit, Uint256 newVirtualPrice) {
    return new CryptoState(
        newBalances, newD, priceScale, priceOracle, newProfit, newVirtualPrice, supply, known);
  }

  CryptoState scaledBy(List<Uint256> newPriceScale, Uint256 newD, Uint256 newVirtualPrice) {
    return new CryptoState(
        balances, newD, newPriceScale, priceOracle, xcpProfit, newVirtualPrice, supply, known);
  }
}
