package dev.fairlead.node.doctor;

import static dev.fairlead.node.doctor.Told.notProved;
import static dev.fairlead.node.doctor.Told.proved;
import static dev.fairlead.node.doctor.Told.wrong;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import dev.fairlead.devnet.DevChain;
import dev.fairlead.devnet.Devnet;
import dev.fairlead.devnet.DevnetConfig;
import dev.fairlead.devnet.anvil.Anvil;
import dev.fairlead.devnet.anvil.AnvilSettings;
import dev.fairlead.devnet.anvil.Wallet;
import dev.fairlead.devnet.deploy.Deployment;
import dev.fairlead.event.embedded.TestDatabase;
import dev.fairlead.event.embedded.TestDatabases;
import dev.fairlead.faults.FaultProxy;
import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Bytes32;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.Keccak256;
import dev.fairlead.model.Uint256;
import dev.fairlead.node.ExecutorDeployments;
import dev.fairlead.node.NodeFiles;
import dev.fairlead.node.cli.CommandLines;
import dev.fairlead.node.config.ConfigReader;
import dev.fairlead.node.config.NodeConfig;
import dev.fairlead.parts.Parts;
import dev.fairlead.parts.Progress;
import dev.fairlead.signing.LocalEventSigner;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** What is said of a configuration, against a real chain with the venues' real contracts. */
@TestInstance(Lifecycle.PER_CLASS)
final class DoctorIT {
  private static final Address NOBODY = Address.parse("0x00000000000000000000000000000000000a0b0c");
  private static final String READS =
      "web3_clientVersion|eth_(call|chainId|feeHistory|simulateV1|get[A-Za-z]+|(un)?subscribe)";

  private final Path directory;
  private final TestDatabase server = TestDatabases.create();
  private final Devnet devnet =
      Devnet.start(DevnetConfig.defaults().withBlockTime(Duration.ofMillis(500)).withRelay());
  private final DevChain chain = devnet.chain();
  private final Deployment deployment = chain.deployment();
  private final Wallet wallet = Wallet.named("doctor");
  private String yaml = "";

  DoctorIT(@TempDir Path directory) {
    this.directory = directory.toAbsolutePath();
  }

  @BeforeAll
  void deploy() throws IOException, InterruptedException {
    chain.fund(wallet.address(), BigInteger.TEN.pow(20));
    yaml = DoctorFiles.everyVenue(directory, wallet, devnet, server.database());
    ExecutorDeployments.deployAll(config(yaml), _ -> {});
  }

  @AfterAll
  void close() {
    devnet.close();
    server.close();
  }

  private NodeConfig config(String text) throws IOException {
    Path file = Files.createTempFile(directory, "node", ".yaml");
    Files.writeString(file, text);
    return ConfigReader.read(file, Map.of());
  }

  private Diagnosis diagnosis(String text) throws IOException, InterruptedException {
    return new Doctor(config(text), InstantSource.system()).examine(_ -> {});
  }

  /** The configuration with one address for another. */
  private String with(Address right, Address wrong) {
    assertThat(yaml).contains(right.toString());
    return yaml.replace(right.toString(), wrong.toString());
  }

  @Test
  void provesEveryContractAndSaysWhatItCouldNotProve() throws IOException, InterruptedException {
    Diagnosis diagnosis = diagnosis(yaml);
    assertThat(wrong(diagnosis)).isEmpty();
    Deployment.BalancerV2 balancer = deployment.balancerV2();
    assertThat(proved(diagnosis))
        .contains(
            "Uniswap V2 factory " + deployment.uniswapV2().factory() + ": allPairsLength()",
            "Uniswap V2 factory " + deployment.uniswapV2().factory() + ": init-code-hash",
            "Uniswap V3 factory " + deployment.uniswapV3().factory() + ": init-code-hash",
            "Uniswap V4 pool manager "
                + deployment.uniswapV4().poolManager()
                + ": extsload(0) is its owner",
            "Uniswap V4 quoter " + deployment.uniswapV4().quoter() + ": poolManager()",
            "Uniswap V4 router " + deployment.uniswapV4().universalRouter() + ": poolManager()",
            "Curve pool " + deployment.curve().pool() + ": coins(0)",
            "Balancer V2 vault " + balancer.vault() + ": WETH()",
            "Balancer V2 factory " + balancer.weightedFactory() + ": getVault()",
            "Permit2 0x000000000022D473030F116dDEE9F6B43aC78BA3: DOMAIN_SEPARATOR()",
            "deterministic deployer 0x4e59b44847b379578588920cA78FbF26c0B4956C: known code",
            "Multicall3 0xcA11bde05977b3631167028862bE2a173976CA11: known code",
            "relay 127.0.0.1: answers a signed request",
            "account " + wallet.address() + ": balance",
            "account " + wallet.address() + ": plain account",
            directory.resolve("account.json") + ": opens",
            directory.resolve("account.password") + ": mode",
            "server: settings",
            "server: clock",
            "server: TimescaleDB",
            "owner fairlead: rights",
            "writer fairlead_node: rights",
            "reader fairlead_view: rights",
            "relay 127.0.0.1: discreet address")
        .anyMatch(line -> line.startsWith("executor 0x") && line.endsWith(": code"));
    for (String check :
        List.of(
            "answers",
            "chain id",
            "client",
            "head",
            "clock",
            "eth_getBlockReceipts",
            "eth_getLogs",
            "eth_feeHistory",
            "eth_call",
            "eth_simulateV1",
            "tag safe",
            "tag finalized",
            "window of 1200 blocks",
            "heads announced")) {
      assertThat(proved(diagnosis))
          .as(check)
          .anyMatch(line -> line.startsWith("endpoint ") && line.endsWith(": " + check));
    }
    deployment
        .tokens()
        .all()
        .forEach(token ->
            assertThat(proved(diagnosis))
                .contains(
                    "token %s %s: decimals()".formatted(token.symbol(), token.address()),
                    "token %s %s: totalSupply()".formatted(token.symbol(), token.address())));
    assertThat(notProved(diagnosis))
        .contains("endpoints: quorum: the chain rests on the word of one endpoint; add another's")
        .anyMatch(line -> line.contains("event.key: opens: it is made when a node first needs it"));
    assertThat(diagnosis.isSound(false)).isTrue();
    assertThat(diagnosis.isSound(true)).isFalse();
  }

  @Test
  void saysThatTheNodesOwnKeyMayNotSeal() throws IOException, InterruptedException {
    Path data = directory.resolve("sealing");
    Path key = data.resolve("event.key");
    String trusting =
        yaml.replace(directory.resolve("data").toString(), data.toString())
            + "evidence: {trusted-keys: [\"%s\"]}%n".formatted("ab".repeat(32));
    assertThat(wrong(diagnosis(trusting)))
        .singleElement()
        .asString()
        .startsWith(key + ": may seal the log: there is none yet");

    LocalEventSigner signer = LocalEventSigner.openOrCreate(key, new SecureRandom());
    assertThat(wrong(diagnosis(trusting)))
        .singleElement()
        .asString()
        .startsWith(key + ": may seal the log: evidence.trusted-keys: ")
        .contains(signer.publicKey().toString().substring(2));
  }

  @Test
  void namesARelayThatCouldLeakAndOneThatIsDown() throws IOException, InterruptedException {
    String relay = devnet.relay().url().toString();
    assertThat(wrong(diagnosis(yaml.replace(relay, relay + "/fast"))))
        .singleElement()
        .asString()
        .startsWith("relay 127.0.0.1: discreet address: the path /fast");
    try (FaultProxy proxy = FaultProxy.before(devnet.relay().url(), Optional.empty())) {
      proxy.goDown();
      assertThat(wrong(diagnosis(yaml.replace(relay, proxy.http().toString()))))
          .singleElement()
          .asString()
          .startsWith("relay 127.0.0.1: answers a signed request: ");
    }
  }

  @Test
  void asksOnlyWhatChangesNothing() throws IOException, InterruptedException {
    Set<String> methods = new ConcurrentSkipListSet<>();
    try (FaultProxy proxy =
        FaultProxy.before(
            chain.http(),
            Optional.of(chain.webSocket()),
            message -> methods.addAll(named(message)))) {
      String through =
          yaml.replace(chain.http().toString(), proxy.http().toString())
              .replace(chain.webSocket().toString(), proxy.webSocket().toString());
      Path data = directory.resolve("data");
      assertThat(wrong(diagnosis(through))).isEmpty();
      assertThat(data).doesNotExist();
    }
    assertThat(methods)
        .contains("eth_getCode", "eth_subscribe")
        .allMatch(method -> method.matches(READS));
  }

  private static List<String> named(String message) {
    var parsed = JsonParser.parseString(message);
    return (parsed.isJsonArray() ? parsed.getAsJsonArray().asList() : List.of(parsed))
        .stream().map(call -> call.getAsJsonObject().get("method").getAsString()).toList();
  }

  @Test
  void namesWhatDenyListsNameThatIsNotThere() throws IOException, InterruptedException {
    String pool =
        deployment.uniswapV3().pools().getFirst().address().toString().toLowerCase(Locale.ROOT);
    String nobody = NOBODY.toString().toLowerCase(Locale.ROOT);
    String id = Bytes32.ZERO.toString();
    String lists =
        """
        risk: {denied-tokens: ["%s"]}
        any-strategy:
          allowed: true
          route:
            denied-venues: [sushiswap]
            denied-pools: {devnet: ["uniswap-v3:%s", "uniswap-v3:%s", "uniswap-v4:%s"]}
        """
            .formatted(NOBODY, pool, nobody, id);
    assertThat(yaml).contains("any-strategy: {allowed: true}\n");
    Diagnosis diagnosis = diagnosis(yaml.replace("any-strategy: {allowed: true}\n", lists));
    String pools = "any-strategy.route.denied-pools.devnet: denied: ";
    assertThat(notProved(diagnosis))
        .contains(
            "risk.denied-tokens: denied: " + NOBODY + " is no token of any chain here",
            "any-strategy.route.denied-venues: denied: sushiswap is no venue of any chain here",
            pools + "uniswap-v3:" + nobody + ": nothing stands there",
            pools + "uniswap-v4:" + id + ": only a node's start tells whether there is one")
        .noneMatch(line -> line.contains(pool));
    assertThat(wrong(diagnosis)).isEmpty();
  }

  @Test
  void namesAnAddressWhereNothingStands() throws IOException, InterruptedException {
    assertThat(wrong(diagnosis(with(deployment.uniswapV3().factory(), NOBODY))))
        .containsExactly(
            "Uniswap V3 factory %s: code: nothing stands there; correct chains.devnet.venues uniswap-v3.factory: the address of a Uniswap V3 factory on this chain"
                .formatted(NOBODY));
  }

  @Test
  void namesAnotherContractUnderTheAddress() throws IOException, InterruptedException {
    Address factory = deployment.uniswapV2().factory();
    Address other = deployment.uniswapV3().factory();
    assertThat(wrong(diagnosis(with(factory, other))))
        .containsExactly(
            "Uniswap V2 factory %s: allPairsLength(): it does not answer as a Uniswap V2 factory does; correct chains.devnet.venues uniswap-v2.factory: the address of a Uniswap V2 factory on this chain"
                .formatted(other));

    Address vault = deployment.balancerV2().vault();
    List<String> ofTheVault = wrong(diagnosis(with(vault, deployment.uniswapV4().poolManager())));
    assertThat(ofTheVault)
        .anyMatch(line -> line.startsWith("Balancer V2 vault") && line.contains("getAuthorizer()"))
        .anyMatch(line ->
            line.startsWith("Balancer V2 factory")
                && line.contains("getVault(): it says " + vault + " instead of"))
        .anyMatch(line -> line.startsWith("executor") && line.contains("nothing stands there yet"));

    Address dai = deployment.tokens().dai().address();
    assertThat(wrong(diagnosis(with(deployment.curve().pool(), dai))))
        .anyMatch(line -> line.contains("coins(0): it does not answer as a Curve pool does"));
  }

  @Test
  void namesAVenueOfAnotherKind() throws IOException, InterruptedException {
    Address pair = deployment.uniswapV2().factory();
    Address dai = deployment.tokens().dai().address();
    Address vault = deployment.balancerV2().vault();
    String curve = "curve: {pools:";
    assertThat(yaml).contains(curve);
    String text =
        yaml.replace(
                curve,
                """
                balancer-v3: {vault: "%s", router: "%s", factories: [{address: "%s", kind: stable}]}
                      erc4626: {vaults: ["%s"]}
                      curve: {crypto-pools: ["%s"],
                        factories: [{name: curve-ng, address: "%s", kind: stable-ng}], pools:\
                """
                    .formatted(
                        vault, dai, deployment.balancerV2().weightedFactory(), dai, dai, pair))
            .replace(deployment.uniswapV4().quoter().toString(), dai.toString());
    assertThat(wrong(diagnosis(text)))
        .anyMatch(line -> line.startsWith("Uniswap V4 quoter") && line.contains("poolManager()"))
        .anyMatch(
            line -> line.startsWith("Balancer V3 vault") && line.contains("getVaultExtension()"))
        .anyMatch(line -> line.startsWith("Balancer V3 router") && line.contains("getVault()"))
        .anyMatch(line -> line.startsWith("ERC-4626 vault") && line.contains("asset()"))
        .anyMatch(line -> line.startsWith("Curve crypto pool") && line.contains("coins(0)"))
        .anyMatch(line -> line.startsWith("Curve factory") && line.contains("pool_count()"));
  }

  @Test
  void namesWhatWouldMakeEveryAmountWrong() throws IOException, InterruptedException {
    Deployment.Tokens tokens = deployment.tokens();
    String usdc = "{symbol: USDC, address: \"%s\", decimals: ".formatted(tokens.usdc().address());
    assertThat(yaml).contains(usdc + "6}");
    assertThat(wrong(diagnosis(yaml.replace(usdc + "6}", usdc + "18}"))))
        .singleElement()
        .asString()
        .contains("token USDC", "decimals(): it says 6 instead of 18");

    String native0 = "wrapped-native: \"" + tokens.weth().address();
    assertThat(yaml).contains(native0);
    String native1 = "wrapped-native: \"" + tokens.dai().address();
    assertThat(wrong(diagnosis(yaml.replace(native0, native1))))
        .anyMatch(line -> line.startsWith("token DAI") && line.contains("of the native coin"))
        .anyMatch(line -> line.startsWith("Balancer V2 vault") && line.contains("WETH(): it says"));

    String hash = "{factory: \"" + deployment.uniswapV2().factory() + "\"";
    assertThat(yaml).contains(hash);
    assertThat(
            wrong(
                diagnosis(yaml.replace(hash, hash + ", init-code-hash: \"" + Bytes32.ZERO + '"'))))
        .singleElement()
        .asString()
        .contains("init-code-hash: pool", "should stand at");
  }

  @Test
  void namesAnEndpointOfAnotherChainAndOneThatIsDown() throws IOException, InterruptedException {
    try (FaultProxy down = FaultProxy.before(chain.http(), Optional.empty());
        Anvil other =
            Anvil.start(
                Parts.ofUser(Progress.silent()).anvil(), AnvilSettings.empty(new ChainId(10)))) {
      down.goDown();
      String endpoints = "    endpoints:\n";
      assertThat(yaml).contains(endpoints);
      Diagnosis diagnosis =
          diagnosis(
              yaml.replace(
                  endpoints,
                  endpoints
                      + "      - {name: foreign, http: \"%s\"}\n".formatted(other.http())
                      + "      - {name: down, http: \"%s\", deadline: 2s}\n"
                          .formatted(down.http())));
      assertThat(wrong(diagnosis))
          .satisfiesExactly(
              foreign ->
                  assertThat(foreign)
                      .isEqualTo(
                          "endpoint foreign: chain id: it serves chain 10 instead of chain %s; give chain devnet an endpoint of its own"
                              .formatted(chain.id())),
              dead -> assertThat(dead).startsWith("endpoint down: answers: it does not: "),
              quorum ->
                  assertThat(quorum)
                      .startsWith(
                          "endpoints: quorum: 1 of the 2 endpoints that must agree can be asked"));
      assertThat(proved(diagnosis)).anyMatch(line -> line.contains("init-code-hash"));
      assertThat(diagnosis.isSound(false)).isFalse();
    }
  }

  @Test
  void saysThatNothingOfAChainIsProvedWhenNoEndpointAnswers()
      throws IOException, InterruptedException {
    try (FaultProxy proxy = FaultProxy.before(chain.http(), Optional.empty())) {
      proxy.goDown();
      Diagnosis diagnosis =
          diagnosis(yaml.replace(chain.http().toString(), proxy.http().toString()));
      assertThat(wrong(diagnosis)).anyMatch(line -> line.contains("answers: it does not"));
      assertThat(notProved(diagnosis))
          .contains("contracts: all: no endpoint can tell what stands on the chain");
    }
  }

  @Test
  void namesCodeThatCanBecomeAnother() throws IOException, InterruptedException {
    Address usdt = deployment.tokens().usdt().address();
    Bytes32 slot =
        Bytes32.wrap(
            Bytes32.wrap(
                    Keccak256.hash(
                        "eip1967.proxy.implementation".getBytes(StandardCharsets.US_ASCII)))
                .toUint256()
                .minus(Uint256.ONE)
                .toBytes32());
    byte[] word = new byte[Bytes32.LENGTH];
    NOBODY.writeTo(word, Bytes32.LENGTH - Address.LENGTH);
    chain.control().setStorage(usdt, slot, Bytes32.wrap(word));
    chain
        .control()
        .setCode(
            wallet.address(), Bytes.parse("0xef0100" + NOBODY.toString().substring(2)).toArray());
    chain.control().mine();
    try {
      assertThat(notProved(diagnosis(yaml)))
          .contains(
              "token USDT %s: stays the same: it is a proxy of %s (EIP-1967)"
                  .formatted(usdt, NOBODY))
          .anyMatch(line ->
              line.startsWith(
                  "account %s: plain account: it delegates to %s (EIP-7702)"
                      .formatted(wallet.address(), NOBODY)));
    } finally {
      chain.control().setStorage(usdt, slot, Bytes32.ZERO);
      chain.control().setCode(wallet.address(), new byte[0]);
      chain.control().mine();
    }
  }

  @Test
  void namesWhatAnAccountLacks() throws IOException, InterruptedException {
    Wallet poor = Wallet.named("poor doctor");
    Path home = Files.createDirectories(directory.resolve("poor"));
    NodeFiles.write(home, poor, chain, server.database(), chain.http(), devnet.relay().url());
    Files.setPosixFilePermissions(
        home.resolve("account.password"), PosixFilePermissions.fromString("rw-r--r--"));
    Diagnosis diagnosis = diagnosis(yaml.replace(directory + "/account.", home + "/account."));
    assertThat(wrong(diagnosis))
        .hasSize(3)
        .anyMatch(line -> line.contains("mode: rw-r--r--: others can read a password; chmod 600"))
        .anyMatch(line ->
            line.startsWith("account " + poor.address() + ": balance: 0 wei pay for little"))
        .anyMatch(line ->
            line.startsWith("executor ")
                && line.endsWith("deploy it: fairlead executor deploy --config FILE"));

    Files.setPosixFilePermissions(
        home.resolve("account.json"), PosixFilePermissions.fromString("rw-r--r--"));
    assertThat(wrong(diagnosis(yaml.replace(directory + "/account.", home + "/account."))))
        .anyMatch(
            line -> line.contains("account.json: opens") && line.contains("make it mode 600"));
  }

  @Test
  void endsWithACodeForScripts() throws IOException {
    Path file = Files.writeString(directory.resolve("sound.yaml"), yaml);
    assertThat(CommandLines.run("doctor", "--config", file.toString())).isZero();
    assertThat(CommandLines.run("doctor", "--json", "--strict", "--config", file.toString()))
        .isEqualTo(1);
  }

  @Test
  void namesADatabaseThatIsNotThere() throws IOException, InterruptedException {
    String url = server.database().url();
    assertThat(wrong(diagnosis(yaml.replace(url, url + "_none"))))
        .singleElement()
        .asString()
        .startsWith("server: answers: ")
        .endsWith("check database.url, user and password, and that the server runs");
  }
}
