package dev.fairlead.node.doctor;

import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Bytes32;
import dev.fairlead.model.Keccak256;
import dev.fairlead.model.Uint256;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What in a contract's code and storage hints at code that can become another. */
final class CodeHints {
  private static final Bytes DELEGATION = Bytes.parse("0xef0100");
  private static final Bytes MINIMAL_PROXY = Bytes.parse("0x363d3d373d3d3d363d73");
  private static final Bytes32 EIP_1967 = before("eip1967.proxy.implementation");
  private static final Bytes32 EIP_1967_BEACON = before("eip1967.proxy.beacon");
  private static final Bytes32 EIP_1967_ADMIN = before("eip1967.proxy.admin");

  /** As OpenZeppelin had it before EIP-1967; USDC on Ethereum does. */
  private static final Bytes32 ZEPPELIN = hash("org.zeppelinos.proxy.implementation");

  private static final int PUSH_1 = 0x60;
  private static final int PUSH_32 = 0x7f;
  private static final int SELF_DESTRUCT = 0xff;
  private static final int LENGTH_OF_METADATA = 2;

  private CodeHints() {}

  /** In words; empty if there is none. */
  static List<String> of(Address contract, Bytes code, State state) {
    List<String> hints = new ArrayList<>();
    delegate(code).ifPresent(to -> hints.add("an account that delegates to " + to + " (EIP-7702)"));
    if (startsWith(code, MINIMAL_PROXY)) {
      hints.add("a minimal proxy of " + addressAfter(code, MINIMAL_PROXY) + " (EIP-1167)");
    }
    stored(state, contract, EIP_1967)
        .ifPresent(to ->
            hints.add(
                "a proxy of %s (EIP-1967)%s"
                    .formatted(
                        to,
                        stored(state, contract, EIP_1967_ADMIN)
                            .map(admin -> " that " + admin + " may change")
                            .orElse(""))));
    stored(state, contract, EIP_1967_BEACON)
        .ifPresent(to -> hints.add("a proxy by the beacon " + to + " (EIP-1967)"));
    stored(state, contract, ZEPPELIN)
        .ifPresent(to -> hints.add("a proxy of " + to + " (ZeppelinOS)"));
    if (mayDestroyItself(code)) {
      hints.add("code with a SELFDESTRUCT");
    }
    return hints;
  }

  /** Whom an account lets act in its name. */
  static Optional<Address> delegate(Bytes code) {
    return startsWith(code, DELEGATION) && code.length() == DELEGATION.length() + Address.LENGTH
        ? Optional.of(addressAfter(code, DELEGATION))
        : Optional.empty();
  }

  /** The operation stands among those that can be reached in order, before the metadata. */
  private static boolean mayDestroyItself(Bytes code) {
    int end = code.length();
    if (end > LENGTH_OF_METADATA) {
      int metadata = ((code.at(end - 2) & 0xff) << 8) | (code.at(end - 1) & 0xff);
      end = metadata + LENGTH_OF_METADATA < end ? end - metadata - LENGTH_OF_METADATA : end;
    }
    for (int at = 0; at < end; at++) {
      int operation = code.at(at) & 0xff;
      if (operation == SELF_DESTRUCT) {
        return true;
      }
      if (operation >= PUSH_1 && operation <= PUSH_32) {
        at += operation - PUSH_1 + 1;
      }
    }
    return false;
  }

  private static Optional<Address> stored(State state, Address contract, Bytes32 slot) {
    Bytes32 word = state.storage(contract, slot);
    return word.equals(Bytes32.ZERO)
        ? Optional.empty()
        : Optional.of(word.addressAt(Bytes32.LENGTH - Address.LENGTH));
  }

  private static boolean startsWith(Bytes code, Bytes prefix) {
    return code.length() >= prefix.length() + Address.LENGTH
        && code.slice(0, prefix.length()).equals(prefix);
  }

  private static Address addressAfter(Bytes code, Bytes prefix) {
    return code.addressAt(prefix.length());
  }

  /** Of a text in ASCII. */
  static Bytes32 hash(String name) {
    return Bytes32.wrap(Keccak256.hash(name.getBytes(StandardCharsets.US_ASCII)));
  }

  /** One less than the hash, so that nobody knows what hashes to it. */
  private static Bytes32 before(String name) {
    return Bytes32.wrap(hash(name).toUint256().minus(Uint256.ONE).toBytes32());
  }
}
