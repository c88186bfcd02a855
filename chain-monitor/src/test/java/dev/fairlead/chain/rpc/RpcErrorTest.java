package dev.fairlead.chain.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.model.Bytes;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What servers say when they don't serve a method, and what only sounds like it. */
final class RpcErrorTest {
  @ParameterizedTest
  @CsvSource({
    "-32601, Method not found",
    "-32601, the method eth_getBlockReceipts does not exist/is not available",
    "-32004, Method eth_getBlockReceipts is not supported",
    "-32600, Unsupported method: eth_getBlockReceipts",
    "-32604, Method not enabled",
    "-32001, rpc method is not whitelisted"
  })
  void knowsThatAMethodIsNotServed(long code, String message) {
    assertThat(new RpcError(code, message, Bytes.EMPTY).isMethodMissing()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "-32000, header not found",
    "-32001, resource not found",
    "-32005, limit exceeded",
    "-32602, invalid argument 0",
    "-32603, internal error",
    "429, too many requests"
  })
  void takesOtherErrorsForWhatTheyAre(long code, String message) {
    assertThat(new RpcError(code, message, Bytes.EMPTY).isMethodMissing()).isFalse();
  }
}
