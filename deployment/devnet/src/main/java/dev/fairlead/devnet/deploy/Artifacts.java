package dev.fairlead.devnet.deploy;

import dev.fairlead.devnet.rpc.DevnetException;
import dev.fairlead.devnet.rpc.JsonRpc;
import dev.fairlead.model.Address;
import dev.fairlead.parts.Parts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Reads contracts' bytecode out of the npm packages that publish it. */
final class Artifacts {
  private final Parts parts;

  Artifacts(Parts parts) {
    this.parts = parts;
  }

  /** The code that creates the contract; whatever the file's tool wrote, it is found. */
  byte[] initCode(String npmPackage, String file) {
    return code(npmPackage, file, "bytecode");
  }

  /** The same with a library's address put in for the one placeholder that it has. */
  byte[] initCode(String npmPackage, String file, Address library) {
    String hex = hex(npmPackage, file, "bytecode");
    String address = library.toString().substring(2).toLowerCase(Locale.ROOT);
    return JsonRpc.bytes(hex.replaceAll("__.{36}__|__\\$.{34}\\$__", address));
  }

  /** The code that stands on the chain, of a contract without immutables. */
  byte[] runtimeCode(String npmPackage, String file) {
    return code(npmPackage, file, "deployedBytecode");
  }

  /** The code that creates a contract that was compiled here. */
  static byte[] compiled(Path artifact) {
    return JsonRpc.bytes(hex(artifact, "bytecode"));
  }

  /** A hex literal of a source file. */
  byte[] literal(String npmPackage, String file, String pattern) {
    Path path = parts.npm(npmPackage).resolve(file);
    try {
      Matcher matcher = Pattern.compile(pattern).matcher(Files.readString(path));
      if (matcher.find()) {
        return JsonRpc.bytes(matcher.group(1));
      }
    } catch (IOException e) {
      throw new DevnetException(DevnetException.Kind.FATAL, "cannot read " + path, e);
    }
    throw new DevnetException(DevnetException.Kind.FATAL, path + " holds no " + pattern);
  }

  private byte[] code(String npmPackage, String file, String member) {
    return JsonRpc.bytes(hex(npmPackage, file, member));
  }

  private String hex(String npmPackage, String file, String member) {
    return hex(parts.npm(npmPackage).resolve(file), member);
  }

  private static String hex(Path file, String member) {
    JsonNode artifact = JsonRpc.JSON.readTree(file);
    JsonNode code = artifact.path(member);
    if (code.isObject()) {
      code = code.path("object");
    } else if (code.isMissingNode()) {
      code = artifact.path("evm").path(member).path("object");
    }
    String hex = code.asString("");
    if (hex.length() < 4) {
      throw new DevnetException(DevnetException.Kind.FATAL, file + " holds no " + member);
    }
    return hex;
  }
}
