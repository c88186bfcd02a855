package dev.fairlead.venue.executor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.chain.abi.Signature;
import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ExecutorArtifactTest {
  private static final JsonNode JSON = TestContracts.artifact("FairleadExecutor");

  @Test
  void theContractHasNoStorage() {
    assertThat(JSON.required("storageLayout").required("storage").isEmpty()).isTrue();
  }

  @Test
  void theContractFitsTheSizeThatChainsAllow() {
    assertThat(ExecutorArtifact.load().runtimeCode(deployment(1)).length()).isLessThan(24_576);
  }

  @Test
  void theCodeTellsDeploymentsApart() {
    ExecutorArtifact artifact = ExecutorArtifact.load();
    assertThat(artifact.runtimeHash(deployment(1))).isEqualTo(artifact.runtimeHash(deployment(1)));
    assertThat(artifact.runtimeHash(deployment(1)))
        .isNotEqualTo(artifact.runtimeHash(deployment(2)));
  }

  @Test
  void knowsEveryFailureThatTheContractDeclares() {
    List<String> declared = new ArrayList<>();
    for (JsonNode entry : JSON.required("abi")) {
      if (entry.required("type").stringValue().equals("error")) {
        declared.add(TestContracts.signature(entry));
      }
    }
    assertThat(Arrays.stream(ExecutorFailure.values()).map(f -> f.signature().toString()))
        .containsExactlyInAnyOrderElementsOf(declared);
  }

  @Test
  void tellsItsFailuresFromThoseOfOthers() {
    Bytes shortOutput = ExecutorFailure.SHORT_OUTPUT.signature().selector();
    assertThat(ExecutorFailure.of(shortOutput)).contains(ExecutorFailure.SHORT_OUTPUT);
    assertThat(ExecutorFailure.of(Signature.of("Error(string)").selector())).isEmpty();
    assertThat(ExecutorFailure.of(Bytes.EMPTY)).isEmpty();
  }

  @Test
  void onlyTheKnownFunctionsCanBeCalled() {
    List<String> functions = new ArrayList<>();
    JSON.required("methodIdentifiers").propertyNames().forEach(functions::add);
    assertThat(functions)
        .containsExactlyInAnyOrder(
            "balancerV3Callback(address,address,address)",
            "execute(bytes)",
            "rescue(address)",
            "uniswapV3SwapCallback(int256,int256,bytes)",
            "unlockCallback(bytes)");
  }

  private static ExecutorDeployment deployment(int owner) {
    byte[] address = new byte[Address.LENGTH];
    address[0] = (byte) owner;
    return new ExecutorDeployment(Address.of(address), Address.ZERO, Address.ZERO, Address.ZERO);
  }
}
