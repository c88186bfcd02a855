package dev.fairlead.venue.router;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Bytes32;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.Wei;
import dev.fairlead.venue.PoolFactory;
import dev.fairlead.venue.uniswap.v4.PoolKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class VenueRouterTest {
  private static final long SEED = Long.getLong("fairlead.seed", 20_261_129L);
  private static final Address SITE = address(0xee);
  private static final Instant DEADLINE = Instant.ofEpochSecond(1_800_000_000);

  @ParameterizedTest
  @EnumSource
  void readsBackEveryTradeThatItWrites(RouterKind kind) {
    SplittableRandom random = new SplittableRandom(SEED);
    VenueRouter router = router(kind);
    for (int i = 0; i < 5_000; i++) {
      RouterTrade trade = trade(random, kind);
      assertThat(router.decode(router.toCalldata(trade), trade.account()))
          .as("trade %d of seed %d", i, SEED)
          .isEqualTo(trade);
    }
  }

  @Test
  @DisplayName("failures #160: what is sold of the coin is what the call carries")
  void carriesTheCoinThatItSells() {
    RouterHop sells = new RouterHop.UniswapV4(Address.ZERO, address(1), 500, 10, Address.ZERO);
    RouterHop buys = new RouterHop.UniswapV4(address(1), Address.ZERO, 500, 10, Address.ZERO);
    Uint256 seven = Uint256.of(7);
    assertThat(new RouterTrade(DEADLINE, SITE, seven, Uint256.ONE, List.of(sells)).value())
        .isEqualTo(Wei.of(7));
    assertThat(new RouterTrade(DEADLINE, SITE, seven, Uint256.ONE, List.of(buys)).value())
        .isEqualTo(Wei.ZERO);
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("failures #149: changed calldata is another trade or none, never the same one")
  void neverReadsChangedBytesAsTheSameTrade(RouterKind kind) {
    SplittableRandom random = new SplittableRandom(SEED);
    VenueRouter router = router(kind);
    int read = 0;
    int refused = 0;
    for (int i = 0; i < 5_000; i++) {
      RouterTrade trade = trade(random, kind);
      byte[] changed = router.toCalldata(trade).toArray();
      changed[random.nextInt(changed.length)] ^= (byte) random.nextInt(1, 256);
      try {
        assertThat(router.decode(Bytes.wrap(changed), trade.account()))
            .as("trade %d of seed %d", i, SEED)
            .isNotEqualTo(trade);
        read++;
      } catch (IllegalArgumentException e) {
        refused++;
      }
    }
    assertThat(List.of(read, refused)).as("both ends, seed %d", SEED).doesNotContain(0);
  }

  @ParameterizedTest
  @EnumSource
  void refusesBytesThatAreCutShortOrFollowed(RouterKind kind) {
    VenueRouter router = router(kind);
    Bytes calldata = router.toCalldata(trade(new SplittableRandom(SEED), kind));
    for (int length = 0; length < calldata.length(); length++) {
      Bytes cut = calldata.slice(0, length);
      assertThatIllegalArgumentException().isThrownBy(() -> router.decode(cut, SITE));
    }
    byte[] longer = new byte[calldata.length() + 32];
    calldata.writeTo(longer, 0);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> router.decode(Bytes.wrap(longer), SITE))
        .withMessage("not the one encoding of its trade");
  }

  @Test
  @DisplayName("failures #149: no router's call is read as another's")
  void readsNoCallOfAnotherRouter() {
    Map<RouterKind, Bytes> calls = new EnumMap<>(RouterKind.class);
    for (RouterKind kind : RouterKind.values()) {
      calls.put(kind, router(kind).toCalldata(trade(new SplittableRandom(SEED), kind)));
    }
    for (RouterKind kind : RouterKind.values()) {
      VenueRouter router = router(kind);
      calls.forEach((other, call) -> {
        if (other != kind) {
          assertThatIllegalArgumentException()
              .as("%s by %s", other, kind)
              .isThrownBy(() -> router.decode(call, SITE));
        }
      });
    }
  }

  @Test
  void refusesTradesThatNoRouterCanMake() {
    RouterHop first = new RouterHop.UniswapV2(address(1), address(2));
    RouterHop second = new RouterHop.UniswapV2(address(2), address(3));
    Uint256 one = Uint256.ONE;
    assertRefused("at least one hop", one, one, List.of());
    assertRefused("positive", Uint256.ZERO, one, List.of(first));
    assertRefused("positive", one, Uint256.ZERO, List.of(first));
    assertRefused("less than 2^127", Uint256.MAX_VALUE, one, List.of(first));
    assertRefused("does not take", one, one, List.of(second, first));
    assertRefused(
        "another venue",
        one,
        one,
        List.of(first, new RouterHop.UniswapV3(address(2), address(3), 500)));
    assertRefused(
        "comes twice", one, one, List.of(first, new RouterHop.UniswapV2(address(2), address(1))));
    assertRefused(
        "only V4 has pools of the coin",
        one,
        one,
        List.of(new RouterHop.UniswapV2(Address.ZERO, address(1))));
    assertThatThrownBy(
            () -> new RouterTrade(DEADLINE.plusMillis(1), SITE, one, one, List.of(first)))
        .hasMessageContaining("whole seconds");
    assertThatThrownBy(() -> new RouterTrade(DEADLINE, Address.ZERO, one, one, List.of(first)))
        .hasMessageContaining("account");
    assertThatThrownBy(() ->
            router(RouterKind.SWAP_ROUTER_02)
                .toCalldata(new RouterTrade(DEADLINE, SITE, one, one, List.of(first))))
        .hasMessageContaining("no such pools");
    List<RouterHop> two =
        List.of(
            new RouterHop.BalancerV3(SITE, address(1), address(2)),
            new RouterHop.BalancerV3(SITE, address(2), address(3)));
    assertThat(router(RouterKind.BALANCER_V3_ROUTER).takes(two)).isFalse();
    assertThatThrownBy(() ->
            router(RouterKind.BALANCER_V3_ROUTER)
                .toCalldata(new RouterTrade(DEADLINE, SITE, one, one, two)))
        .hasMessageContaining("no such pools");
  }

  @Test
  @DisplayName("failures #149, #150: a hop's pool is the one that mainnet's contracts made")
  void namesThePoolOfAHop() {
    Address usdc = Address.parse("0xa0b86991c6218b36c1d19d4a2e9eb0ce3606eb48");
    Address weth = Address.parse("0xc02aaa39b223fe8d0a0e5c4f27ead9083c756cc2");
    PoolRegistry pairs =
        registry(
            "0x5c69bee701ef814a2b6a3edd4b1652cb9cc5aa6f",
            "0x96e8ac4277198ff8b6f785478aa9a39f403cb768dd02cbee326c3e7da348845f");
    PoolRegistry pools =
        registry(
            "0x1f98431c8ad98523631ae4a59f267346ea31f984",
            "0xe34f199b19b2b4f47f68442619d555527d244f78a3297ea89325f843f87b8b54");
    PoolRegistry vault = new PoolRegistry.Vault(SITE);
    String pair = "0xb4e16d0168e52d35cacd2c6185b44281ec28c9dc";
    assertThat(pairs.poolKey(new RouterHop.UniswapV2(usdc, weth))).hasToString(pair);
    assertThat(pairs.poolKey(new RouterHop.UniswapV2(weth, usdc))).hasToString(pair);
    assertThat(pools.poolKey(new RouterHop.UniswapV3(weth, usdc, 500)))
        .hasToString("0x88e6a0c2ddd26feeb64f039a2c41296fcb3f5640");
    assertThat(pools.poolKey(new RouterHop.UniswapV3(usdc, weth, 3_000)))
        .hasToString("0x8ad599c3a0ff1de082011efddc58f1908eb6e6d8");
    RouterHop ether = new RouterHop.UniswapV4(weth, usdc, PoolKey.DYNAMIC_FEE, 10, Address.ZERO);
    assertThat(vault.poolKey(ether))
        .hasToString(
            new PoolKey(usdc, weth, PoolKey.DYNAMIC_FEE, 10, Address.ZERO).id().toString());
    Bytes32 id = word(new SplittableRandom(SEED));
    RouterHop hop = new RouterHop.BalancerV2(id, usdc, weth);
    assertThat(vault.poolKey(hop)).hasToString(id.toString());
    RouterHop third = new RouterHop.BalancerV3(SITE, usdc, weth);
    assertThat(vault.poolKey(third)).hasToString(SITE.toString().toLowerCase(Locale.ROOT));
    assertThatIllegalArgumentException().isThrownBy(() -> pairs.poolKey(third));
    assertThatIllegalArgumentException().isThrownBy(() -> pairs.poolKey(hop));
    assertThatIllegalArgumentException().isThrownBy(() -> pools.poolKey(ether));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> vault.poolKey(new RouterHop.UniswapV2(usdc, weth)));
  }

  private static PoolRegistry registry(String factory, String initCodeHash) {
    return new PoolRegistry.Factory(
        new PoolFactory(Address.parse(factory), Bytes32.parse(initCodeHash)));
  }

  private static VenueRouter router(RouterKind kind) {
    PoolRegistry pools = new PoolRegistry.Vault(SITE);
    return kind.takesByPermit2()
        ? new VenueRouter(kind, SITE, pools, Permit2.USUAL)
        : new VenueRouter(kind, SITE, pools);
  }

  private static void assertRefused(
      String why, Uint256 amountIn, Uint256 minAmountOut, List<RouterHop> hops) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RouterTrade(DEADLINE, SITE, amountIn, minAmountOut, hops))
        .withMessageContaining(why);
  }

  private static RouterTrade trade(SplittableRandom random, RouterKind kind) {
    int count = kind == RouterKind.BALANCER_V3_ROUTER ? 1 : random.nextInt(1, 5);
    List<Address> tokens = new ArrayList<>();
    for (int i = 0; i <= count; i++) {
      tokens.add(anyAddress(random));
    }
    if (kind == RouterKind.UNIVERSAL_ROUTER && random.nextBoolean()) {
      tokens.set(random.nextInt(count + 1), Address.ZERO);
    }
    List<RouterHop> hops = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Address in = tokens.get(i);
      Address out = tokens.get(i + 1);
      hops.add(
          switch (kind) {
            case UNISWAP_V2 -> new RouterHop.UniswapV2(in, out);
            case SWAP_ROUTER, SWAP_ROUTER_02 ->
                new RouterHop.UniswapV3(in, out, random.nextInt(1_000_000));
            case UNIVERSAL_ROUTER ->
                new RouterHop.UniswapV4(
                    in,
                    out,
                    random.nextInt(PoolKey.DYNAMIC_FEE + 1),
                    random.nextInt(1, 32_768),
                    random.nextBoolean() ? Address.ZERO : anyAddress(random));
            case BALANCER_V2_VAULT -> new RouterHop.BalancerV2(word(random), in, out);
            case BALANCER_V3_ROUTER -> new RouterHop.BalancerV3(anyAddress(random), in, out);
          });
    }
    return new RouterTrade(
        Instant.ofEpochSecond(random.nextLong(1L << 40)),
        anyAddress(random),
        amount(random),
        amount(random),
        hops);
  }

  /** Of any size, so that sizes at both ends come too. */
  private static Uint256 amount(SplittableRandom random) {
    byte[] word = new byte[32];
    int bits = random.nextInt(1, 128);
    for (int i = 0; i < bits; i++) {
      if (i == bits - 1 || random.nextBoolean()) {
        word[31 - i / 8] |= (byte) (1 << (i % 8));
      }
    }
    return Uint256.fromBytes(word);
  }

  private static Bytes32 word(SplittableRandom random) {
    byte[] bytes = new byte[32];
    random.nextBytes(bytes);
    return Bytes32.wrap(bytes);
  }

  private static Address anyAddress(SplittableRandom random) {
    byte[] bytes = new byte[Address.LENGTH];
    random.nextBytes(bytes);
    return Address.of(bytes);
  }

  private static Address address(int last) {
    byte[] bytes = new byte[Address.LENGTH];
    bytes[Address.LENGTH - 1] = (byte) last;
    return Address.of(bytes);
  }
}
