package dev.fairlead.chain.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.chain.Envelope;
import dev.fairlead.chain.Log;
import dev.fairlead.chain.Receipt;
import dev.fairlead.chain.Transaction;
import dev.fairlead.chain.abi.AbiWriter;
import dev.fairlead.chain.abi.Signature;
import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Bytes32;
import dev.fairlead.model.FeePerGas;
import dev.fairlead.model.Gas;
import dev.fairlead.model.Nonce;
import dev.fairlead.model.TxHash;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.Wei;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What is made of a transaction's value, fee and logs. */
final class FlowsTest {
  private static final Address ACCOUNT = address(1);
  private static final Address EXECUTOR = address(2);
  private static final Address STRANGER = address(3);
  private static final Address TOKEN = address(10);
  private static final Address WETH = address(11);
  private static final long FEE = 21_000;

  private final Flows flows = new Flows(Set.of(ACCOUNT, EXECUTOR), WETH);

  @Test
  void netsTransfersForEachHolderAndToken() {
    add(
        STRANGER,
        0,
        true,
        transfer(TOKEN, ACCOUNT, EXECUTOR, 100),
        transfer(TOKEN, EXECUTOR, STRANGER, 100),
        transfer(TOKEN, STRANGER, ACCOUNT, 7));
    assertThat(flows.of(new Holding(ACCOUNT, TOKEN))).isEqualTo(flow(7, 100));
    assertThat(flows.of(new Holding(EXECUTOR, TOKEN))).isEqualTo(flow(100, 100));
    assertThat(flows.holdings()).noneMatch(each -> each.holder().equals(STRANGER));
  }

  @Test
  void aTransferToOneselfIsBothGivenAndReceived() {
    add(STRANGER, 0, true, transfer(TOKEN, ACCOUNT, ACCOUNT, 5));
    assertThat(flows.of(new Holding(ACCOUNT, TOKEN))).isEqualTo(flow(5, 5));
  }

  @Test
  void aFailedTransactionGivesItsFeeAndNoValue() {
    add(STRANGER, 500, false);
    assertThat(flows.of(new Holding(ACCOUNT, null))).isEqualTo(flow(0, FEE));
  }

  @Test
  void coinsThatAreWrappedAreCountedOnce() {
    add(WETH, 500, true, wrapping("Deposit(address,uint256)", WETH, ACCOUNT, 500));
    assertThat(flows.of(new Holding(ACCOUNT, null))).isEqualTo(flow(0, 500 + FEE));
    assertThat(flows.of(new Holding(ACCOUNT, WETH))).isEqualTo(flow(500, 0));
  }

  @Test
  void coinsThatAreUnwrappedComeToTheHolder() {
    add(WETH, 0, true, wrapping("Withdrawal(address,uint256)", WETH, ACCOUNT, 500));
    assertThat(flows.of(new Holding(ACCOUNT, null))).isEqualTo(flow(500, FEE));
    assertThat(flows.of(new Holding(ACCOUNT, WETH))).isEqualTo(flow(0, 500));
  }

  @Test
  @DisplayName("failures #160: what the executor unwraps and pays out is neither lost nor doubled")
  void coinsThatTheExecutorPaysOutComeToTheAccount() {
    add(STRANGER, 0, true, wrapping("Withdrawal(address,uint256)", WETH, EXECUTOR, 500));
    flows.pay(EXECUTOR, ACCOUNT, Uint256.of(500));
    flows.pay(EXECUTOR, ACCOUNT, Uint256.ZERO);
    assertThat(flows.of(new Holding(ACCOUNT, null))).isEqualTo(flow(500, FEE));
    assertThat(flows.of(new Holding(EXECUTOR, null))).isEqualTo(flow(500, 500));
  }

  @Test
  void anAccountThatIsItsOwnExecutorPaysNobody() {
    flows.pay(ACCOUNT, ACCOUNT, Uint256.of(500));
    assertThat(flows.holdings()).isEmpty();
  }

  @Test
  void anotherContractsDepositWrapsNothing() {
    add(TOKEN, 0, true, wrapping("Deposit(address,uint256)", TOKEN, ACCOUNT, 500));
    assertThat(flows.holdings()).containsExactly(new Holding(ACCOUNT, null));
  }

  @Test
  @DisplayName("failures #124: whatever a token logs, nothing overflows and nothing throws")
  void sumsStopAtTheLargestAmount() {
    Uint256 most = Uint256.MAX_VALUE;
    Log broken =
        new Log(TOKEN, transfer(TOKEN, STRANGER, ACCOUNT, 1).topics(), Bytes.of((byte) 1), 0);
    add(
        STRANGER,
        0,
        true,
        transfer(TOKEN, STRANGER, ACCOUNT, most),
        transfer(TOKEN, STRANGER, ACCOUNT, most),
        broken);
    assertThat(flows.of(new Holding(ACCOUNT, TOKEN))).isEqualTo(new Flow(most, Uint256.ZERO));
  }

  private void add(Address to, long value, boolean succeeded, Log... logs) {
    TxHash hash = new TxHash(Bytes32.ZERO);
    Transaction transaction =
        new Transaction(
            hash,
            0,
            ACCOUNT,
            Optional.of(to),
            new Nonce(0),
            Wei.of(value),
            Bytes.EMPTY,
            new Gas(50_000),
            new Envelope.Legacy(
                FeePerGas.of(1), new Envelope.Signature(Uint256.of(27), Uint256.ONE, Uint256.ONE)));
    flows.add(
        transaction,
        new Receipt(
            hash, 0, ACCOUNT, succeeded, new Gas(FEE), FeePerGas.of(1), Arrays.asList(logs)));
  }

  private static Flow flow(long received, long given) {
    return new Flow(Uint256.of(received), Uint256.of(given));
  }

  private static Log transfer(Address token, Address from, Address to, long amount) {
    return transfer(token, from, to, Uint256.of(amount));
  }

  private static Log transfer(Address token, Address from, Address to, Uint256 amount) {
    return new Log(
        token,
        List.of(Signature.of("Transfer(address,address,uint256)").topic(), word(from), word(to)),
        AbiWriter.tuple().uint(amount).toBytes(),
        0);
  }

  private static Log wrapping(String event, Address token, Address holder, long amount) {
    return new Log(
        token,
        List.of(Signature.of(event).topic(), word(holder)),
        AbiWriter.tuple().uint(amount).toBytes(),
        0);
  }

  private static Bytes32 word(Address address) {
    byte[] word = new byte[Bytes32.LENGTH];
    address.writeTo(word, Bytes32.LENGTH - Address.LENGTH);
    return Bytes32.wrap(word);
  }

  private static Address address(int last) {
    byte[] bytes = new byte[Address.LENGTH];
    bytes[Address.LENGTH - 1] = (byte) last;
    return Address.of(bytes);
  }
}
