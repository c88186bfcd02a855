package dev.fairlead.chain.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.chain.rpc.RpcError;
import dev.fairlead.chain.rpc.RpcReply;
import dev.fairlead.model.Bytes;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RepliesTest {
  @ParameterizedTest
  @CsvSource({
    "-32000, header not found, true",
    "-32001, Unknown block, true",
    "-32000, missing trie node 0x12, true",
    "-32601, the method does not exist, true",
    "3, execution reverted: pool not found, false",
    "-32000, execution reverted: pool not found, false",
    "-32000, out of gas, false",
  })
  void tellsWhatAnotherEndpointMayKnow(long code, String message, boolean wanting) {
    assertThat(Replies.wanting(List.of(failed(code, message)))).isEqualTo(wanting);
  }

  @Test
  void aNullResultIsWanting() {
    RpcReply<?> found = new RpcReply.Result<>(Optional.of(1));
    assertThat(Replies.wanting(List.of(found))).isFalse();
    assertThat(Replies.wanting(List.of(found, new RpcReply.Result<>(Optional.empty())))).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "-32005, Your app has exceeded its compute units per second capacity, true",
    "-32000, Too Many Requests, true",
    "-32005, project ID request rate exceeded, true",
    "-32005, query returned more than 10000 results, false",
    "-32000, exceeds block gas limit, false",
  })
  void tellsALimitedRateFromALimitedRange(long code, String message, boolean limited) {
    assertThat(Replies.limit(List.of(failed(code, message))).isPresent()).isEqualTo(limited);
  }

  private static RpcReply<?> failed(long code, String message) {
    return new RpcReply.Failed<>(new RpcError(code, message, Bytes.EMPTY));
  }
}
