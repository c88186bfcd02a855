package dev.fairlead.chain;

import dev.fairlead.chain.abi.AbiWriter;
import dev.fairlead.chain.abi.Signature;
import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Bytes32;
import dev.fairlead.model.Uint256;

/**
 * A token that does as its caller says: takes one amount, gives another, and logs a third. What a
 * holder has is at the slot that has the holder's address for a number.
 */
final class OddToken {
  static final Address ADDRESS = Address.parse("0x00000000000000000000000000000000000070ce");

  private static final Bytes CODE =
      Bytes.parse(
          "0x36602414604c57"
              // what the caller has, less the second word
              + "60203533540333"
              + "55"
              // what the first word has, and the third
              + "604035600035540160003555"
              // Transfer(caller, first word, fourth word)
              + "60603560005260003533"
              + "7f"
              + Signature.of("Transfer(address,address,uint256)").topic().toString().substring(2)
              + "60206000a300"
              // balanceOf(address)
              + "5b6004355460005260206000f3");

  private OddToken() {}

  static void deploy(AnvilFixture fixture) {
    fixture.control().setCode(ADDRESS, CODE.toArray());
  }

  static void give(AnvilFixture fixture, Address holder, long amount) {
    byte[] slot = new byte[Bytes32.LENGTH];
    holder.writeTo(slot, Bytes32.LENGTH - Address.LENGTH);
    fixture
        .control()
        .setStorage(ADDRESS, Bytes32.wrap(slot), Bytes32.of(Uint256.of(amount).toBytes32()));
  }

  /** The caller gives {@code taken}, the holder gets {@code given}, {@code logged} is logged. */
  static Bytes move(Address holder, long taken, long given, long logged) {
    return AbiWriter.tuple()
        .address(holder)
        .uint(Uint256.of(taken))
        .uint(Uint256.of(given))
        .uint(Uint256.of(logged))
        .toBytes();
  }
}
