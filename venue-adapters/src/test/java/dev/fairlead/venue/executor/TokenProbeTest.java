package dev.fairlead.venue.executor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.devnet.anvil.Transaction;
import dev.fairlead.devnet.anvil.Wallet;
import dev.fairlead.devnet.rpc.Abi;
import dev.fairlead.devnet.rpc.JsonRpc;
import dev.fairlead.model.Address;
import dev.fairlead.model.Token;
import dev.fairlead.parts.Parts;
import dev.fairlead.parts.Progress;
import dev.fairlead.venue.devnet.Playground;
import dev.fairlead.venue.token.TokenFinding;
import dev.fairlead.venue.token.TokenHabit;
import dev.fairlead.venue.token.TokenProbe;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/** Tokens as they are met, each found out before it is traded. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TokenProbeTest {
  private static final BigInteger PLENTY = BigInteger.TEN.pow(24);
  private static final int DECIMALS = 18;

  private final Playground playground = new Playground();
  private final Address vault = playground.deployment().balancerV2().vault();

  @AfterAll
  void close() {
    playground.close();
  }

  @Test
  void findsNothingAgainstTheDevnetsTokens() {
    List<Address> holders =
        List.of(
            vault,
            playground.deployment().uniswapV4().poolManager(),
            playground.deployment().curve().pool(),
            playground.account());
    for (Token token : playground.tokens()) {
      TokenFinding finding = probe().probe(token, holders);

      assertThat(finding.passes()).as("%s: %s", token, finding.objections()).isTrue();
      assertThat(finding.habits()).as("%s", token).isEmpty();
    }
  }

  @Test
  @DisplayName("failures #144: a token that takes a fee does not pass")
  void findsTheFeeOfARealDeflatingToken() {
    Path artifact =
        Parts.ofUser(Progress.silent())
            .npm("@uniswap/v2-periphery")
            .resolve("build/DeflatingERC20.json");
    byte[] init = JsonRpc.bytes(JsonRpc.JSON.readTree(artifact).required("bytecode"));
    Address token = create(Abi.concat(init, Abi.encode("(uint256)", PLENTY)));
    playground.sendAsOwner(token, "transfer(address,uint256)", vault, PLENTY.shiftRight(1));

    TokenFinding finding = probe().probe(token(token), List.of(vault));

    assertThat(finding.passes()).isFalse();
    assertThat(finding.habits()).containsExactly(TokenHabit.TAKES_FEE);
    assertThat(finding.objections()).containsExactly("another amount arrives than was sent");
  }

  @Test
  @DisplayName(
      "failures #146: a token that returns nothing passes, one that returns false does not")
  void tellsMissingReturnsFromFalseOnes() {
    assertThat(habits("NoReturnToken"))
        .containsExactlyInAnyOrder(
            TokenHabit.OTHER_DECIMALS, TokenHabit.RETURNS_NOTHING, TokenHabit.APPROVES_FROM_ZERO);
    assertThat(habits("LyingToken")).containsExactly(TokenHabit.RETURNS_FALSE);
    Address frozen = deploy("FalseReturningToken");
    playground.send(frozen, "freeze()");
    assertThat(probe().probe(token(frozen), List.of(vault)).habits())
        .contains(TokenHabit.CANNOT_RECEIVE);
  }

  @Test
  @DisplayName("failures #147: a token that nobody can be allowed does not pass")
  void findsThatAnAllowanceCannotBeGiven() {
    assertThat(habits("UnapprovableToken")).containsExactly(TokenHabit.CANNOT_APPROVE);
  }

  @Test
  @DisplayName("failures #157: what an owner may do is known, and what was done does not pass")
  void findsPausesAndBlockLists() {
    Address token = deploy("GuardedToken");
    TokenFinding before = probe().probe(token(token), List.of(vault));
    playground.send(token, "blacklist(address)", playground.account());
    TokenFinding blocked = probe().probe(token(token), List.of(vault));
    playground.send(token, "pause(bool)", true);
    TokenFinding paused = probe().probe(token(token), List.of(vault));

    assertThat(before.passes()).isTrue();
    assertThat(before.habits())
        .containsExactlyInAnyOrder(TokenHabit.PAUSABLE, TokenHabit.BLOCK_LIST);
    assertThat(blocked.habits()).contains(TokenHabit.BLOCKS_TRADER);
    assertThat(paused.habits()).contains(TokenHabit.PAUSED, TokenHabit.CANNOT_RECEIVE);
    assertThat(paused.codeHash()).isEqualTo(before.codeHash());
  }

  @Test
  @DisplayName("failures #158: a token that can be bought and not sold does not pass")
  void findsAHoneypot() {
    Address token = deploy("HoneypotToken");
    playground.send(token, "allow(address)", vault);

    TokenFinding finding = probe().probe(token(token), List.of(vault));

    assertThat(finding.habits())
        .containsExactlyInAnyOrder(TokenHabit.CANNOT_SEND, TokenHabit.CANNOT_APPROVE);
  }

  @Test
  @DisplayName("failures #162: a token whose transfers burn gas does not pass")
  void findsCostlyTransfers() {
    assertThat(habits("CostlyToken")).containsExactly(TokenHabit.COSTLY);
  }

  @Test
  void findsWhatIsNoTokenOrIsHeldByNobody() {
    Token nothing = token(Wallet.named("nothing").address());
    Address unheld = create(TestContracts.artifact("PlainToken"));

    assertThat(probe().probe(nothing, List.of(vault)).habits()).containsExactly(TokenHabit.NO_CODE);
    assertThat(probe().probe(token(unheld), List.of(vault)).habits())
        .contains(TokenHabit.NO_HOLDER);
  }

  @Test
  void knowsAProxyByItsCode() {
    Address target = deploy("GuardedToken");
    String code =
        "363d3d373d3d3d363d73" + target.toString().substring(2) + "5af43d82803e903d91602b57fd5bf3";
    Address proxy = Wallet.named("proxy").address();
    playground.dev().control().setCode(proxy, HexFormat.of().parseHex(code));
    playground.send(proxy, "mint(address,uint256)", vault, PLENTY);

    TokenFinding finding = probe().probe(token(proxy), List.of(vault));

    assertThat(finding.passes()).isTrue();
    assertThat(finding.remarks()).contains("its code can be exchanged");
  }

  private Set<TokenHabit> habits(String contract) {
    Token token = token(deploy(contract));
    return probe().probe(token, List.of(vault)).habits();
  }

  private TokenProbe probe() {
    return new TokenProbe(playground.chain(), playground.newest(), playground.account());
  }

  private Token token(Address address) {
    return new Token(playground.dev().id(), address, "TRIED", DECIMALS);
  }

  /** Of which the vault has plenty. */
  private Address deploy(String contract) {
    Address token = create(TestContracts.artifact(contract));
    playground.send(token, "mint(address,uint256)", vault, PLENTY);
    return token;
  }

  private Address create(JsonNode artifact) {
    return create(JsonRpc.bytes(artifact.required("bytecode").required("object")));
  }

  private Address create(byte[] init) {
    Wallet from = Wallet.DEPLOYER;
    JsonNode receipt =
        playground
            .dev()
            .anvil()
            .transact(
                from,
                Transaction.create(playground.dev().anvil().nonce(from.address()), init)
                    .withGas(10_000_000));
    return Address.parse(receipt.required("contractAddress").stringValue());
  }
}
