package dev.fairlead.devnet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.devnet.anvil.ChainControl;
import dev.fairlead.devnet.anvil.Transaction;
import dev.fairlead.devnet.anvil.Wallet;
import dev.fairlead.devnet.deploy.DeploymentJson;
import dev.fairlead.devnet.rpc.Abi;
import dev.fairlead.devnet.rpc.DevnetException;
import dev.fairlead.devnet.rpc.Hashes;
import dev.fairlead.devnet.rpc.JsonRpc;
import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Token;
import dev.fairlead.model.TxHash;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class DevnetTest {
  private static final Address SOMEONE = Wallet.named("someone").address();

  private Devnet devnet;
  private DevChain chain;
  private String clean;

  @BeforeAll
  void start() {
    devnet = Devnet.start();
    chain = devnet.chain();
    clean = chain.control().snapshot();
  }

  @AfterAll
  void stop() {
    devnet.close();
  }

  @BeforeEach
  void revert() {
    assertThat(chain.control().revertTo(clean)).isTrue();
    clean = chain.control().snapshot();
    chain.control().setAutomine(true);
  }

  @Test
  void looksLikeMainnetWithWrappedEtherAtItsAddress() {
    Token weth = chain.deployment().tokens().weth();

    assertThat(JsonRpc.number(chain.anvil().rpc().call("eth_chainId"))).isEqualTo(1);
    assertThat(weth.address()).hasToString("0xC02aaA39b223FE8D0A0e5C4F27eAD9083C756Cc2");
    for (Token token : chain.deployment().tokens().all()) {
      assertThat(chain.anvil().read(token.address(), "symbol()", "(string)"))
          .containsExactly(token.symbol());
      assertThat(chain.anvil().read(token.address(), "decimals()", "(uint8)"))
          .containsExactly(BigInteger.valueOf(token.decimals()));
    }
  }

  @Test
  void hasTheDeterministicDeployer() {
    byte[] initCode = {0x60, 0x01, 0x60, 0x00, 0x53, 0x60, 0x01, 0x60, 0x00, (byte) 0xf3};
    Address deployer = Address.parse("0x4e59b44847b379578588920cA78FbF26c0B4956C");
    Address expected = Hashes.created2(deployer, new byte[32], Hashes.keccak(initCode));
    assertThat(chain.anvil().code(expected)).isEmpty();

    chain
        .anvil()
        .transact(
            Wallet.TRADER,
            new Transaction(
                chain.anvil().nonce(Wallet.TRADER.address()),
                deployer,
                BigInteger.ZERO,
                Bytes.of(Abi.concat(new byte[32], initCode)),
                BigInteger.valueOf(200_000),
                BigInteger.TEN.pow(10),
                BigInteger.TEN.pow(9)));

    assertThat(chain.anvil().code(expected)).containsExactly(1);
  }

  @Test
  void startsAtTheTimeOfTheWall() {
    var block = chain.anvil().rpc().call("eth_getBlockByNumber", "latest", false);

    assertThat(JsonRpc.number(block.get("timestamp")).longValueExact())
        .isBetween(Instant.now().getEpochSecond() - 60, Instant.now().getEpochSecond() + 60);
  }

  @Test
  void keepsTheLogsOfTheDeploymentSoThatPoolsCanBeDiscovered() {
    var logs =
        chain
            .anvil()
            .rpc()
            .call(
                "eth_getLogs",
                Map.of(
                    "fromBlock",
                    "0x0",
                    "toBlock",
                    "latest",
                    "address",
                    chain.deployment().uniswapV3().factory().toString()));

    assertThat(logs.size()).isGreaterThan(chain.deployment().uniswapV3().pools().size());
  }

  @Test
  void fundsAnAccountAtOnceAndKeepsWrappedEtherBacked() {
    var tokens = chain.deployment().tokens();
    BigInteger amount = BigInteger.valueOf(123_456_789);
    long block = chain.anvil().blockNumber();
    for (Token token : tokens.all()) {
      chain.fund(SOMEONE, token, amount);
      assertThat(chain.anvil().balance(token.address(), SOMEONE)).isEqualTo(amount);
    }
    chain.fund(SOMEONE, BigInteger.TEN.pow(18));

    Wallet wallet = Wallet.named("someone");
    chain.anvil().transact(wallet, tokens.weth().address(), "withdraw(uint256)", amount);
    chain
        .anvil()
        .transact(
            wallet, tokens.usdc().address(), "transfer(address,uint256)", Address.ZERO, amount);

    assertThat(chain.anvil().blockNumber()).isEqualTo(block + 2);
    assertThat(chain.anvil().balance(tokens.usdc().address(), SOMEONE)).isZero();
  }

  @Test
  void fundsTheTraderFromTheStart() {
    assertThat(chain.anvil().balance(Wallet.TRADER.address())).isEqualTo(BigInteger.TEN.pow(21));
    for (Token token : chain.deployment().tokens().all()) {
      assertThat(chain.anvil().balance(token.address(), Wallet.TRADER.address())).isPositive();
    }
  }

  @Test
  void minesOnlyWhenToldAndDropsAndReorganises() {
    chain.control().setAutomine(false);
    long block = chain.anvil().blockNumber();
    Transaction transfer =
        Transaction.call(
            chain.anvil().nonce(Wallet.TRADER.address()),
            chain.deployment().tokens().dai().address(),
            "transfer(address,uint256)",
            SOMEONE,
            1);
    Bytes signed = transfer.sign(chain.id(), Wallet.TRADER);

    TxHash hash = chain.anvil().send(signed);
    assertThat(chain.anvil().receipt(hash).isNull()).isTrue();
    assertThat(chain.control().drop(hash)).isTrue();
    chain.control().mine();
    assertThat(chain.anvil().receipt(hash).isNull()).isTrue();

    chain.anvil().send(signed);
    chain.control().mine(2);
    assertThat(JsonRpc.number(chain.anvil().receipt(hash).get("blockNumber"))).isEqualTo(block + 2);

    chain.control().reorg(2, List.of());
    assertThat(chain.anvil().receipt(hash).isNull()).isTrue();

    chain.control().reorg(1, List.of(new ChainControl.Reincluded(signed, 0)));
    assertThat(JsonRpc.number(chain.anvil().receipt(hash).get("blockNumber"))).isEqualTo(block + 3);
  }

  @Test
  void showsFinalityTwoBlocksBehindTheNewest() {
    chain.control().mine(5);
    long newest = chain.anvil().blockNumber();

    for (var tag : List.of(List.of("safe", newest - 1), List.of("finalized", newest - 2))) {
      var block = chain.anvil().rpc().call("eth_getBlockByNumber", tag.getFirst(), false);
      assertThat(JsonRpc.number(block.get("number")).longValueExact()).isEqualTo(tag.getLast());
    }
  }

  @Test
  void writesItsDeploymentAsJson() {
    String json = chain.deploymentJson();

    assertThat(DeploymentJson.read(json)).isEqualTo(chain.deployment());
    assertThat(json).contains("0xC02aaA39b223FE8D0A0e5C4F27eAD9083C756Cc2");
  }

  @Test
  void saysThatAPortIsTaken() {
    DevnetConfig config = DevnetConfig.defaults().withFirstPort(chain.http().getPort());

    assertThatThrownBy(() -> Devnet.start(config))
        .isInstanceOf(DevnetException.class)
        .hasMessageContaining("is taken; choose another");
  }

  @Test
  void refusesAChainThatItDoesNotHave() {
    assertThatThrownBy(() -> devnet.chain(DevnetConfig.BASE))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
