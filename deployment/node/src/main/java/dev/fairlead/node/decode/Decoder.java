package dev.fairlead.node.decode;

import dev.fairlead.chain.abi.ContractAbi;
import dev.fairlead.chain.readable.CallReader;
import dev.fairlead.chain.readable.ContractKind;
import dev.fairlead.chain.readable.EventReader;
import dev.fairlead.chain.readable.KnownContracts;
import dev.fairlead.chain.readable.RevertReader;
import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Bytes32;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.Uint256;
import dev.fairlead.node.config.ChainConfig;
import dev.fairlead.venue.executor.ExecutorSteps;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes chain data readable: what a user has at hand, or what an endpoint says. */
public final class Decoder {
  private final RevertReader reverts;
  private final Entries entries;
  private final Tokens tokens;
  private final boolean json;

  /**
   * Knows the contracts of a chain, and more.
   *
   * @param id of the chain, if it is known
   * @param chain as it is configured, if it is
   * @param named contracts that the user says the kind of
   * @param abis for contracts that are not known here
   * @param json one object a line instead of text
   */
  public Decoder(
      @Nullable ChainId id,
      @Nullable ChainConfig chain,
      Map<Address, ContractKind> named,
      List<ContractAbi> abis,
      boolean json) {
    Map<Address, ContractKind> kinds = new HashMap<>();
    if (chain != null) {
      chain.tokens().stream()
          .filter(token -> !token.isCoin())
          .forEach(token -> kinds.put(token.address(), ContractKind.ERC20));
      kinds.put(chain.wrappedNative(), ContractKind.WRAPPED_NATIVE);
    }
    kinds.putAll(id == null ? KnownContracts.everywhere() : KnownContracts.of(id));
    kinds.putAll(named);
    List<ContractAbi> all = new ArrayList<>(abis);
    all.add(ExecutorSteps.declarations());
    this.reverts = new RevertReader(all);
    this.entries =
        new Entries(
            new CallReader(kinds, all, List.of(new ExecutorSteps())),
            new EventReader(all),
            reverts);
    this.tokens = chain == null ? Tokens.none() : Tokens.of(chain);
    this.json = json;
  }

  /** Prints what a text holds. */
  public void decode(String name, String text, PrintWriter out) {
    Document document = new DocumentReader(reverts).read(name, text).document();
    if (document.isEmpty()) {
      throw new IllegalArgumentException(name + ": there is nothing in it to decode");
    }
    print(document, _ -> null, out);
  }

  /** Prints a transaction with its receipt; false if the endpoint does not know it. */
  public boolean transaction(Endpoint endpoint, Bytes32 hash, PrintWriter out) {
    DocumentReader reader = new DocumentReader(reverts);
    String params = "[\"" + hash + "\"]";
    reader.read("eth_getTransactionByHash", endpoint.call("eth_getTransactionByHash", params));
    reader.read("eth_getTransactionReceipt", endpoint.call("eth_getTransactionReceipt", params));
    return printed(reader.document(), endpoint, out);
  }

  /**
   * Prints a block with its receipts; false if the endpoint does not have it.
   *
   * @param block a hash, a number in hex, or a tag
   */
  public boolean block(Endpoint endpoint, String block, PrintWriter out) {
    DocumentReader reader = new DocumentReader(reverts);
    String method = block.length() == 66 ? "eth_getBlockByHash" : "eth_getBlockByNumber";
    reader.read(method, endpoint.call(method, "[\"" + block + "\",true]"));
    Document document = reader.document();
    if (!document.transactions.isEmpty()) {
      receipts(endpoint, reader);
    }
    return printed(document, endpoint, out);
  }

  private static void receipts(Endpoint endpoint, DocumentReader reader) {
    Bytes hash = reader.document().blocks.getFirst().hash();
    try {
      reader.read(
          "eth_getBlockReceipts", endpoint.call("eth_getBlockReceipts", "[\"" + hash + "\"]"));
    } catch (IllegalArgumentException notThere) {
      for (Document.Transaction each : List.copyOf(reader.document().transactions)) {
        reader.read(
            "eth_getTransactionReceipt",
            endpoint.call("eth_getTransactionReceipt", "[\"" + each.hash() + "\"]"));
      }
    }
  }

  private boolean printed(Document document, Endpoint endpoint, PrintWriter out) {
    if (document.isEmpty()) {
      return false;
    }
    print(document, transaction -> revertData(endpoint, transaction), out);
    return true;
  }

  private void print(Document document, Entries.Replay replay, PrintWriter out) {
    for (Entry entry : entries.of(document, replay)) {
      if (json) {
        new JsonLines(out).print(entry);
      } else {
        new TextPrinter(tokens, out).print(entry);
      }
    }
    out.flush();
  }

  /** Receipts don't tell why; the same call on the block before mostly fails alike. */
  private @Nullable Bytes revertData(Endpoint endpoint, Document.Transaction transaction) {
    if (transaction.block() == null || transaction.block().isZero() || transaction.to() == null) {
      return null;
    }
    StringBuilder call = new StringBuilder("[{\"to\":\"").append(transaction.to());
    if (transaction.from() != null) {
      call.append("\",\"from\":\"").append(transaction.from());
    }
    if (transaction.value() != null) {
      call.append("\",\"value\":\"").append(transaction.value().toHexString());
    }
    call.append("\",\"data\":\"")
        .append(transaction.input())
        .append("\"},\"")
        .append(transaction.block().minus(Uint256.ONE).toHexString())
        .append("\"]");
    try {
      Document answer =
          new DocumentReader(reverts)
              .read("eth_call", endpoint.call("eth_call", call.toString()))
              .document();
      return answer.reverts.isEmpty() ? null : answer.reverts.getFirst();
    } catch (IllegalArgumentException noData) {
      return null;
    }
  }
}
