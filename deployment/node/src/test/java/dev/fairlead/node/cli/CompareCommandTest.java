package dev.fairlead.node.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.util.JsonFormat;
import dev.fairlead.api.v1.ChainOffer;
import dev.fairlead.api.v1.CompareChainsResponse;
import dev.fairlead.model.ChainId;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CompareCommandTest {
  @TempDir private Path directory;
  private String here = "";
  private String there = "";

  @BeforeEach
  void write() throws IOException {
    Path first = MarketFiles.write(directory);
    Path second = directory.resolve("there.json");
    String text = Files.readString(first, StandardCharsets.UTF_8);
    Files.writeString(
        second,
        text.replaceFirst("\"chain\"\\s*:\\s*1\\b", "\"chain\": 8453"),
        StandardCharsets.UTF_8);
    here = first.toString();
    there = second.toString();
  }

  private CommandRun compare(String... more) {
    String[] fixed = {"--market", here, "--market", there, "--in", "WETH", "--out", "USDC"};
    String[] all = new String[fixed.length + more.length];
    System.arraycopy(fixed, 0, all, 0, fixed.length);
    System.arraycopy(more, 0, all, fixed.length, more.length);
    return CommandRun.of(new CompareCommand(), all);
  }

  private CompareChainsResponse answer(String... more) throws IOException {
    String[] all = new String[more.length + 1];
    System.arraycopy(more, 0, all, 0, more.length);
    all[more.length] = "--json";
    CommandRun run = compare(all);
    assertThat(run.err()).isEmpty();
    CompareChainsResponse.Builder response = CompareChainsResponse.newBuilder();
    JsonFormat.parser().merge(run.out(), response);
    return response.build();
  }

  @Test
  void splitsALargeAmountEvenlyOverTwoEqualChains() throws IOException {
    CompareChainsResponse response = answer("--amount", "200");
    assertThat(response.getOffersList())
        .extracting(ChainOffer::getChainId)
        .containsExactlyInAnyOrder(1L, 8453L);
    assertThat(response.getBestList())
        .extracting(share -> share.getSell().getAmount())
        .containsExactly("100000000000000000000", "100000000000000000000");
    assertThat(response.getPlaced()).isEqualTo("200");
  }

  @Test
  void weighsGasAndKeepsToBalances() throws IOException {
    CompareChainsResponse response =
        answer("--amount", "1", "--gas-price", "1=100", "--balance", "8453=0.25");
    assertThat(response.getOffers(0).getChainId()).isEqualTo(1);
    assertThat(response.getOffers(1).getCovered()).isFalse();
    assertThat(response.getOffers(0).getGasCost().getAmount()).isNotEqualTo("0");
    assertThat(response.getBestList())
        .extracting(share -> share.getSell().getAmount())
        .containsExactlyInAnyOrder("750000000000000000", "250000000000000000");
  }

  @Test
  void weighsWhatARollupTakesForBytes() throws IOException {
    String[] alike = {"--amount", "1", "--gas-price", "1=0.01", "--gas-price", "8453=0.01"};
    CompareChainsResponse free = answer(alike);
    assertThat(free.getOffers(0).getGasCost().getAmount())
        .isEqualTo(free.getOffers(1).getGasCost().getAmount());
    CompareChainsResponse dear =
        answer(
            "--amount",
            "1",
            "--gas-price",
            "1=0.01",
            "--gas-price",
            "8453=0.01",
            "--byte-price",
            "8453=1000");
    assertThat(dear.getOffers(0).getChainId()).isEqualTo(1);
    assertThat(dear.getOffers(0).getGasCost().getAmount())
        .isEqualTo(free.getOffers(0).getGasCost().getAmount());
    // About 200 bytes at 1,000 gwei are 0.0002 ether, 0.6 dollars.
    assertThat(new BigDecimal(dear.getOffers(1).getGasCost().getAmount()))
        .isBetween(new BigDecimal("400000"), new BigDecimal("900000"));
    assertThat(compare("--amount", "1", "--byte-price", "8453=1").err())
        .contains("--byte-price needs --gas-price");
    assertThat(compare("--amount", "1", "--byte-price", "10=1").err())
        .contains("no file is of chain 10");
  }

  @Test
  void tellsPeopleWhatIsBest() {
    CommandRun run = compare("--amount", "3000", "--exact-out", "--balance", "1=0.5");
    assertThat(run.code()).isZero();
    assertThat(run.out()).contains("too little").contains("best now: buy 3000 USDC for ");
  }

  @Test
  void exitsWithOneWhereNothingIsThere() {
    CommandRun none =
        CommandRun.of(
            new CompareCommand(),
            "--market",
            here,
            "--in",
            "WETH",
            "--out",
            "USDC",
            "--amount",
            "0.0000000000000000001");
    assertThat(none.code()).isEqualTo(1);
    assertThat(none.out()).contains("fewer than").contains("traded nowhere");
  }

  @Test
  void refusesOptionsThatDoNotFit() {
    assertThat(compare("--amount", "1", "--balance", "10=1").err())
        .contains("no file is of chain 10");
    assertThat(compare("--amount", "1", "--account", "0x00").err()).contains("needs a node");
    assertThat(compare("--amount", "1", "--chain", "1").err()).contains("needs a node");
    assertThat(compare("--amount", "1", "--market", here).err())
        .contains("two of the files are of chain " + new ChainId(1));
    assertThat(compare("--amount", "0").err()).contains("above zero");
    assertThat(compare("--amount", "1e999999999").err()).contains("at most 78 digits");
    CommandRun node =
        CommandRun.of(
            new CompareCommand(),
            "--in",
            "WETH",
            "--out",
            "USDC",
            "--amount",
            "1",
            "--balance",
            "1=1");
    assertThat(node.err()).contains("--chain");
  }
}
