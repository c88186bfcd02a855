package dev.fairlead.node.decode;

import dev.fairlead.chain.Log;
import dev.fairlead.chain.abi.AbiValue;
import dev.fairlead.chain.readable.CallReader;
import dev.fairlead.chain.readable.ContractKind;
import dev.fairlead.chain.readable.EventReader;
import dev.fairlead.chain.readable.Field;
import dev.fairlead.chain.readable.FieldValue;
import dev.fairlead.chain.readable.RevertReader;
import dev.fairlead.chain.readable.Step;
import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Uint256;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes entries of a document: a transaction and its receipt are one. */
final class Entries {
  private final CallReader calls;
  private final EventReader events;
  private final RevertReader reverts;

  Entries(CallReader calls, EventReader events, RevertReader reverts) {
    this.calls = calls;
    this.events = events;
    this.reverts = reverts;
  }

  /** Reads what a failed transaction's call gives, if it can be asked for. */
  @FunctionalInterface
  interface Replay {
    @Nullable Bytes revertData(Document.Transaction transaction);
  }

  List<Entry> of(Document document, Replay replay) {
    List<Entry> entries = new ArrayList<>();
    document.blocks.forEach(block -> entries.add(block(block)));
    Map<Bytes, Document.Receipt> receipts = new LinkedHashMap<>();
    for (Document.Receipt receipt : document.receipts) {
      if (receipt.hash() != null) {
        receipts.put(receipt.hash(), receipt);
      }
    }
    Set<Document.Receipt> shown = new HashSet<>();
    for (Document.Transaction transaction : document.transactions) {
      Document.Receipt receipt =
          transaction.hash() == null ? null : receipts.get(transaction.hash());
      if (receipt != null) {
        shown.add(receipt);
      }
      entries.add(transaction(transaction, receipt, replay));
    }
    for (Document.Receipt receipt : document.receipts) {
      if (!shown.contains(receipt)) {
        entries.add(receipt(receipt));
      }
    }
    if (!document.logs.isEmpty()) {
      entries.add(new Entry("logs", "", List.of(), List.of(), List.of(), logs(document.logs)));
    }
    for (Bytes revert : document.reverts) {
      entries.add(
          new Entry(
              "revert data", "", List.of(), List.of(), List.of(reverts.read(revert)), List.of()));
    }
    for (Bytes call : document.calldata) {
      entries.add(
          new Entry(
              "calldata",
              "",
              calls.read(call).isEmpty() ? List.of(data(call)) : List.of(),
              calls.read(call),
              List.of(),
              List.of()));
    }
    return entries;
  }

  private static Entry block(Document.Block block) {
    List<Field> fields = new ArrayList<>();
    add(fields, "number", block.number());
    if (block.timestamp() != null) {
      fields.add(new Field("time", new FieldValue.Time(block.timestamp())));
    }
    add(fields, "transactions", Uint256.of(block.size()));
    return new Entry("block", title(block.hash()), fields, List.of(), List.of(), List.of());
  }

  private Entry transaction(
      Document.Transaction transaction, Document.@Nullable Receipt receipt, Replay replay) {
    List<Field> fields = new ArrayList<>();
    add(fields, "block", transaction.block());
    addStatus(fields, receipt);
    add(fields, "from", transaction.from());
    add(fields, "to", transaction.to());
    Address to = transaction.to();
    if (to != null) {
      calls.kind(to).map(ContractKind::title).ifPresent(kind -> fields.add(text("is", kind)));
    }
    if (transaction.value() != null) {
      fields.add(new Field("value", new FieldValue.Amount(transaction.value(), Address.ZERO)));
    }
    add(fields, "nonce", transaction.nonce());
    addGas(fields, receipt);
    List<Step> read = to == null ? List.of() : calls.read(to, transaction.input());
    if (to == null) {
      fields.add(text("creates", "a contract of " + transaction.input().length() + " bytes"));
    } else if (read.isEmpty() && transaction.input().length() > 0) {
      fields.add(data(transaction.input()));
    }
    boolean failed = receipt != null && Boolean.FALSE.equals(receipt.succeeded());
    Bytes revert = failed ? replay.revertData(transaction) : null;
    return new Entry(
        "transaction",
        title(transaction.hash()),
        fields,
        read,
        revert == null ? List.of() : List.of(reverts.read(revert)),
        receipt == null ? List.of() : logs(receipt.logs()));
  }

  private Entry receipt(Document.Receipt receipt) {
    List<Field> fields = new ArrayList<>();
    add(fields, "block", receipt.block());
    addStatus(fields, receipt);
    add(fields, "from", receipt.from());
    add(fields, "to", receipt.to());
    addGas(fields, receipt);
    return new Entry(
        "receipt", title(receipt.hash()), fields, List.of(), List.of(), logs(receipt.logs()));
  }

  private List<Entry.LogEntry> logs(List<Log> logs) {
    return logs.stream()
        .map(log -> new Entry.LogEntry(log.index(), log.address(), events.read(log)))
        .toList();
  }

  private static void addStatus(List<Field> fields, Document.@Nullable Receipt receipt) {
    if (receipt != null && receipt.succeeded() != null) {
      fields.add(text("status", receipt.succeeded() ? "succeeded" : "reverted"));
    }
  }

  private static void addGas(List<Field> fields, Document.@Nullable Receipt receipt) {
    if (receipt != null && receipt.gasUsed() != null) {
      add(fields, "gasUsed", receipt.gasUsed());
      if (receipt.gasPrice() != null && receipt.gasPrice().bitLength() <= 128) {
        fields.add(
            new Field(
                "fee",
                new FieldValue.Amount(
                    receipt.gasUsed().timesWrapping(receipt.gasPrice()), Address.ZERO)));
      }
    }
  }

  private static void add(List<Field> fields, String name, @Nullable Uint256 number) {
    if (number != null) {
      fields.add(new Field(name, new FieldValue.Plain(new AbiValue.Uint(number))));
    }
  }

  private static void add(List<Field> fields, String name, @Nullable Address account) {
    if (account != null) {
      fields.add(new Field(name, new FieldValue.Plain(new AbiValue.Account(account))));
    }
  }

  private static Field text(String name, String text) {
    return new Field(name, new FieldValue.Plain(AbiValue.Text.of(text)));
  }

  private static Field data(Bytes data) {
    return new Field("data", new FieldValue.Plain(new AbiValue.Data(data)));
  }

  private static String title(@Nullable Bytes hash) {
    return hash == null ? "" : hash.toString();
  }
}
