package dev.fairlead.node.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.chain.abi.AbiDeclaration;
import dev.fairlead.chain.abi.ContractAbi;
import java.util.List;
import org.junit.jupiter.api.Test;

final class AbiFileTest {
  private static final String VAULT =
      """
      [
        {"type": "constructor", "inputs": []},
        {"type": "receive", "stateMutability": "payable"},
        {"type": "function", "name": "settle", "stateMutability": "nonpayable", "outputs": [],
         "inputs": [
           {"name": "orders", "type": "tuple[2][]", "internalType": "struct Order[2][]",
            "components": [{"name": "maker", "type": "address"},
                           {"name": "legs", "type": "tuple[]",
                            "components": [{"name": "amount", "type": "uint128"}]}]},
           {"name": "proof", "type": "bytes32[]"}]},
        {"type": "event", "name": "Settled", "anonymous": false,
         "inputs": [{"name": "by", "type": "address", "indexed": true},
                    {"name": "note", "type": "string", "indexed": false}]},
        {"type": "event", "name": "Hidden", "anonymous": true, "inputs": []},
        {"type": "error", "name": "TooLate", "inputs": [{"name": "", "type": "uint256"}]}
      ]
      """;

  @Test
  void readsPlainArraysAndArtifacts() {
    for (String text : List.of(VAULT, "{\"contractName\":\"Vault\",\"abi\":" + VAULT + "}")) {
      ContractAbi file = AbiFile.parse("Vault.json", text);
      assertThat(file.title()).isEqualTo("Vault");
      assertThat(file.functions())
          .extracting(AbiDeclaration::toString)
          .containsExactly("settle((address,(uint128)[])[2][],bytes32[])");
      assertThat(file.events())
          .extracting(AbiDeclaration::toString)
          .containsExactly("Settled(address,string)");
      assertThat(file.events().getFirst().indexed()).isEqualTo(1);
      assertThat(file.errors())
          .extracting(AbiDeclaration::toString)
          .containsExactly("TooLate(uint256)");
    }
  }

  @Test
  void namesTheFileAndThePlaceOfWhatIsWrong() {
    refuses("", "a.json: expected an array of declarations, or an object with one as \"abi\"");
    refuses("{}", "a.json: expected an array of declarations, or an object with one as \"abi\"");
    refuses("[1]", "a.json: [0]: expected an object");
    refuses(
        "{\"abi\":[{\"type\":\"fun\"}]}", "a.json: abi[0].type: there is no declaration \"fun\"");
    refuses("[{\"type\":\"function\"}]", "a.json: [0].name: expected a string");
    refuses("[{\"name\":\"f\"}]", "a.json: [0].inputs: expected an array");
    refuses(
        "[{\"name\":\"f\",\"inputs\":[{\"type\":\"uint257\"}]}]",
        "a.json: [0].inputs[0].type: there is no number of 257 bits");
    refuses(
        "[{\"name\":\"f\",\"inputs\":[{\"type\":\"tuple\",\"components\":[{\"type\":\"bytes0\"}]}]}]",
        "a.json: [0].inputs[0].components[0].type: there is no type \"bytes0\"");
    refuses(
        "[{\"name\":\"f\",\"inputs\":[{\"type\":\"uint8[\"}]}]",
        "a.json: [0].inputs[0].type: not an array: \"[\"");
    assertThatThrownBy(() -> AbiFile.parse("a.json", "[\n{,}]"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("a.json: not JSON: ")
        .hasMessageContaining("line 2");
  }

  private static void refuses(String text, String message) {
    assertThatThrownBy(() -> AbiFile.parse("a.json", text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }
}
