package dev.fairlead.venue.devnet;

import dev.fairlead.devnet.rpc.Abi;
import dev.fairlead.model.Address;
import dev.fairlead.venue.executor.TestContracts;
import java.util.ArrayList;
import java.util.List;

/** A contract that answers what it was told to, at the address of one whose code can't be had. */
final class StandIn {
  private final Playground playground;
  private final Address address;
  private final List<byte[]> calls = new ArrayList<>();
  private final List<byte[]> results = new ArrayList<>();

  StandIn(Playground playground, Address address) {
    this.playground = playground;
    this.address = address;
    String code =
        TestContracts.artifact("RecordedAnswers")
            .required("deployedBytecode")
            .required("object")
            .stringValue();
    playground
        .dev()
        .anvil()
        .rpc()
        .call("anvil_setCode", address.toString(), code.startsWith("0x") ? code : "0x" + code);
  }

  Address address() {
    return address;
  }

  /** From the next {@link #settle} on, a call is answered so. */
  StandIn answers(String returns, Object answer, String signature, Object... arguments) {
    calls.add(Abi.call(signature, arguments));
    results.add(Abi.encode(returns, answer));
    return this;
  }

  /** Puts the answers there, in blocks of their own. */
  void settle() {
    int step = 12;
    for (int from = 0; from < calls.size(); from += step) {
      int to = Math.min(calls.size(), from + step);
      playground.send(
          address,
          "put(bytes[],bytes[])",
          List.copyOf(calls.subList(from, to)),
          List.copyOf(results.subList(from, to)));
    }
    calls.clear();
    results.clear();
  }
}
