package dev.fairlead.venue.executor;

import dev.fairlead.chain.abi.AbiWriter;
import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Bytes32;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The executor's compiled code, as this build made it: what to deploy, and what a deployed executor
 * must look like. Immutable.
 */
public final class ExecutorArtifact {
  private static final String RESOURCE = "FairleadExecutor.sol/FairleadExecutor.json";
  private static final int WORD = 32;

  private final Bytes creation;
  private final Bytes runtime;
  private final List<List<Integer>> immutables;

  private ExecutorArtifact(Bytes creation, Bytes runtime, List<List<Integer>> immutables) {
    this.creation = creation;
    this.runtime = runtime;
    this.immutables = immutables;
  }

  /** Reads the artifact beside this class; it is there in every build. */
  public static ExecutorArtifact load() {
    JsonNode artifact;
    try (InputStream in = ExecutorArtifact.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException(RESOURCE + " is missing; the build compiles it");
      }
      artifact = JsonMapper.shared().readTree(in);
    } catch (IOException e) {
      throw new IllegalStateException(RESOURCE + " can't be read", e);
    }
    JsonNode deployed = artifact.required("deployedBytecode");
    return new ExecutorArtifact(
        Bytes.parse(artifact.required("bytecode").required("object").stringValue()),
        Bytes.parse(deployed.required("object").stringValue()),
        immutables(deployed.required("immutableReferences")));
  }

  /** The compiler names immutables by numbers that grow in the order of their declaration. */
  private static List<List<Integer>> immutables(JsonNode references) {
    Map<Integer, List<Integer>> byDeclaration = new TreeMap<>();
    for (var reference : references.properties()) {
      List<Integer> places = new ArrayList<>();
      for (JsonNode place : reference.getValue()) {
        places.add(place.required("start").intValue());
      }
      byDeclaration.put(Integer.valueOf(reference.getKey()), List.copyOf(places));
    }
    return List.copyOf(byDeclaration.values());
  }

  /** The data of the transaction that deploys an executor. */
  public Bytes creationCode(ExecutorDeployment deployment) {
    AbiWriter arguments = AbiWriter.tuple();
    fixed(deployment).forEach(arguments::address);
    return join(creation, arguments.toBytes());
  }

  /** The code that an executor deployed so has. */
  public Bytes runtimeCode(ExecutorDeployment deployment) {
    byte[] code = runtime.toArray();
    List<Address> fixed = fixed(deployment);
    for (int i = 0; i < fixed.size(); i++) {
      for (int place : immutables.get(i)) {
        fixed.get(i).writeTo(code, place + WORD - Address.LENGTH);
      }
    }
    return Bytes.wrap(code);
  }

  /** The hash of that code: a deployed contract with this hash is this build's, and the owner's. */
  public Bytes32 runtimeHash(ExecutorDeployment deployment) {
    return runtimeCode(deployment).keccak256();
  }

  private static List<Address> fixed(ExecutorDeployment deployment) {
    return List.of(
        deployment.owner(),
        deployment.weth(),
        deployment.poolManager(),
        deployment.balancerVault());
  }

  private static Bytes join(Bytes head, Bytes tail) {
    byte[] joined = new byte[head.length() + tail.length()];
    head.writeTo(joined, 0);
    tail.writeTo(joined, head.length());
    return Bytes.wrap(joined);
  }
}
