package dev.fairlead.parts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class NpmInstallerTest {
  private static final String WETH = "canonical-weth";
  private static final String WETH_FILE = "build/contracts/WETH9.json";

  @TempDir Path root;

  @Test
  void fetchesThePinnedPackageAndKeepsOnlyTheWantedFiles() {
    List<String> heard = new ArrayList<>();
    PartsCache cache = new PartsCache(root, heard::add);

    Path weth = new Parts(cache).npm(WETH);

    assertThat(weth.resolve(WETH_FILE)).content().contains("\"abi\"");
    assertThat(weth.resolve("package.json")).doesNotExist();
    assertThat(heard).containsExactly("fetching canonical-weth 1.4.0");
  }

  @Test
  void refusesAnArchiveWithAnotherChecksum() {
    NpmPin real = NpmPins.ofFairlead().only(WETH);
    NpmPin wrong =
        new NpmPin(real.name(), real.version(), "sha512-" + "A".repeat(86) + "==", real.files());
    PartsCache cache = new PartsCache(root, Progress.silent());

    assertThatThrownBy(() -> cache.get("npm/weth", "1", new NpmInstaller(wrong)))
        .isInstanceOf(PartsException.class)
        .hasMessageContaining("do not use it")
        .hasMessageContaining(real.integrity());
    assertThat(cache.has("npm/weth", "1")).isFalse();
  }

  @Test
  void saysWhichWantedFileThePackageDoesNotHold() {
    NpmPin real = NpmPins.ofFairlead().only(WETH);
    NpmPin wrong =
        new NpmPin(real.name(), real.version(), real.integrity(), List.of("nothing.json"));

    assertThatThrownBy(
            () -> new PartsCache(root, Progress.silent()).get("weth", "1", new NpmInstaller(wrong)))
        .isInstanceOf(PartsException.class)
        .hasMessageContaining("nothing.json");
  }

  @Test
  void saysInOneLineWhatToDoWhenNpmCannotFetch() {
    NpmPin real = NpmPins.ofFairlead().only(WETH);
    NpmPin missing = new NpmPin(WETH, "0.0.0-none", real.integrity(), real.files());

    assertThatThrownBy(() ->
            new PartsCache(root, Progress.silent()).get("weth", "1", new NpmInstaller(missing)))
        .isInstanceOf(PartsException.class)
        .hasMessageContaining("check the network")
        .extracting(e -> ((PartsException) e).kind())
        .isEqualTo(PartsException.Kind.RETRYABLE);
  }

  @Test
  void pinsEveryPackageWithAChecksumAndFiles() {
    assertThat(NpmPins.ofFairlead().all())
        .hasSizeGreaterThan(15)
        .allSatisfy(pin -> assertThat(pin.integrity()).matches("sha512-[A-Za-z0-9+/]{86}=="))
        .allSatisfy(pin -> assertThat(pin.files()).isNotEmpty());
  }

  @Test
  void refusesAPackageThatIsNotPinned() {
    Parts parts = new Parts(new PartsCache(root, Progress.silent()));

    assertThatThrownBy(() -> parts.npm("left-pad", "1.0.0"))
        .isInstanceOf(PartsException.class)
        .hasMessageContaining("not pinned");
    assertThatThrownBy(() -> parts.npm("solc"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("name a version");
  }

  @Test
  void givesAnotherChoiceOfFilesAnotherPlaceInTheCache() {
    NpmPin one = new NpmPin("p", "1", "sha512-x", List.of("a"));
    NpmPin two = new NpmPin("p", "1", "sha512-x", List.of("a", "b"));

    assertThat(one.cacheVersion()).startsWith("1-").isNotEqualTo(two.cacheVersion());
  }
}
