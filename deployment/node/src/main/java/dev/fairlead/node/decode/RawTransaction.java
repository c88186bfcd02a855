package dev.fairlead.node.decode;

import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.rlp.RlpReader;
import org.jspecify.annotations.Nullable;

/** Reads signed transactions of types 0 to 4 from their bytes. Who signed is not looked at. */
final class RawTransaction {
  private static final int FIRST_LIST = 0xc0;
  private static final int ACCESS_LIST = 1;
  private static final int DYNAMIC_FEE = 2;
  private static final int BLOB = 3;
  private static final int SET_CODE = 4;

  private RawTransaction() {}

  /** Null for bytes that are no signed transaction. */
  static Document.@Nullable Transaction read(Bytes raw) {
    if (raw.length() == 0) {
      return null;
    }
    int type = raw.at(0) & 0xff;
    boolean legacy = type >= FIRST_LIST;
    if (!legacy && (type < ACCESS_LIST || type > SET_CODE)) {
      return null;
    }
    try {
      RlpReader outer = RlpReader.of(raw.toArray(), legacy ? 0 : 1);
      RlpReader fields = outer.list();
      outer.end();
      return legacy ? legacy(raw, fields) : typed(raw, type, fields);
    } catch (IllegalArgumentException notATransaction) {
      return null;
    }
  }

  private static Document.Transaction legacy(Bytes raw, RlpReader fields) {
    Uint256 nonce = fields.number();
    fields.number();
    Document.Transaction transaction = called(raw, nonce, fields);
    signature(fields);
    return transaction;
  }

  private static Document.Transaction typed(Bytes raw, int type, RlpReader fields) {
    fields.number();
    Uint256 nonce = fields.number();
    fields.number();
    if (type != ACCESS_LIST) {
      fields.number();
    }
    Document.Transaction transaction = called(raw, nonce, fields);
    fields.list();
    if (type == BLOB) {
      fields.number();
      fields.list();
    } else if (type == SET_CODE) {
      fields.list();
    } else if (type != DYNAMIC_FEE && type != ACCESS_LIST) {
      throw new IllegalStateException("no transaction has the type " + type);
    }
    signature(fields);
    return transaction;
  }

  private static Document.Transaction called(Bytes raw, Uint256 nonce, RlpReader fields) {
    Uint256 gas = fields.number();
    Bytes to = fields.bytes();
    if (to.length() != 0 && to.length() != Address.LENGTH) {
      throw new IllegalArgumentException("not an address");
    }
    Uint256 value = fields.number();
    Bytes input = fields.bytes();
    return new Document.Transaction(
        Bytes.wrap(raw.keccak256().toArray()),
        null,
        null,
        to.length() == 0 ? null : to.addressAt(0),
        value,
        nonce,
        gas,
        input);
  }

  private static void signature(RlpReader fields) {
    fields.number();
    fields.number();
    fields.number();
    fields.end();
  }
}
