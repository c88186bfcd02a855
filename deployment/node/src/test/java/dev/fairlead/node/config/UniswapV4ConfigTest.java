package dev.fairlead.node.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.model.Address;
import dev.fairlead.venue.router.Permit2;
import dev.fairlead.venue.uniswap.v4.HookPromise;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

final class UniswapV4ConfigTest {
  private static final String MANAGER = "0x00000000000000000000000000000000000000a1";
  private static final String QUOTER = "0x00000000000000000000000000000000000000b1";
  private static final String ROUTER = "0x00000000000000000000000000000000000000d1";
  private static final String PERMIT2 = "0x00000000000000000000000000000000000000e1";
  private static final String WATCHER = "0x00000000000000000000000000000000000000c0";
  private static final String NAMER = "0x0000000000000000000000000000000000000080";
  private static final String FULL =
      """
      pool-manager: "%s"
      quoter: "%s"
      router: "%s"
      permit2: "%s"
      hooks:
        - {address: "%s", promise: plain-swaps}
        - {address: "%s", promise: fee-of-the-block}
      since: 7
      hop-gas: 8
      """
          .formatted(MANAGER, QUOTER, ROUTER, PERMIT2, WATCHER, NAMER);

  private static VenuesConfig.UniswapV4 read(String text) {
    Map<?, ?> tree = (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(text);
    return new RecordBinder(Map.of())
        .bind(VenuesConfig.UniswapV4.class, "uniswap-v4", ConfigReader.withTextKeys(tree));
  }

  @Test
  void vouchesForNoHookByDefault() {
    assertThat(read("pool-manager: \"" + MANAGER + "\""))
        .isEqualTo(
            new VenuesConfig.UniswapV4(
                Address.parse(MANAGER), null, null, Permit2.USUAL, List.of(), 0, 130_000));
  }

  @Test
  void readsEveryKey() {
    assertThat(read(FULL))
        .isEqualTo(
            new VenuesConfig.UniswapV4(
                Address.parse(MANAGER),
                Address.parse(QUOTER),
                Address.parse(ROUTER),
                Address.parse(PERMIT2),
                List.of(
                    new VenuesConfig.Hook(Address.parse(WATCHER), HookPromise.PLAIN_SWAPS),
                    new VenuesConfig.Hook(Address.parse(NAMER), HookPromise.FEE_OF_THE_BLOCK)),
                7,
                8));
  }

  @Test
  void refusesAHookWithTwoPromises() {
    assertThatThrownBy(() -> read(FULL.replace(NAMER, WATCHER)))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("hooks name an address twice");
  }
}
