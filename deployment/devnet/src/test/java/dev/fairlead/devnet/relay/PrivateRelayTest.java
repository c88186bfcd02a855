package dev.fairlead.devnet.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.devnet.DevChain;
import dev.fairlead.devnet.Devnet;
import dev.fairlead.devnet.DevnetConfig;
import dev.fairlead.devnet.anvil.Transaction;
import dev.fairlead.devnet.anvil.Wallet;
import dev.fairlead.devnet.rpc.JsonRpc;
import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.TxHash;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PrivateRelayTest {
  private static final Wallet SEARCHER = Wallet.named("searcher");
  private static final Wallet OTHER = Wallet.named("other searcher");
  private static final Address RECEIVER = Wallet.named("receiver").address();
  private static final BigInteger GWEI = BigInteger.valueOf(1_000_000_000);

  private final HttpClient http = HttpClient.newHttpClient();
  private Devnet devnet;
  private DevChain chain;
  private PrivateRelay relay;

  @BeforeAll
  void start() {
    devnet = Devnet.start(DevnetConfig.defaults().withRelay());
    chain = devnet.chain();
    relay = devnet.relay();
  }

  @AfterAll
  void stop() {
    devnet.close();
    http.close();
  }

  @BeforeEach
  void reset() {
    relay.behave(RelayBehaviour.honest());
    chain.control().dropAll();
    relay.buildBlock();
    assertThat(relay.waiting()).isZero();
    chain.fund(OTHER.address(), BigInteger.TEN.pow(20));
  }

  @Test
  void takesAnExactlySignedRequestAndRefusesEveryOther() throws Exception {
    byte[] body =
        body("eth_sendPrivateRawTransaction", transfer(Wallet.TRADER, 0, 1, 1).toString());
    String header = FlashbotsSignature.sign(SEARCHER, body);
    byte[] changed = Arrays.copyOf(body, body.length + 1);
    changed[body.length] = ' ';
    String foreign = OTHER.address() + header.substring(42);

    assertThat(post(header, changed).statusCode()).isEqualTo(403);
    assertThat(post(foreign, body).statusCode()).isEqualTo(403);
    assertThat(post("", body).statusCode()).isEqualTo(403);
    assertThat(post(header.substring(0, header.length() - 2), body).statusCode()).isEqualTo(403);
    assertThat(relay.waiting()).isZero();
    assertThat(post(header, body).statusCode()).isEqualTo(200);
    assertThat(relay.waiting()).isEqualTo(1);
    assertThat(relay.received().getLast().signer()).isEqualTo(SEARCHER.address());
    assertThat(relay.received().getLast().body()).isEqualTo(Bytes.of(body));
    relay.buildBlock();
  }

  @Test
  void includesAPrivateTransactionWithoutShowingItBefore() throws Exception {
    Bytes signed = transfer(Wallet.TRADER, 0, 5, 1);
    TxHash hash = sendPrivate(signed);

    assertThat(pending()).isZero();
    assertThat(chain.anvil().rpc().call("eth_getTransactionByHash", hash.toString()).isNull())
        .isTrue();
    assertThat(status(hash)).isEqualTo("PENDING");

    relay.buildBlock();

    assertThat(chain.anvil().receipt(hash).get("status").asString()).isEqualTo("0x1");
    assertThat(status(hash)).isEqualTo("INCLUDED");
    assertThat(relay.status(hash))
        .isEqualTo(new PrivateStatus.Included(chain.anvil().blockNumber()));
  }

  @Test
  void includesABundleWholeInItsBlockAfterWhatWasPublicBefore() throws Exception {
    Bytes first = transfer(Wallet.TRADER, 0, 7, 1);
    Bytes second = transfer(OTHER, 0, 7, 3);
    Bytes third = transfer(Wallet.TRADER, 1, 7, 2);
    TxHash publicOne = chain.anvil().send(transfer(Wallet.MARKET_MAKER, 0, 7, 50));
    long block = chain.anvil().blockNumber() + 2;
    sendBundle(block, first, second, third);

    relay.buildBlock();
    assertThat(chain.anvil().receipt(publicOne).isNull()).isFalse();
    TxHash richer = chain.anvil().send(transfer(Wallet.MARKET_MAKER, 0, 7, 60));
    relay.buildBlock();

    JsonNode built = chain.anvil().rpc().call("eth_getBlockByNumber", "latest", false);
    assertThat(JsonRpc.number(built.get("number")).longValueExact()).isEqualTo(block);
    assertThat(built.get("transactions"))
        .extracting(JsonNode::asString)
        .containsExactly(
            richer.toString(),
            hash(first).toString(),
            hash(second).toString(),
            hash(third).toString());
  }

  @Test
  void leavesABundleOutWhenOneOfItsTransactionsReverts() throws Exception {
    Bytes good = transfer(Wallet.TRADER, 0, 1, 1);
    Bytes bad = failing(OTHER, 0);
    long block = chain.anvil().blockNumber() + 1;
    sendBundle(block, good, bad);

    relay.buildBlock();
    relay.buildBlock();

    assertThat(chain.anvil().receipt(hash(good)).isNull()).isTrue();
    assertThat(chain.anvil().receipt(hash(bad)).isNull()).isTrue();
    assertThat(relay.status(hash(good))).isInstanceOf(PrivateStatus.Failed.class);
    assertThat(pending()).isZero();
  }

  @Test
  void includesARevertingTransactionThatMayRevert() throws Exception {
    Bytes bad = failing(OTHER, 0);
    call(
        "eth_sendBundle",
        Map.of(
            "txs", List.of(bad.toString()),
            "blockNumber", JsonRpc.quantity(chain.anvil().blockNumber() + 1),
            "revertingTxHashes", List.of(hash(bad).toString())));

    relay.buildBlock();

    assertThat(chain.anvil().receipt(hash(bad)).get("status").asString()).isEqualTo("0x0");
  }

  @Test
  void simulatesABundle() throws Exception {
    JsonNode result =
        call(
            "eth_callBundle",
            Map.of(
                "txs",
                List.of(transfer(Wallet.TRADER, 0, 1, 1).toString(), failing(OTHER, 0).toString()),
                "blockNumber",
                JsonRpc.quantity(chain.anvil().blockNumber() + 1),
                "stateBlockNumber",
                "latest"));

    assertThat(result.get("results")).hasSize(2);
    assertThat(result.get("results").get(0).has("error")).isFalse();
    assertThat(result.get("results").get(1).get("error").asString()).isNotEmpty();
    assertThat(result.get("totalGasUsed").asLong()).isGreaterThan(50_000);
    assertThat(new BigInteger(result.get("coinbaseDiff").asString())).isPositive();
    assertThat(relay.waiting()).isZero();
  }

  @Test
  void cancelsForTheSignerOnly() throws Exception {
    Bytes signed = transfer(Wallet.TRADER, 0, 1, 1);
    sendPrivate(signed);
    Map<String, String> which = Map.of("txHash", hash(signed).toString());

    assertThat(call(OTHER, "eth_cancelPrivateTransaction", which).asBoolean()).isFalse();
    assertThat(call("eth_cancelPrivateTransaction", which).asBoolean()).isTrue();
    relay.buildBlock();

    assertThat(chain.anvil().receipt(hash(signed)).isNull()).isTrue();
    assertThat(status(hash(signed))).isEqualTo("CANCELLED");
  }

  @Test
  void replacesAndCancelsABundleByItsName() throws Exception {
    Bytes old = transfer(Wallet.TRADER, 0, 1, 1);
    Bytes replacement = transfer(Wallet.TRADER, 0, 2, 1);
    String uuid = "a3a2e9a8-1b3c-4d5e-8f6a-7b8c9d0e1f2a";
    String block = JsonRpc.quantity(chain.anvil().blockNumber() + 1);
    for (Bytes signed : List.of(old, replacement)) {
      call(
          "eth_sendBundle",
          Map.of("txs", List.of(signed.toString()), "blockNumber", block, "replacementUuid", uuid));
    }
    assertThat(relay.waiting()).isEqualTo(1);

    call("eth_cancelBundle", Map.of("replacementUuid", uuid));
    relay.buildBlock();

    assertThat(relay.waiting()).isZero();
    assertThat(chain.anvil().receipt(hash(replacement)).isNull()).isTrue();
  }

  @Test
  void forgetsATransactionAfterItsLastBlock() throws Exception {
    Bytes future = transfer(Wallet.TRADER, 5, 1, 1);
    call(
        "eth_sendPrivateTransaction",
        Map.of(
            "tx", future.toString(),
            "maxBlockNumber", JsonRpc.quantity(chain.anvil().blockNumber() + 2)));

    for (int i = 0; i < 3; i++) {
      relay.buildBlock();
    }

    assertThat(relay.waiting()).isZero();
    assertThat(status(hash(future))).isEqualTo("FAILED");
  }

  @Test
  @DisplayName("failures #95: the relay accepts and never includes")
  void dropsWhenToldTo() throws Exception {
    relay.behave(RelayBehaviour.honest().including(new RelayBehaviour.Inclusion.Never()));
    TxHash hash = sendPrivate(transfer(Wallet.TRADER, 0, 1, 1));

    relay.buildBlock();

    assertThat(chain.anvil().receipt(hash).isNull()).isTrue();
    assertThat(status(hash)).isEqualTo("PENDING");
  }

  @Test
  void isLateWhenToldTo() throws Exception {
    relay.behave(RelayBehaviour.honest().including(new RelayBehaviour.Inclusion.Late(2)));
    TxHash hash = sendPrivate(transfer(Wallet.TRADER, 0, 1, 1));

    relay.buildBlock();
    relay.buildBlock();
    assertThat(chain.anvil().receipt(hash).isNull()).isTrue();
    relay.buildBlock();
    assertThat(chain.anvil().receipt(hash).isNull()).isFalse();
  }

  @Test
  @DisplayName("failures #96: the relay refuses a transaction that lands later")
  void refusesWhatItIncludesWhenToldTo() throws Exception {
    relay.behave(
        RelayBehaviour.honest()
            .answering(new RelayBehaviour.Answer.Refusal(-32000, "simulation failed"))
            .claiming(RelayBehaviour.Claim.FAILED));
    Bytes signed = transfer(Wallet.TRADER, 0, 1, 1);

    assertThatThrownBy(() -> sendPrivate(signed)).hasMessageContaining("simulation failed");
    assertThat(status(hash(signed))).isEqualTo("FAILED");
    relay.buildBlock();

    assertThat(chain.anvil().receipt(hash(signed)).isNull()).isFalse();
  }

  @Test
  @DisplayName("failures #105: the relay forges an inclusion and a hash")
  void liesWhenToldTo() throws Exception {
    relay.behave(
        new RelayBehaviour(
            new RelayBehaviour.Answer.WrongHash(),
            new RelayBehaviour.Inclusion.Never(),
            RelayBehaviour.Claim.INCLUDED));
    Bytes signed = transfer(Wallet.TRADER, 0, 1, 1);

    assertThat(sendPrivate(signed)).isNotEqualTo(hash(signed));
    assertThat(status(hash(signed))).isEqualTo("INCLUDED");
    relay.buildBlock();
    assertThat(chain.anvil().receipt(hash(signed)).isNull()).isTrue();
  }

  @Test
  void fallsSilentAfterTakingItWhenToldTo() {
    relay.behave(RelayBehaviour.honest().answering(new RelayBehaviour.Answer.Silence()));
    Bytes signed = transfer(Wallet.TRADER, 0, 1, 1);

    assertThatThrownBy(() -> sendPrivate(signed)).isInstanceOf(IOException.class);
    relay.buildBlock();

    assertThat(chain.anvil().receipt(hash(signed)).isNull()).isFalse();
  }

  @Test
  @DisplayName("failures #98: a private transaction leaks into the public pool")
  void leaksWhenToldTo() throws Exception {
    relay.behave(RelayBehaviour.honest().including(new RelayBehaviour.Inclusion.Leak()));

    TxHash hash = sendPrivate(transfer(Wallet.TRADER, 0, 1, 1));

    assertThat(pending()).isEqualTo(1);
    assertThat(chain.anvil().rpc().call("eth_getTransactionByHash", hash.toString()).isNull())
        .isFalse();
  }

  @Test
  @DisplayName("failures #101: a transaction without a priority fee is not taken")
  void refusesATransactionWithoutAPriorityFee() {
    Bytes free = transfer(Wallet.TRADER, 0, 1, 0);

    assertThatThrownBy(() -> sendPrivate(free)).hasMessageContaining("priority fee");
  }

  @Test
  void refusesWhatIsNoTransactionAndMethodsThatItDoesNotHave() {
    assertThatThrownBy(() -> call("eth_sendPrivateRawTransaction", "0x1234"))
        .hasMessageContaining("not a signed transaction");
    assertThatThrownBy(() -> call("eth_chainId")).hasMessageContaining("does not exist");
    assertThatThrownBy(() -> sendBundle(1, transfer(Wallet.TRADER, 0, 1, 1)))
        .hasMessageContaining("past");
  }

  @Test
  void leavesThePublicPoolInOrderOfArrivalAheadOfPrivateOnes() throws Exception {
    TxHash first = chain.anvil().send(transfer(Wallet.MARKET_MAKER, 0, 1, 1));
    TxHash second = chain.anvil().send(transfer(OTHER, 0, 1, 90));
    TxHash third = chain.anvil().send(transfer(Wallet.MARKET_MAKER, 0, 1, 5));
    TxHash hidden = sendPrivate(transfer(Wallet.TRADER, 0, 1, 1));

    relay.buildBlock();

    assertThat(
            chain.anvil().rpc().call("eth_getBlockByNumber", "latest", false).get("transactions"))
        .extracting(JsonNode::asString)
        .containsExactly(first.toString(), second.toString(), third.toString(), hidden.toString());
  }

  @Test
  void letsAPublicTransactionWinItsNonceAndKeepsThePrivateOneOut() throws Exception {
    Bytes privateOne = transfer(Wallet.TRADER, 0, 1, 1);
    Bytes publicOne = transfer(Wallet.TRADER, 0, 2, 1);
    sendPrivate(privateOne);
    chain.anvil().send(publicOne);

    relay.buildBlock();

    assertThat(chain.anvil().receipt(hash(publicOne)).isNull()).isFalse();
    assertThat(chain.anvil().receipt(hash(privateOne)).isNull()).isTrue();
    relay.buildBlock();
    assertThat(relay.status(hash(privateOne))).isEqualTo(new PrivateStatus.Failed("nonce too low"));
  }

  @Test
  void knowsThatATransactionCameIntoABlockAnotherWay() throws Exception {
    Bytes signed = transfer(Wallet.TRADER, 0, 1, 1);
    sendPrivate(signed);
    chain.anvil().send(signed);

    relay.buildBlock();
    relay.buildBlock();

    assertThat(status(hash(signed))).isEqualTo("INCLUDED");
  }

  private Bytes transfer(Wallet from, int ahead, int amount, int tipGwei) {
    return signed(from, ahead, "transfer(address,uint256)", tipGwei, RECEIVER, amount);
  }

  private Bytes failing(Wallet from, int ahead) {
    return signed(
        from, ahead, "transferFrom(address,address,uint256)", 1, RECEIVER, RECEIVER, 999_999_999);
  }

  private Bytes signed(Wallet from, int ahead, String signature, int tipGwei, Object... arguments) {
    Address token = chain.deployment().tokens().usdc().address();
    if (!from.equals(Wallet.TRADER)) {
      chain.fund(from.address(), chain.deployment().tokens().usdc(), BigInteger.valueOf(1_000_000));
    }
    return Transaction.call(
            chain.anvil().nonce(from.address()) + ahead, token, signature, arguments)
        .withGas(200_000)
        .withFees(
            GWEI.multiply(BigInteger.valueOf(200)), GWEI.multiply(BigInteger.valueOf(tipGwei)))
        .sign(chain.id(), from);
  }

  private static TxHash hash(Bytes signed) {
    return new TxHash(signed.keccak256());
  }

  private int pending() {
    return JsonRpc.number(chain.anvil().rpc().call("txpool_status").get("pending")).intValueExact();
  }

  private TxHash sendPrivate(Bytes signed) throws IOException, InterruptedException {
    return TxHash.parse(
        call("eth_sendPrivateTransaction", Map.of("tx", signed.toString())).asString());
  }

  private void sendBundle(long block, Bytes... signed) throws IOException, InterruptedException {
    List<String> texts = Arrays.stream(signed).map(Bytes::toString).toList();
    JsonNode result =
        call("eth_sendBundle", Map.of("txs", texts, "blockNumber", JsonRpc.quantity(block)));
    assertThat(result.get("bundleHash").asString()).hasSize(66);
  }

  private String status(TxHash hash) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(URI.create(relay.url() + "/tx/" + hash)).build();
    String body = http.send(request, HttpResponse.BodyHandlers.ofString()).body();
    return JsonRpc.JSON.readTree(body).get("status").asString();
  }

  private JsonNode call(String method, Object... parameters)
      throws IOException, InterruptedException {
    return call(SEARCHER, method, parameters);
  }

  private JsonNode call(Wallet signer, String method, Object... parameters)
      throws IOException, InterruptedException {
    byte[] body = body(method, parameters);
    JsonNode answer =
        JsonRpc.JSON.readTree(post(FlashbotsSignature.sign(signer, body), body).body());
    if (answer.has("error")) {
      throw new AssertionError(answer.get("error").toString());
    }
    return answer.get("result");
  }

  private static byte[] body(String method, Object... parameters) {
    return JsonRpc.JSON.writeValueAsBytes(
        Map.of("jsonrpc", "2.0", "id", 1, "method", method, "params", List.of(parameters)));
  }

  private HttpResponse<String> post(String header, byte[] body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(relay.url()).POST(HttpRequest.BodyPublishers.ofByteArray(body));
    if (!header.isEmpty()) {
      request.header(FlashbotsSignature.HEADER, header);
    }
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }
}
