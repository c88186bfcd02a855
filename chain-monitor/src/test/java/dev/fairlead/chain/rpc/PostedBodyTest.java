package dev.fairlead.chain.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.fairlead.chain.ChainException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PostedBodyTest {
  @Test
  void replacesTheIdsOnTheWayOutAndPutsThemBackInTheOrderOfTheRequests() {
    PostedBody posted =
        posted(
            "[ {\"id\":7,\"method\":\"a\",\"params\":[{\"id\":9}]} , {\"method\":\"b\",\"id\":\"x\"}]");
    assertThat(posted.methods()).containsExactly("a", "b");
    assertThat(text(posted.withIdsFrom(100)))
        .isEqualTo(
            "[ {\"id\":100,\"method\":\"a\",\"params\":[{\"id\":9}]} , {\"method\":\"b\",\"id\":101}]");
    String answer =
        "[{\"result\":{\"id\":1,\"s\":\"}\\\"]\"},\"id\":101},{\"id\":100,\"result\":[[]]}]";
    assertThat(text(posted.restored(bytes(answer), 100)))
        .isEqualTo(
            "[{\"id\":7,\"result\":[[]]},{\"result\":{\"id\":1,\"s\":\"}\\\"]\"},\"id\":\"x\"}]");
  }

  @Test
  void keepsAnErrorThatIsAboutTheWholeBody() {
    String error = "{\"id\":null,\"error\":{\"code\":-32700,\"message\":\"what?\"}}";
    assertThat(text(posted("{\"id\":1,\"method\":\"a\"}").restored(bytes(error), 5)))
        .isEqualTo(error);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"id\":6,\"result\":1}",
        "[{\"id\":5,\"result\":1}]",
        "[]",
        "{\"id\":5,\"result\":1}{}",
        "{\"id\":5,\"result\":[1}",
        "{\"id\":5 \"result\":1}",
        "{\"id\":5,\"result\":\"",
        "<html>",
        ""
      })
  @DisplayName("failures #94: what answers something else, or is no JSON, is a typed error")
  void refusesWhatIsNoAnswer(String answer) {
    PostedBody posted = posted("[{\"id\":1,\"method\":\"a\"},{\"id\":2,\"method\":\"b\"}]");
    assertThatExceptionOfType(ChainException.class)
        .isThrownBy(() -> posted.restored(bytes(answer), 5));
  }

  @Test
  void refusesARequestWithoutAnId() {
    assertThatIllegalArgumentException().isThrownBy(() -> posted("{\"method\":\"a\"}"));
  }

  @Test
  @DisplayName("failures #94: a million broken messages give typed errors and nothing else")
  void survivesAnyBytes() {
    long seed = Long.getLong("fairlead.seed", 20_261_129L);
    System.out.println("PostedBodyTest seed " + seed);
    Random random = new Random(seed);
    byte[] model =
        bytes(
            "[{\"jsonrpc\":\"2.0\",\"id\":12,\"result\":{\"a\":[1,\"\\u00e9\\\\\"]}},"
                + "{\"method\":\"eth_subscription\",\"params\":{\"subscription\":\"0x1\"}}]");
    byte[] letters = bytes("{}[]\",:\\ id0123456789eE+-.\u00e9");
    for (int i = 0; i < 500_000; i++) {
      byte[] broken = model.clone();
      for (int change = random.nextInt(4); change >= 0; change--) {
        broken[random.nextInt(broken.length)] = letters[random.nextInt(letters.length)];
      }
      survives(() -> Envelopes.first(broken));
      survives(() -> Envelopes.whole(broken));
    }
  }

  private static void survives(Runnable reading) {
    try {
      reading.run();
    } catch (ChainException e) {
      assertThat(e.kind()).isEqualTo(ChainException.Kind.RETRYABLE);
    }
  }

  private static PostedBody posted(String body) {
    return new PostedBody(bytes(body));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
