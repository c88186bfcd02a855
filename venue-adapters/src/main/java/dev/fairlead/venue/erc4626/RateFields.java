package dev.fairlead.venue.erc4626;

import dev.fairlead.venue.file.FieldWriter;
import dev.fairlead.venue.file.Fields;

/** What shares are worth, in market files. */
public final class RateFields {
  private static final int BITS = 256;

  private RateFields() {}

  public static void write(ShareRate rate, FieldWriter state) {
    state
        .number("total_assets", rate.totalAssets())
        .number("total_supply", rate.totalSupply())
        .number("virtual_assets", rate.virtualAssets())
        .number("virtual_shares", rate.virtualShares());
  }

  public static ShareRate read(Fields state) {
    return new ShareRate(
        state.field("total_assets").number(BITS),
        state.field("total_supply").number(BITS),
        state.field("virtual_assets").number(BITS),
        state.field("virtual_shares").number(BITS));
  }
}
