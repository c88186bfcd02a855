package dev.fairlead.node.decode;

import dev.fairlead.chain.Log;
import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Uint256;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was found in what the user gave, in its order. Nothing in it is proven. */
final class Document {
  final List<Block> blocks = new ArrayList<>();
  final List<Transaction> transactions = new ArrayList<>();
  final List<Receipt> receipts = new ArrayList<>();
  final List<Log> logs = new ArrayList<>();
  final List<Bytes> reverts = new ArrayList<>();
  final List<Bytes> calldata = new ArrayList<>();

  record Block(
      @Nullable Uint256 number, @Nullable Bytes hash, @Nullable Uint256 timestamp, int size) {}

  /** A transaction; without a receiver it creates a contract. */
  record Transaction(
      @Nullable Bytes hash,
      @Nullable Uint256 block,
      @Nullable Address from,
      @Nullable Address to,
      @Nullable Uint256 value,
      @Nullable Uint256 nonce,
      @Nullable Uint256 gas,
      Bytes input) {}

  record Receipt(
      @Nullable Bytes hash,
      @Nullable Uint256 block,
      @Nullable Address from,
      @Nullable Address to,
      @Nullable Boolean succeeded,
      @Nullable Uint256 gasUsed,
      @Nullable Uint256 gasPrice,
      List<Log> logs) {}

  /** Whether nothing was found. */
  boolean isEmpty() {
    return blocks.isEmpty()
        && transactions.isEmpty()
        && receipts.isEmpty()
        && logs.isEmpty()
        && reverts.isEmpty()
        && calldata.isEmpty();
  }
}
