package dev.fairlead.signing;

import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.FeePerGas;
import dev.fairlead.model.Gas;
import dev.fairlead.model.Nonce;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.Wei;
import dev.fairlead.model.tx.UnsignedTransaction;
import java.util.Random;

/** Random transactions whose fields take all sizes. */
final class Transactions {
  private Transactions() {}

  static SecpKey key(Random random) {
    return SecpKey.of(bytes(random, 32));
  }

  static UnsignedTransaction of(Address from, Random random) {
    Uint256 priority = number(random, 60);
    return new UnsignedTransaction(
        new ChainId(1 + (random.nextLong() >>> (1 + random.nextInt(62)))),
        from,
        new Nonce(random.nextLong() >>> (1 + random.nextInt(63))),
        new FeePerGas(priority),
        new FeePerGas(priority.plus(number(random, 60))),
        new Gas(random.nextLong() >>> (1 + random.nextInt(63))),
        Address.of(bytes(random, 20)),
        new Wei(number(random, 256)),
        Bytes.wrap(bytes(random, random.nextInt(random.nextInt(8) == 0 ? 2_000 : 70))));
  }

  /** One of EIP-155. Web3j takes chain ids of 62 bits and less in legacy transactions. */
  static UnsignedTransaction legacy(Address from, Random random) {
    UnsignedTransaction like = of(from, random);
    return new UnsignedTransaction(
        UnsignedTransaction.Form.LEGACY,
        new ChainId(1 + random.nextInt(1 << 30)),
        from,
        like.nonce(),
        like.maxFee(),
        like.maxFee(),
        like.gasLimit(),
        like.to(),
        like.value(),
        like.data());
  }

  static byte[] bytes(Random random, int length) {
    byte[] content = new byte[length];
    random.nextBytes(content);
    return content;
  }

  private static Uint256 number(Random random, int bits) {
    return Uint256.fromBytes(bytes(random, 32)).shiftRight(256 - random.nextInt(bits + 1));
  }
}
