package dev.fairlead.venue.executor;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The compiled contracts of the tests, by name. */
public final class TestContracts {
  private static final Map<String, String> FILES =
      Map.ofEntries(
          Map.entry("FairleadExecutor", "FairleadExecutor.sol"),
          Map.entry("PlainToken", "TestTokens.sol"),
          Map.entry("FeeOnTransferToken", "TestTokens.sol"),
          Map.entry("FalseReturningToken", "TestTokens.sol"),
          Map.entry("ReentrantToken", "TestTokens.sol"),
          Map.entry("NoReturnToken", "TestTokens.sol"),
          Map.entry("GuardedToken", "ProbedTokens.sol"),
          Map.entry("HoneypotToken", "ProbedTokens.sol"),
          Map.entry("CostlyToken", "ProbedTokens.sol"),
          Map.entry("LyingToken", "ProbedTokens.sol"),
          Map.entry("UnapprovableToken", "ProbedTokens.sol"),
          Map.entry("FalseV3Pool", "FalsePools.sol"),
          Map.entry("FalseCurvePool", "FalsePools.sol"),
          Map.entry("Caller", "FalsePools.sol"),
          Map.entry("OpenVault", "TestVaults.sol"),
          Map.entry("FalseVault", "TestVaults.sol"),
          Map.entry("FalseBalancerVault", "TestVaults.sol"),
          Map.entry("BareForwarder", "BareForwarder.sol"),
          Map.entry("RecordedAnswers", "RecordedAnswers.sol"),
          Map.entry("ToldHook", "TestHooks.sol"));

  private TestContracts() {}

  public static JsonNode artifact(String name) {
    String resource = FILES.get(name) + "/" + name + ".json";
    try (InputStream in = TestContracts.class.getResourceAsStream(resource)) {
      return JsonMapper.shared().readTree(Objects.requireNonNull(in, resource));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The signature of an entry of an ABI. */
  static String signature(JsonNode entry) {
    List<String> types = new ArrayList<>();
    for (JsonNode input : entry.required("inputs")) {
      types.add(input.required("type").stringValue());
    }
    return entry.required("name").stringValue() + "(" + String.join(",", types) + ")";
  }
}
