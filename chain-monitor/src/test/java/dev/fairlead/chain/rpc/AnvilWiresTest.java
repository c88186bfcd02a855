package dev.fairlead.chain.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.devnet.anvil.Anvil;
import dev.fairlead.devnet.anvil.AnvilSettings;
import dev.fairlead.devnet.anvil.Transaction;
import dev.fairlead.devnet.anvil.Wallet;
import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;
import dev.fairlead.parts.Parts;
import dev.fairlead.parts.Progress;
import io.reactivex.disposables.Disposable;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.web3j.protocol.Web3j;
import org.web3j.protocol.core.DefaultBlockParameterName;
import org.web3j.protocol.core.Request;
import org.web3j.protocol.core.methods.response.EthBlock;
import org.web3j.protocol.core.methods.response.EthBlockNumber;
import org.web3j.protocol.core.methods.response.EthChainId;
import org.web3j.protocol.websocket.events.LogNotification;
import org.web3j.protocol.websocket.events.NewHeadsNotification;

/** All ways to one real node, with this module's own calls and with Web3j's. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class AnvilWiresTest {
  private static final int MANY = 1_000;
  private static final Address LOGGER = Address.parse("0x00000000000000000000000000000000000106e5");
  private static final Bytes LOG_INPUT = Bytes.parse("0x366000600037600035366000a100");

  private final ChainIo io = ChainIo.open();
  private Anvil anvil;

  @BeforeAll
  void start() {
    anvil =
        Anvil.start(
            Parts.ofUser(Progress.to(System.err)).anvil(), AnvilSettings.empty(Callers.CHAIN));
    anvil.control().setBalance(Wallet.TRADER.address(), BigInteger.TEN.pow(22));
    anvil.control().setCode(LOGGER, LOG_INPUT.toArray());
  }

  @AfterAll
  void stop() {
    io.close();
    anvil.close();
  }

  /** A way to the node. */
  enum Way {
    ONE_BY_ONE,
    PIPELINED,
    SOCKET,
    BOTH_BY_SOCKET;

    RpcEndpoint endpoint(Anvil anvil) {
      RpcEndpoint http = RpcEndpoint.of(anvil.http(), Optional.empty());
      return switch (this) {
        case ONE_BY_ONE -> http;
        case PIPELINED -> http.withLimits(Limits.STANDARD.withConnections(2, 32));
        case SOCKET -> RpcEndpoint.ofWebSocket(anvil.webSocket());
        case BOTH_BY_SOCKET ->
            RpcEndpoint.of(anvil.http(), Optional.of(anvil.webSocket()))
                .withCalls(RpcEndpoint.Route.WEB_SOCKET);
      };
    }
  }

  @ParameterizedTest
  @EnumSource
  void servesAThousandCallersAtOnce(Way way) throws InterruptedException {
    try (RpcClient client = Callers.client(way.endpoint(anvil), io)) {
      assertThat(
              Callers.together(MANY, _ -> client.call(RpcClient.chainId()).orThrow("eth_chainId")))
          .isEqualTo(Collections.nCopies(MANY, Callers.CHAIN.value()));
    }
  }

  @ParameterizedTest
  @EnumSource
  void carriesWeb3jsTypes(Way way) throws IOException {
    try (RpcClient client = Callers.client(way.endpoint(anvil), io)) {
      Web3j web3j = web3j(client);
      assertThat(web3j.ethChainId().send().getChainId()).isEqualTo(Callers.CHAIN.value());
      EthBlock block = web3j.ethGetBlockByNumber(DefaultBlockParameterName.LATEST, true).send();
      assertThat(block.getBlock().getHash()).hasSize(66);
      Request<?, EthChainId> strange =
          new Request<>("eth_nonsense", List.of(), null, EthChainId.class);
      assertThat(
              new Web3jTransport(client::post, client::subscribe, Thread.ofVirtual().factory())
                  .send(strange, EthChainId.class)
                  .hasError())
          .isTrue();
      List<CompletableFuture<EthBlockNumber>> numbers =
          IntStream.range(0, MANY).mapToObj(_ -> web3j.ethBlockNumber().sendAsync()).toList();
      assertThat(numbers).allMatch(number -> !number.join().hasError());
      var batch = web3j.newBatch();
      batch.add(web3j.ethChainId()).add(web3j.ethBlockNumber()).add(web3j.netVersion());
      var responses = batch.send().getResponses();
      assertThat(responses.get(0)).isInstanceOf(EthChainId.class);
      assertThat(responses).extracting(r -> r.getId()).doesNotHaveDuplicates().hasSize(3);
      assertThat(batch.sendAsync().join().getResponses()).hasSize(3);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"SOCKET", "BOTH_BY_SOCKET"})
  @DisplayName("failures #93: Web3j's subscriptions to heads and logs run on the same socket")
  void carriesWeb3jsSubscriptions(Way way) throws InterruptedException {
    BlockingQueue<NewHeadsNotification> heads = new LinkedBlockingQueue<>();
    BlockingQueue<LogNotification> logs = new LinkedBlockingQueue<>();
    try (RpcClient client = Callers.client(way.endpoint(anvil), io)) {
      Web3j web3j = web3j(client);
      Disposable hearing = web3j.newHeadsNotifications().subscribe(heads::add);
      Disposable reading =
          web3j.logsNotifications(List.of(LOGGER.toString()), List.of()).subscribe(logs::add);
      // The node heard of both subscriptions before it answers this.
      assertThat(client.call(RpcClient.chainId()).orThrow("eth_chainId"))
          .isEqualTo(Callers.CHAIN.value());
      String hash =
          anvil
              .send(
                  Wallet.TRADER,
                  Transaction.call(anvil.nonce(Wallet.TRADER.address()), LOGGER, "f()")
                      .withGas(100_000))
              .toString();
      NewHeadsNotification head = heads.poll(10, TimeUnit.SECONDS);
      assertThat(head).isNotNull();
      assertThat(head.getParams().getResult().getHash()).hasSize(66);
      LogNotification log = logs.poll(10, TimeUnit.SECONDS);
      assertThat(log).isNotNull();
      assertThat(hash).contains(log.getParams().getResult().getTransactionHash());
      hearing.dispose();
      reading.dispose();
    }
  }

  @Test
  void saysThatWithoutASocketThereIsNothingToSubscribeTo() {
    try (RpcClient client = Callers.client(Way.ONE_BY_ONE.endpoint(anvil), io)) {
      assertThatThrownBy(() -> web3j(client).newHeadsNotifications().blockingFirst())
          .isInstanceOf(UnsupportedOperationException.class);
      assertThat(client.announceHeads(new HeadHints())).isEmpty();
    }
  }

  @Test
  void tellsWeb3jOfAFailureAsItExpects() {
    try (RpcClient client =
        Callers.client(RpcEndpoint.of(URI.create("http://127.0.0.1:1"), Optional.empty()), io)) {
      assertThatThrownBy(() -> web3j(client).ethChainId().send()).isInstanceOf(IOException.class);
      assertThat(web3j(client).ethChainId().sendAsync()).failsWithin(Callers.DEADLINE);
    }
  }

  private static Web3j web3j(RpcClient client) {
    return Web3j.build(
        new Web3jTransport(client::post, client::subscribe, Thread.ofVirtual().factory()));
  }
}
