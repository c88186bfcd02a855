package dev.fairlead.event.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The tree against RFC 6962's definition, written out plainly, and its reference vectors. */
final class TreeProofsTest {
  /** The leaves of the reference tests of Certificate Transparency, and the roots over them. */
  private static final List<String> LEAVES =
      List.of(
          "",
          "00",
          "10",
          "2021",
          "3031",
          "40414243",
          "5051525354555657",
          "606162636465666768696a6b6c6d6e6f");

  private static final List<String> ROOTS =
      List.of(
          "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
          "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
          "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
          "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
          "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
          "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
          "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
          "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");

  private final TreeHash hash = new TreeHash();
  private final TreePaths paths = new TreePaths();

  private byte[] plainRoot(List<byte[]> leaves) {
    if (leaves.isEmpty()) {
      return hash.empty();
    }
    if (leaves.size() == 1) {
      return leaves.getFirst();
    }
    int half = Integer.highestOneBit(leaves.size() - 1);
    return hash.node(
        plainRoot(leaves.subList(0, half)), plainRoot(leaves.subList(half, leaves.size())));
  }

  private List<byte[]> leaves(int count) {
    List<byte[]> leaves = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      leaves.add(hash.leaf(new byte[] {(byte) i, (byte) (i >> 8)}));
    }
    return leaves;
  }

  private TreeProofs proofs(List<byte[]> leaves) {
    return new TreeProofs((level, index) ->
        plainRoot(leaves.subList((int) (index << level), (int) ((index + 1) << level))));
  }

  @Test
  void hasTheRootsOfTheReferenceVectors() {
    Frontier frontier = new Frontier();
    for (int i = 0; i < LEAVES.size(); i++) {
      frontier.add(0, hash.leaf(Hex.bytes(LEAVES.get(i))));

      assertThat(Hex.of(frontier.root())).isEqualTo(ROOTS.get(i));
    }
    assertThat(Hex.of(hash.empty()))
        .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  }

  @Test
  void provesEveryLeafOfEveryTreeAndNoOther() {
    for (int size = 1; size <= 70; size++) {
      List<byte[]> leaves = leaves(size);
      byte[] root = plainRoot(leaves);
      TreeProofs proofs = proofs(leaves);
      assertThat(proofs.root(size)).isEqualTo(root);
      for (int index = 0; index < size; index++) {
        List<byte[]> path = proofs.inclusion(index, size);

        assertThat(paths.root(leaves.get(index), index, size, path).orElseThrow()).isEqualTo(root);
        for (int other = 0; other < size; other++) {
          if (other != index) {
            assertThat(paths.root(leaves.get(index), other, size, path).map(Hex::of))
                .as("leaf %d of %d passed off as leaf %d", index, size, other)
                .isNotEqualTo(Optional.of(Hex.of(root)));
          }
        }
      }
    }
  }

  @Test
  void provesThatEveryTreeBeginsWithEverySmallerOne() {
    for (int size = 1; size <= 70; size++) {
      List<byte[]> leaves = leaves(size);
      TreeProofs proofs = proofs(leaves);
      for (int before = 1; before <= size; before++) {
        byte[] root = plainRoot(leaves.subList(0, before));
        List<byte[]> path = proofs.consistency(before, size);

        TreePaths.Roots roots = paths.roots(root, before, size, path).orElseThrow();
        assertThat(roots.before()).isEqualTo(root);
        assertThat(roots.after()).isEqualTo(plainRoot(leaves));
        if (!path.isEmpty()) {
          assertThat(paths.roots(root, before, size, path.subList(0, path.size() - 1))).isEmpty();
          List<byte[]> longer = new ArrayList<>(path);
          longer.add(root);
          assertThat(paths.roots(root, before, size, longer)).isEmpty();
        }
      }
    }
  }

  @Test
  void tellsOfEachSubtreeOnceItIsComplete() {
    List<byte[]> leaves = leaves(64);
    Frontier frontier = new Frontier();
    List<String> told = new ArrayList<>();
    for (byte[] leaf : leaves) {
      frontier.add(
          0,
          leaf,
          (level, index, root) -> {
            told.add(level + "/" + index);
            assertThat(root)
                .isEqualTo(
                    plainRoot(
                        leaves.subList((int) (index << level), (int) ((index + 1) << level))));
          });
    }

    assertThat(told).doesNotHaveDuplicates().hasSize(127).contains("6/0", "5/1", "3/7");
  }

  @Test
  void refusesWhatIsNotInTheTree() {
    TreeProofs proofs = proofs(leaves(5));

    assertThatThrownBy(() -> proofs.inclusion(5, 5)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> proofs.consistency(0, 5)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> proofs.consistency(6, 5)).isInstanceOf(IllegalArgumentException.class);
  }
}
