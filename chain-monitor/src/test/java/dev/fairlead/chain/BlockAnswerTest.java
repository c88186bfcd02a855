package dev.fairlead.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.chain.json.JsonLimits;
import dev.fairlead.chain.proof.BlockClaim;
import dev.fairlead.devnet.block.BlockSize;
import dev.fairlead.devnet.block.GeneratedBlock;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class BlockAnswerTest {
  private static final JsonLimits LIMITS = new JsonLimits(64 << 20, 64);

  @Test
  void readsABlockWithItsReceiptsInEitherOrder() {
    GeneratedBlock generated = GeneratedBlock.of(new BlockSize(20, 60, 200), 1);
    BlockClaim claim = BlockAnswer.read(generated.answer(), LIMITS);
    assertThat(claim.header().transactions()).hasSize(20);
    assertThat(claim.transactions()).hasSize(20);
    assertThat(claim.receipts()).hasSize(20);
    assertThat(claim.receipts().stream().mapToInt(one -> one.receipt().logs().size()).sum())
        .isEqualTo(60);
    String turned =
        "[{\"id\":2,\"result\":%s},{\"id\":1,\"result\":%s}]"
            .formatted(generated.receipts(), generated.block());
    assertThat(BlockAnswer.read(turned.getBytes(StandardCharsets.UTF_8), LIMITS)).isEqualTo(claim);
  }

  @Test
  void refusesAnAnswerThatLacksOneOfThem() {
    for (String answer :
        new String[] {"[]", "[{\"id\":1,\"error\":{}}]", "[{\"id\":1,\"result\":[]}]"}) {
      assertThatThrownBy(() -> BlockAnswer.read(answer.getBytes(StandardCharsets.UTF_8), LIMITS))
          .isInstanceOf(ChainException.class)
          .hasMessage("an answer without a block and its receipts");
    }
  }
}
