package dev.fairlead.venue.erc4626;

import dev.fairlead.model.Uint256;

/**
 * What shares are worth: the assets of a vault by the shares of it that there are.
 *
 * <p>Many vaults count a few assets and shares more than there are, so that the first depositor
 * can't set the rate at will; with none of either, and none counted, one is worth one.
 *
 * @param virtualAssets counted on top of the total assets
 * @param virtualShares counted on top of the total supply
 */
public record ShareRate(
    Uint256 totalAssets, Uint256 totalSupply, Uint256 virtualAssets, Uint256 virtualShares) {

  /** The shares for so many assets, rounded down, as a deposit gives. */
  public Uint256 sharesDown(Uint256 assetUnits) {
    return isOne() ? assetUnits : assetUnits.mulDivDown(shares(), assets());
  }

  /** The shares for so many assets, rounded up, as a withdrawal takes. */
  public Uint256 sharesUp(Uint256 assetUnits) {
    return isOne() ? assetUnits : assetUnits.mulDivUp(shares(), assets());
  }

  /** The assets for so many shares, rounded down, as a redemption gives. */
  public Uint256 assetsDown(Uint256 shareUnits) {
    return isOne() ? shareUnits : shareUnits.mulDivDown(assets(), shares());
  }

  /** The assets for so many shares, rounded up, as minting takes. */
  public Uint256 assetsUp(Uint256 shareUnits) {
    return isOne() ? shareUnits : shareUnits.mulDivUp(assets(), shares());
  }

  ShareRate deposited(Uint256 assetUnits, Uint256 shareUnits) {
    return new ShareRate(
        totalAssets.plus(assetUnits), totalSupply.plus(shareUnits), virtualAssets, virtualShares);
  }

  ShareRate redeemed(Uint256 assetUnits, Uint256 shareUnits) {
    return new ShareRate(
        totalAssets.minus(assetUnits), totalSupply.minus(shareUnits), virtualAssets, virtualShares);
  }

  /**
   * At the margin, shares for one asset, or assets for one share; zero where that is not a number.
   */
  public double price(boolean ofAsset) {
    try {
      double each = isOne() ? 1 : shares().toDouble() / assets().toDouble();
      double price = ofAsset ? each : 1 / each;
      return Double.isFinite(price) ? price : 0;
    } catch (ArithmeticException e) {
      return 0;
    }
  }

  private boolean isOne() {
    return shares().isZero();
  }

  private Uint256 assets() {
    return totalAssets.plus(virtualAssets);
  }

  private Uint256 shares() {
    return totalSupply.plus(virtualShares);
  }
}
