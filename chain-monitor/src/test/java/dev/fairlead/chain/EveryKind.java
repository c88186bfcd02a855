package dev.fairlead.chain;

import dev.fairlead.chain.Envelope.Access;
import dev.fairlead.chain.Envelope.Signature;
import dev.fairlead.chain.proof.Signing;
import dev.fairlead.devnet.anvil.Wallet;
import dev.fairlead.model.Address;
import dev.fairlead.model.BlockRef;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.FeePerGas;
import dev.fairlead.model.Uint256;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Blocks on a real chain with transactions of every kind that can be signed. */
final class EveryKind {
  /** Logs its whole input under its first three words. */
  static final Address TOPICS = Address.parse("0x0000000000000000000000000000000000003106");

  private static final Bytes LOG_WITH_TOPICS =
      Bytes.parse("0x366000600037604035602035600035366000a300");
  private static final FeePerGas MAX = FeePerGas.of(100_000_000_000L);
  private static final Uint256 EIP_155 = Uint256.of(35 + 2 * AnvilFixture.ID.value());
  private static final Bytes THREE_WORDS =
      Bytes.parse("0x" + "07".repeat(32) + "08".repeat(32) + "09".repeat(32));

  private final AnvilFixture fixture;
  private final Signing signing = new Signing(AnvilFixture.WALLET);
  private final Signing other = new Signing(Wallet.MARKET_MAKER);
  private final ChainId chain = AnvilFixture.ID;
  private long nonce;

  EveryKind(AnvilFixture fixture) {
    this.fixture = fixture;
    fixture.control().setCode(TOPICS, LOG_WITH_TOPICS.toArray());
  }

  /** All kinds that anvil commits to as mainnet does, in one block. */
  BlockRef mine() {
    nonce = fixture.anvil().nonce(AnvilFixture.WALLET.address());
    List<Access> access =
        List.of(
            new Access(TOPICS, List.of(THREE_WORDS.bytes32At(0), THREE_WORDS.bytes32At(32))),
            new Access(AnvilFixture.LOGGER, List.of()));
    fixture.control().setAutomine(false);
    send(
        EIP_155,
        Optional.of(AnvilFixture.LOGGER),
        THREE_WORDS,
        signature -> new Envelope.Legacy(MAX, signature));
    send(
        Uint256.ZERO,
        Optional.of(TOPICS),
        THREE_WORDS,
        signature -> new Envelope.AccessList(chain, MAX, access, signature));
    send(
        Uint256.ZERO,
        Optional.empty(),
        Bytes.parse("0x60016000f3"),
        signature -> new Envelope.DynamicFee(chain, AnvilFixture.GWEI, MAX, List.of(), signature));
    send(
        Uint256.ZERO,
        Optional.of(AnvilFixture.REVERTER),
        THREE_WORDS,
        signature -> new Envelope.DynamicFee(chain, AnvilFixture.GWEI, MAX, access, signature));
    long authorized = fixture.anvil().nonce(Wallet.MARKET_MAKER.address());
    send(
        Uint256.ZERO,
        Optional.of(TOPICS),
        Bytes.EMPTY,
        signature ->
            new Envelope.SetCode(
                chain,
                AnvilFixture.GWEI,
                MAX,
                List.of(),
                List.of(other.authorization(chain, TOPICS, authorized)),
                signature));
    fixture.control().mine(1);
    fixture.control().setAutomine(true);
    return fixture.head();
  }

  /** A blob transaction's bytes as a block's body has them; it is mined alone. */
  Bytes mineBlob() {
    nonce = fixture.anvil().nonce(AnvilFixture.WALLET.address());
    Bytes blob =
        sign(
            Uint256.ZERO,
            Optional.of(TOPICS),
            THREE_WORDS,
            signature ->
                new Envelope.Blob(
                    chain,
                    AnvilFixture.GWEI,
                    MAX,
                    List.of(),
                    MAX,
                    List.of(Signing.blobHash()),
                    signature));
    fixture.control().setAutomine(false);
    var _ = fixture.anvil().send(Signing.withBlob(blob));
    fixture.control().mine(1);
    fixture.control().setAutomine(true);
    return blob;
  }

  private void send(
      Uint256 firstV, Optional<Address> to, Bytes input, Function<Signature, Envelope> envelope) {
    var _ = fixture.anvil().send(sign(firstV, to, input, envelope));
  }

  private Bytes sign(
      Uint256 firstV, Optional<Address> to, Bytes input, Function<Signature, Envelope> envelope) {
    return signing.sign(
        nonce++, to, input, 200_000, new Signature(firstV, Uint256.ZERO, Uint256.ZERO), envelope);
  }
}
