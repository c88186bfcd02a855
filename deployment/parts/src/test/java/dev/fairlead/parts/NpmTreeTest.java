package dev.fairlead.parts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class NpmTreeTest {
  @TempDir Path root;

  @Test
  void fetchesWhatTheLockFilePinsOnceAndPutsScriptsBesideIt() {
    List<String> heard = new ArrayList<>();
    PartsCache cache = new PartsCache(root, heard::add);

    Path tree = NpmTree.beside(NpmTreeTest.class, "a-tree", "script.cjs").in(cache);

    assertThat(tree.resolve("node_modules/canonical-weth/package.json")).exists();
    assertThat(tree.resolve("script.cjs")).content().contains("canonical-weth");
    assertThat(NpmTree.beside(NpmTreeTest.class, "a-tree", "script.cjs").in(cache)).isEqualTo(tree);
    assertThat(heard).containsExactly("fetching a-tree from npm");
  }

  @Test
  void namesAResourceThatIsMissing() {
    assertThatThrownBy(() -> NpmTree.beside(NpmTreeTest.class, "a-tree", "none.cjs"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("npm/none.cjs");
  }
}
