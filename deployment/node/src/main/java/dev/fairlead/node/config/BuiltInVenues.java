package dev.fairlead.node.config;

import dev.fairlead.model.Address;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.intent.VenueId;
import dev.fairlead.venue.router.Permit2;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Uniswap's own deployments on well-known chains, with their routers and quoters. */
record BuiltInVenues(
    VenuesConfig.UniswapV2 uniswapV2,
    VenuesConfig.UniswapV3 uniswapV3,
    VenuesConfig.UniswapV4 uniswapV4) {
  private static final int V2_FEE_BASIS_POINTS = 30;
  private static final long V2_HOP = 90_000;
  private static final long V3_HOP = 120_000;
  private static final long V4_HOP = 130_000;

  private static final Map<ChainId, BuiltInVenues> KNOWN =
      Map.of(
          new ChainId(1),
          new BuiltInVenues(
              v2(
                  "0x5C69bEe701ef814a2B6a3EDD4B1652CB9cc5aA6f",
                  "0x7a250d5630B4cF539739dF2C5dAcb4c659F2488D",
                  10_000_835),
              v3(
                  "0x1F98431c8aD98523631AE4a59f267346ea31F984",
                  "0x61fFE014bA17989E743c5F6cB21bF9697530B21e",
                  "0x68b3465833fb72A70ecDF485E0e4C7bD8665Fc45",
                  12_369_621),
              v4(
                  "0x000000000004444c5dc75cB358380D2e3dE08A90",
                  "0x52F0E24D1c21C8A0cB1e5a5dD6198556BD9E1203",
                  21_688_329)),
          new ChainId(42_161),
          new BuiltInVenues(
              v2(
                  "0xf1D7CC64Fb4452F05c498126312eBE29f30Fbcf9",
                  "0x4752ba5DBc23f44D87826276BF6Fd6b1C372aD24",
                  0),
              v3(
                  "0x1F98431c8aD98523631AE4a59f267346ea31F984",
                  "0x61fFE014bA17989E743c5F6cB21bF9697530B21e",
                  "0x68b3465833fb72A70ecDF485E0e4C7bD8665Fc45",
                  0),
              v4(
                  "0x360E68faCcca8cA495c1B759Fd9EEe466db9FB32",
                  "0x3972C00f7ed4885e145823eb7C655375d275A1C5",
                  0)),
          new ChainId(8_453),
          new BuiltInVenues(
              v2(
                  "0x8909Dc15e40173Ff4699343b6eB8132c65e18eC6",
                  "0x4752ba5DBc23f44D87826276BF6Fd6b1C372aD24",
                  0),
              v3(
                  "0x33128a8fC17869897dcE68Ed026d694621f6FDfD",
                  "0x3d4e44Eb1374240CE5F1B871ab261CD16335B76a",
                  "0x2626664c2603336E57B271c5C0b26F421741e481",
                  0),
              v4(
                  "0x498581fF718922c3f8e6A244956aF099B2652b2b",
                  "0x0d5e0F971ED27FBfF6c2837bf31316121532048D",
                  0)),
          new ChainId(137),
          new BuiltInVenues(
              v2(
                  "0x9e5A52f57b3038F1B8EeE45F28b3C1967e22799C",
                  "0xedf6066a2b290C185783862C7F4776A2C8077AD1",
                  0),
              v3(
                  "0x1F98431c8aD98523631AE4a59f267346ea31F984",
                  "0x61fFE014bA17989E743c5F6cB21bF9697530B21e",
                  "0x68b3465833fb72A70ecDF485E0e4C7bD8665Fc45",
                  0),
              v4(
                  "0x67366782805870060151383F4BbFF9daB53e5cD6",
                  "0xb3d5c3Dfc3a7aEbFF71895A7191796BFFc2c81b9",
                  0)),
          new ChainId(10),
          new BuiltInVenues(
              v2(
                  "0x0c3c1c532F1e39EdF36BE9Fe0bE1410313E074Bf",
                  "0x4A7b5Da61326A6379179b40d00F57E5bbDC962c2",
                  0),
              v3(
                  "0x1F98431c8aD98523631AE4a59f267346ea31F984",
                  "0x61fFE014bA17989E743c5F6cB21bF9697530B21e",
                  "0x68b3465833fb72A70ecDF485E0e4C7bD8665Fc45",
                  0),
              v4(
                  "0x9a13F98Cb987694C9F086b1F5eB990EeA8264Ec3",
                  "0x1f3131A13296FB91C90870043742C3CDBFF1A8d7",
                  0)));

  static Optional<BuiltInVenues> of(ChainId chain) {
    return Optional.ofNullable(KNOWN.get(chain));
  }

  private static VenuesConfig.UniswapV2 v2(String factory, String router, long since) {
    return new VenuesConfig.UniswapV2(
        new VenueId("uniswap-v2"),
        Address.parse(factory),
        Address.parse(router),
        VenuesConfig.V2_INIT_CODE,
        V2_FEE_BASIS_POINTS,
        since,
        V2_HOP);
  }

  private static VenuesConfig.UniswapV3 v3(
      String factory, String quoter, String router, long since) {
    return new VenuesConfig.UniswapV3(
        new VenueId("uniswap-v3"),
        Address.parse(factory),
        Address.parse(quoter),
        Address.parse(router),
        VenuesConfig.V3RouterKind.SWAP_ROUTER_02,
        VenuesConfig.V3_INIT_CODE,
        since,
        V3_HOP);
  }

  private static VenuesConfig.UniswapV4 v4(String manager, String quoter, long since) {
    return new VenuesConfig.UniswapV4(
        Address.parse(manager),
        Address.parse(quoter),
        null,
        Permit2.USUAL,
        List.of(),
        since,
        V4_HOP);
  }
}
