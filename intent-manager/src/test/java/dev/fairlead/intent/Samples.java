package dev.fairlead.intent;

import dev.fairlead.chain.BaseFeeRule;
import dev.fairlead.chain.ChainProfile;
import dev.fairlead.chain.Fees;
import dev.fairlead.chain.fee.FeeTerms;
import dev.fairlead.chain.fee.Tips;
import dev.fairlead.model.Address;
import dev.fairlead.model.BlockHash;
import dev.fairlead.model.BlockNumber;
import dev.fairlead.model.BlockRef;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Bytes32;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.FeePerGas;
import dev.fairlead.model.Fraction;
import dev.fairlead.model.Gas;
import dev.fairlead.model.Nonce;
import dev.fairlead.model.Token;
import dev.fairlead.model.TxHash;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.Wei;
import dev.fairlead.model.fee.DataFee;
import dev.fairlead.model.fee.InclusionSpeed;
import dev.fairlead.model.intent.Constraints;
import dev.fairlead.model.intent.ExecutionStyle;
import dev.fairlead.model.intent.Hop;
import dev.fairlead.model.intent.Intent;
import dev.fairlead.model.intent.IntentEvent.Included;
import dev.fairlead.model.intent.IntentId;
import dev.fairlead.model.intent.IntentType;
import dev.fairlead.model.intent.Leg;
import dev.fairlead.model.intent.Plan;
import dev.fairlead.model.intent.PoolId;
import dev.fairlead.model.intent.Privacy;
import dev.fairlead.model.intent.RouteTerms;
import dev.fairlead.model.intent.Selection;
import dev.fairlead.model.intent.StrategyId;
import dev.fairlead.model.intent.TimeWindow;
import dev.fairlead.model.intent.Trade;
import dev.fairlead.model.intent.TransactionRole;
import dev.fairlead.model.intent.VenueId;
import dev.fairlead.model.intent.Way;
import dev.fairlead.model.tx.SignedTransaction;
import dev.fairlead.model.tx.UnsignedTransaction;
import dev.fairlead.signing.SecpKey;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Values that many tests need. */
final class Samples {
  static final ChainId CHAIN = new ChainId(1);
  static final Token USDC =
      new Token(CHAIN, Address.parse("0xa0b86991c6218b36c1d19d4a2e9eb0ce3606eb48"), "USDC", 6);
  static final Token WETH =
      new Token(CHAIN, Address.parse("0xc02aaa39b223fe8d0a0e5c4f27ead9083c756cc2"), "WETH", 18);
  static final Address ACCOUNT = Address.parse("0x00000000000000000000000000000000000000aa");

  /** The account whose key tests hold: the key is 32 bytes of 0x01. */
  static final SecpKey KEY = SecpKey.of(key());

  static final Address ACCOUNT_OF_TESTS = KEY.account();
  static final Address EXECUTOR = Address.parse("0x00000000000000000000000000000000000000ee");
  static final StrategyId STRATEGY = StrategyId.parse("c7b6a5e4-3d2c-1b0a-9f8e-7d6c5b4a3e2d");
  static final Instant START = Instant.parse("2026-11-20T11:00:00Z");
  static final Instant DEADLINE = START.plus(Duration.ofMinutes(1));
  static final IntentId ID = IntentId.parse("a3a2e9a8-1b3c-4d5e-8f6a-7b8c9d0e1f2a");

  private Samples() {}

  private static byte[] key() {
    byte[] key = new byte[32];
    Arrays.fill(key, (byte) 1);
    return key;
  }

  static IntentId id(int number) {
    return new IntentId(new UUID(7, number));
  }

  static Uint256 units(long value) {
    return Uint256.of(value);
  }

  static Intent intent(IntentId id, Trade trade, ExecutionStyle style) {
    return new Intent(id, STRATEGY, IntentType.SWAP, trade, constraints(style, Privacy.PUBLIC));
  }

  static Intent intent() {
    return intent(ID, sell(1_000_000), ExecutionStyle.ADAPTIVE);
  }

  static Trade sell(long usdc) {
    return new Trade.ExactIn(USDC.amount(units(usdc)), WETH);
  }

  static Constraints constraints(ExecutionStyle style, Privacy privacy) {
    return new Constraints(
        Fraction.ofBasisPoints(50),
        null,
        new TimeWindow(START, DEADLINE),
        null,
        null,
        Selection.everything(),
        Selection.everything(),
        privacy,
        style,
        RouteTerms.OPEN);
  }

  /** A chain with Ethereum's rules and twelve seconds between blocks. */
  static ChainProfile profile(String name) {
    return new ChainProfile(
        CHAIN,
        name,
        WETH.address(),
        Duration.ofSeconds(12),
        Duration.ofMillis(100),
        new ChainProfile.Finality.Confirmations(2),
        BaseFeeRule.Eip1559.ETHEREUM,
        FeePerGas.of(1),
        FeePerGas.of(100_000_000_000L),
        FeePerGas.of(10_000_000_000_000L));
  }

  /** Fees that are the same for every speed, on a chain that takes nothing for bytes. */
  static Fees fees(BlockRef at, FeePerGas baseFee, FeePerGas tip) {
    return fees(at, baseFee, Tips.all(tip));
  }

  static Fees fees(BlockRef at, FeePerGas baseFee, Tips tips) {
    return new Fees(
        at,
        baseFee,
        tips,
        InclusionSpeed.NORMAL,
        UnsignedTransaction.Form.DYNAMIC_FEE,
        FeeTerms.ETHEREUM_GAS_CAP,
        DataFee.none(),
        Optional.empty(),
        List.of());
  }

  static BlockRef block(long number) {
    return block(number, 0);
  }

  static BlockRef block(long number, int fork) {
    return new BlockRef(
        new BlockNumber(number), new BlockHash(hash("block " + number + " of fork " + fork)));
  }

  static Bytes32 hash(String text) {
    return Bytes.of(text.getBytes(StandardCharsets.UTF_8)).keccak256();
  }

  static Plan plan() {
    Hop hop =
        new Hop(
            new PoolId(CHAIN, new VenueId("uniswap-v2"), Bytes.of(new byte[20])),
            USDC,
            WETH,
            units(1_000_000),
            units(400_000));
    return new Plan(
        block(10),
        USDC.amount(units(1_000_000)),
        WETH.amount(units(400_000)),
        WETH.amount(units(398_000)),
        List.of(new Leg(List.of(hop))),
        Fraction.ZERO,
        new Gas(150_000),
        new Way.Executor(""));
  }

  static UnsignedTransaction unsigned(TransactionRole role, long nonce, long fee) {
    boolean cancels = role == TransactionRole.CANCELLATION;
    Address to =
        switch (role) {
          case APPROVAL -> USDC.address();
          case TRADE -> EXECUTOR;
          case CANCELLATION -> ACCOUNT;
        };
    return new UnsignedTransaction(
        CHAIN,
        ACCOUNT,
        new Nonce(nonce),
        FeePerGas.of(fee),
        FeePerGas.of(3 * fee),
        new Gas(cancels ? 21_000 : 200_000),
        to,
        Wei.ZERO,
        cancels ? Bytes.EMPTY : Bytes.of((byte) nonce));
  }

  static SignedTransaction signed(UnsignedTransaction transaction) {
    Bytes raw = Bytes.of(transaction.toString().getBytes(StandardCharsets.UTF_8));
    return new SignedTransaction(transaction, raw, new TxHash(raw.keccak256()));
  }

  static Included included(
      TransactionRole role, SignedTransaction signed, BlockRef block, boolean succeeded) {
    boolean traded = role == TransactionRole.TRADE && succeeded;
    return new Included(
        ID,
        role,
        signed.hash(),
        block,
        succeeded,
        new Gas(role == TransactionRole.CANCELLATION ? 21_000 : 100_000),
        FeePerGas.of(2),
        USDC.amount(units(traded ? 1_000_000 : 0)),
        WETH.amount(units(traded ? 399_000 : 0)),
        null,
        null);
  }
}
