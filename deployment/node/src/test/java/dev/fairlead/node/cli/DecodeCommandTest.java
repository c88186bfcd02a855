package dev.fairlead.node.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.chain.abi.AbiWriter;
import dev.fairlead.chain.abi.Signature;
import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Uint256;
import dev.fairlead.venue.executor.ExecutorHop;
import dev.fairlead.venue.executor.ExecutorLeg;
import dev.fairlead.venue.executor.ExecutorProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Decoding files, with neither a node nor an endpoint. */
final class DecodeCommandTest {
  private static final Address USDC = Address.parse("0xA0b86991c6218b36c1d19D4a2e9Eb0cE3606eB48");
  private static final Address WETH = Address.parse("0xC02aaA39b223FE8D0A0e5C4F27eAD9083C756Cc2");
  private static final Address USER = Address.parse("0x00000000000000000000000000000000000000a1");

  /** Of a signed transaction of Ethereum's tests for EIP-155. */
  private static final String SIGNED =
      "0xf86c098504a817c800825208943535353535353535353535353535353535353535880de0b6b3a7640000"
          + "8025a028ef61340bd939bc2195fe537567866003e1a15d3c71ff63e1590620aa636276"
          + "a067cbe9d8997f761aecb703304b3800ccf555c9f3dc64214b297fb1966a3b6d83";

  private static final String RECEIPT =
      """
      {"jsonrpc": "2.0", "id": 1, "result": {
        "transactionHash": "0x00000000000000000000000000000000000000000000000000000000000000aa",
        "blockNumber": "0x10", "status": "0x1", "gasUsed": "0x5208",
        "effectiveGasPrice": "0x3b9aca00",
        "from": "0x00000000000000000000000000000000000000a1",
        "to": "0xc02aaa39b223fe8d0a0e5c4f27ead9083c756cc2",
        "logs": [
          {"address": "0xc02aaa39b223fe8d0a0e5c4f27ead9083c756cc2", "logIndex": "0x3",
           "topics": [
             "0xe1fffcc4923d04b559f4d29a8bfc6cda04eb5b0d3c460751c2402c5c5cc9109c",
             "0x00000000000000000000000000000000000000000000000000000000000000a1"],
           "data": "0x0000000000000000000000000000000000000000000000000000000000000005"},
          {"address": "0xc02aaa39b223fe8d0a0e5c4f27ead9083c756cc2", "logIndex": "0x4",
           "topics": ["0x00000000000000000000000000000000000000000000000000000000000000bb"],
           "data": "0x01"},
          {"address": "0xc02aaa39b223fe8d0a0e5c4f27ead9083c756cc2", "logIndex": "0x5",
           "topics": [
             "0xe1fffcc4923d04b559f4d29a8bfc6cda04eb5b0d3c460751c2402c5c5cc9109c",
             "0x00000000000000000000000000000000000000000000000000000000000000a1"],
           "data": "0x"}]}}
      """;

  private final Path directory;

  DecodeCommandTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @Test
  void printsCalldata() throws IOException {
    assertPrints(
        swap().toString(),
        """
        calldata
          call
            Uniswap V2 Router02 swapExactTokensForTokens
              amountIn      1000 of 0xA0b86991c6218b36c1d19D4a2e9Eb0cE3606eB48
              amountOutMin  7 of 0xC02aaA39b223FE8D0A0e5C4F27eAD9083C756Cc2
              path          [0xA0b86991c6218b36c1d19D4a2e9Eb0cE3606eB48, 0xC02aaA39b223FE8D0A0e5C4F27eAD9083C756Cc2]
              to            0x00000000000000000000000000000000000000A1
              deadline      1790000000 (2026-09-21T14:13:20Z)
        """);
  }

  @Test
  void printsJsonLines() throws IOException {
    CommandRun run = decode(swap().toString(), "--json");
    assertThat(run.out())
        .isEqualTo(
            "{\"kind\":\"calldata\",\"calls\":[{\"contract\":\"Uniswap V2 Router02\","
                + "\"name\":\"swapExactTokensForTokens\",\"fields\":{"
                + "\"amountIn\":{\"amount\":\"1000\",\"token\":\""
                + USDC
                + "\"},"
                + "\"amountOutMin\":{\"amount\":\"7\",\"token\":\""
                + WETH
                + "\"},"
                + "\"path\":[\""
                + USDC
                + "\",\""
                + WETH
                + "\"],"
                + "\"to\":\""
                + USER
                + "\",\"deadline\":\"1790000000\"}}]}\n");
    assertThat(run.code()).isZero();
  }

  @Test
  void printsReceiptsWithEventsAndWhatIsNone() throws IOException {
    assertPrints(
        RECEIPT,
        """
        receipt 0x00000000000000000000000000000000000000000000000000000000000000aa
          block    16
          status   succeeded
          from     0x00000000000000000000000000000000000000A1
          to       0xC02aaA39b223FE8D0A0e5C4F27eAD9083C756Cc2
          gasUsed  21000
          fee      21000000000000 (0.000021 native)
          log 3 of 0xC02aaA39b223FE8D0A0e5C4F27eAD9083C756Cc2
            token Deposit
              dst  0x00000000000000000000000000000000000000A1
              wad  5
          log 4 of 0xC02aaA39b223FE8D0A0e5C4F27eAD9083C756Cc2
            unknown event
              topics  [0x00000000000000000000000000000000000000000000000000000000000000bb]
              data    0x01
          log 5 of 0xC02aaA39b223FE8D0A0e5C4F27eAD9083C756Cc2
            malformed Deposit: expected 32 bytes of data but found 0
              topics  [0xe1fffcc4923d04b559f4d29a8bfc6cda04eb5b0d3c460751c2402c5c5cc9109c, 0x00000000000000000000000000000000000000000000000000000000000000a1]
              data    0x
        """);
  }

  @Test
  void printsSignedTransactions() throws IOException {
    assertPrints(
        SIGNED,
        """
        transaction 0x33469b22e9f636356c4160a87eb19df52b7412e8eac32a4a55ffe88ea8350788
          to     0x3535353535353535353535353535353535353535
          value  1000000000000000000 (1 native)
          nonce  9
        """);
  }

  @Test
  void joinsATransactionWithItsReceipt() throws IOException {
    String transaction =
        """
        {"hash": "0x00000000000000000000000000000000000000000000000000000000000000aa",
         "from": "0x00000000000000000000000000000000000000a1",
         "to": "0xc02aaa39b223fe8d0a0e5c4f27ead9083c756cc2",
         "value": "0x5", "nonce": "0x0", "input": "0xd0e30db0"}
        """;
    CommandRun run =
        decode("[" + transaction + "," + RECEIPT + "]", "--contract", WETH + "=wrapped-native");
    assertThat(run.out())
        .startsWith(
            """
            transaction 0x00000000000000000000000000000000000000000000000000000000000000aa
              status   succeeded
              from     0x00000000000000000000000000000000000000A1
              to       0xC02aaA39b223FE8D0A0e5C4F27eAD9083C756Cc2
              is       wrapped native
              value    5 (0.000000000000000005 native)
              nonce    0
              gasUsed  21000
              fee      21000000000000 (0.000021 native)
              call
                wrapped native deposit
              log 3 of 0xC02aaA39b223FE8D0A0e5C4F27eAD9083C756Cc2
            """)
        .doesNotContain("receipt");
  }

  @Test
  void printsBlocks() throws IOException {
    assertPrints(
        """
        {"number": "0x10", "timestamp": "0x6ab13b80",
         "hash": "0x00000000000000000000000000000000000000000000000000000000000000bb",
         "transactions": [{"to": null, "input": "0x6001"}]}
        """,
        """
        block 0x00000000000000000000000000000000000000000000000000000000000000bb
          number        16
          time          1790000000 (2026-09-21T14:13:20Z)
          transactions  1
        transaction
          creates  a contract of 2 bytes
        """);
  }

  @Test
  void printsTheExecutorsProgramsAsLegsAndHops() throws IOException {
    ExecutorProgram program =
        new ExecutorProgram(
            Instant.ofEpochSecond(1_790_000_000L),
            USDC,
            Uint256.of(1_000),
            WETH,
            Uint256.of(7),
            List.of(
                new ExecutorLeg(
                    USDC, Uint256.of(1_000), List.of(new ExecutorHop.UniswapV3(USER, WETH)))));
    assertPrints(
        program.toCalldata().toString(),
        """
        calldata
          call
            Fairlead executor execute
              amountIn      1000 of 0xA0b86991c6218b36c1d19D4a2e9Eb0cE3606eB48
              minAmountOut  7 of 0xC02aaA39b223FE8D0A0e5C4F27eAD9083C756Cc2
              deadline      1790000000 (2026-09-21T14:13:20Z)
              Fairlead executor leg
                amountIn  1000 of 0xA0b86991c6218b36c1d19D4a2e9Eb0cE3606eB48
                Uniswap V3 swap
                  pool      0x00000000000000000000000000000000000000A1
                  tokenOut  0xC02aaA39b223FE8D0A0e5C4F27eAD9083C756Cc2
        """);
  }

  @Test
  void printsReasonsAndCustomErrors() throws IOException {
    assertPrints(
        AbiWriter.call(Signature.of("Error(string)")).text("too\u001b late").toBytes().toString(),
        """
        revert data
          revert
            revert reason
              text  too  late
        """);
    assertPrints(
        """
        {"jsonrpc":"2.0","id":1,"error":{"code":3,"message":"execution reverted","data":"%s"}}
        """
            .formatted(
                AbiWriter.call(Signature.of("ShortOutput(uint256,uint256)"))
                    .uint(5)
                    .uint(7)
                    .toBytes()),
        """
        revert data
          revert
            Fairlead executor ShortOutput
              0  5
              1  7
        """);
  }

  @Test
  void readsUnknownContractsByAnAbiFile() throws IOException {
    Path abi = directory.resolve("Vault.json");
    Files.writeString(
        abi,
        """
        {"abi": [{"type": "function", "name": "settle", "inputs": [
          {"name": "orders", "type": "tuple[]", "components": [
            {"name": "maker", "type": "address"}, {"name": "amount", "type": "uint128"}]},
          {"name": "", "type": "string"}]}]}
        """);
    Bytes call =
        AbiWriter.call(Signature.of("settle((address,uint128)[],string)"))
            .staticArray(List.of(AbiWriter.tuple().address(USER).uint(4)))
            .text("hi")
            .toBytes();
    assertThat(decode(call.toString(), "--abi", abi.toString()).out())
        .isEqualTo(
            """
            calldata
              call
                Vault settle
                  orders
                    0
                      maker   0x00000000000000000000000000000000000000A1
                      amount  4
                  1  hi
            """);
    assertThat(decode(call.toString()).out())
        .startsWith("calldata\n  data  " + call.toString().substring(0, 66) + "… (");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "0x12345 | FILE: expected 0x and an even number of hex digits",
        "{} | FILE: neither a block, a transaction, a receipt nor a log",
        "[] | FILE: there is nothing in it to decode",
        "{\"transactions\":[{\"input\":\"0xzz\"}]} | FILE: transactions[0].input: expected 0x and an even number",
        "{\"logs\":[{\"topics\":[\"0x1\"],\"data\":\"0x\"}]} | FILE: logs[0].topics[0]: expected 0x",
        "{\"logs\":[{\"topics\":[],\"data\":\"0x\"}]} | FILE: logs[0].address: is missing",
        "{\"id\":1,\"error\":{\"code\":1,\"message\":\"no such block\"}} | FILE: error: no such block",
        "{\"a\":1 | FILE: neither hex nor JSON: ",
        "hello | FILE: neither hex nor JSON: "
      })
  void namesTheFileAndThePlaceOfWhatIsWrong(String content, String message) throws IOException {
    CommandRun run = decode(content);
    assertThat(run.err())
        .startsWith("fairlead: " + message.replace("FILE", directory.resolve("input").toString()));
    assertThat(run.out()).isEmpty();
    assertThat(run.code()).isEqualTo(2);
  }

  @Test
  void asksForWhatIsMissing() {
    CommandRun nothing = CommandRun.of(new DecodeCommand());
    assertThat(nothing.code()).isEqualTo(2);
    assertThat(nothing.err()).contains("--tx", "--block", "--file");
    CommandRun endpoint = CommandRun.of(new DecodeCommand(), "--tx", "0x" + "00".repeat(32));
    assertThat(endpoint.err())
        .isEqualTo("fairlead: say which endpoint: --rpc URL, or --config FILE\n");
    CommandRun kind =
        CommandRun.of(new DecodeCommand(), "--file", "none", "--contract", USDC + "=router");
    assertThat(kind.err()).startsWith("fairlead: there is no kind \"router\"; there are: erc20, ");
    CommandRun missing =
        CommandRun.of(new DecodeCommand(), "--file", directory.resolve("none").toString());
    assertThat(missing.err()).startsWith("fairlead: no such file: ");
    assertThat(missing.code()).isEqualTo(2);
  }

  private static Bytes swap() {
    return AbiWriter.call(
            Signature.of("swapExactTokensForTokens(uint256,uint256,address[],address,uint256)"))
        .uint(1_000)
        .uint(7)
        .addresses(List.of(USDC, WETH))
        .address(USER)
        .uint(1_790_000_000L)
        .toBytes();
  }

  private void assertPrints(String content, String expected) throws IOException {
    CommandRun run = decode(content);
    assertThat(run.err()).isEmpty();
    assertThat(run.out()).isEqualTo(expected);
    assertThat(run.code()).isZero();
  }

  private CommandRun decode(String content, String... more) throws IOException {
    Path file = directory.resolve("input");
    Files.writeString(file, content);
    String[] arguments = new String[more.length + 2];
    arguments[0] = "--file";
    arguments[1] = file.toString();
    System.arraycopy(more, 0, arguments, 2, more.length);
    return CommandRun.of(new DecodeCommand(), arguments);
  }
}
