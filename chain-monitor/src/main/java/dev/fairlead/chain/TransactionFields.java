package dev.fairlead.chain;

import dev.fairlead.chain.json.FieldNames;
import dev.fairlead.chain.json.JsonInput;
import dev.fairlead.chain.proof.TransactionClaim;
import dev.fairlead.model.Address;
import dev.fairlead.model.BlockHash;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Bytes32;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.FeePerGas;
import dev.fairlead.model.Gas;
import dev.fairlead.model.Nonce;
import dev.fairlead.model.TxHash;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.Wei;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads whole transactions, with the place that each claims to have. */
final class TransactionFields {
  private static final Required TRANSACTION = new Required("a transaction");

  private static final long LARGEST_TYPE = 0x7f;

  private @Nullable Bytes32 hash;
  private @Nullable Bytes32 block;
  private long number = -1;
  private long index = -1;
  private long type;
  private @Nullable Address from;
  private @Nullable Address to;
  private long nonce = -1;
  private @Nullable Uint256 value;
  private @Nullable Bytes input;
  private long gas = -1;
  private @Nullable Uint256 gasPrice;
  private @Nullable Uint256 maxPriorityFee;
  private @Nullable Uint256 maxFee;
  private @Nullable Uint256 maxBlobFee;
  private @Nullable Uint256 chain;
  private List<Envelope.Access> accessList = List.of();
  private List<Bytes32> blobHashes = List.of();
  private List<Envelope.Authorization> authorizations = List.of();
  private final SignatureFields signature = new SignatureFields();
  private final DerivedFields derived = new DerivedFields();
  private List<String> unknown = List.of();

  private TransactionFields() {}

  static TransactionClaim read(JsonInput in) {
    TransactionFields fields = new TransactionFields();
    in.object(TransactionField.NAMES, fields::field, name -> fields.unknown(name, in));
    return fields.placed();
  }

  private void field(TransactionField field, JsonInput in) {
    if (in.isNull()) {
      return;
    }
    switch (field) {
      case HASH -> hash = in.bytes32();
      case BLOCK_HASH -> block = in.bytes32();
      case BLOCK_NUMBER -> number = in.quantityAsLong();
      case TRANSACTION_INDEX -> index = in.quantityAsLong();
      case TYPE -> type = in.quantityAsLong();
      case FROM -> from = in.address();
      case TO -> to = in.address();
      case NONCE -> nonce = in.quantityAsLong();
      case VALUE -> value = in.quantity();
      case INPUT -> input = in.bytes();
      case GAS -> gas = in.quantityAsLong();
      case GAS_PRICE -> gasPrice = in.quantity();
      case MAX_PRIORITY_FEE_PER_GAS -> maxPriorityFee = in.quantity();
      case MAX_FEE_PER_GAS -> maxFee = in.quantity();
      case MAX_FEE_PER_BLOB_GAS -> maxBlobFee = in.quantity();
      case CHAIN_ID -> chain = in.quantity();
      case ACCESS_LIST -> accessList = in.list(TransactionFields::access);
      case BLOB_VERSIONED_HASHES -> blobHashes = in.list(JsonInput::bytes32);
      case AUTHORIZATION_LIST -> authorizations = in.list(AuthorizationFields::read);
      case V -> signature.v = in.quantity();
      case Y_PARITY -> signature.yParity = in.quantity();
      case R -> signature.r = in.quantity();
      case S -> signature.s = in.quantity();
      case SOURCE_HASH -> derived.source = in.bytes32();
      case MINT -> derived.mint = in.quantity();
      case IS_SYSTEM_TX -> derived.system = in.bool();
      case REQUEST_ID -> derived.request = in.bytes32();
      case TICKET_ID -> derived.ticket = in.bytes32();
      case REFUND_TO -> derived.refundTo = in.address();
      case MAX_REFUND -> derived.maxRefund = in.quantity();
      case SUBMISSION_FEE_REFUND -> derived.submissionFeeRefund = in.quantity();
      case L1_BASE_FEE -> derived.l1BaseFee = in.quantity();
      case DEPOSIT_VALUE -> derived.deposit = in.quantity();
      case RETRY_TO -> derived.retryTo = in.address();
      case RETRY_VALUE -> derived.retryValue = in.quantity();
      case BENEFICIARY -> derived.beneficiary = in.address();
      case MAX_SUBMISSION_FEE -> derived.maxSubmissionFee = in.quantity();
      case RETRY_DATA -> derived.retryInput = in.bytes();
      case BLOCK_TIMESTAMP, DEPOSIT_RECEIPT_VERSION -> in.skip();
    }
  }

  private void unknown(String field, JsonInput in) {
    if (in.isNull()) {
      return;
    }
    if (unknown.isEmpty()) {
      unknown = new ArrayList<>();
    }
    unknown.add(field);
  }

  private TransactionClaim placed() {
    if (type > LARGEST_TYPE) {
      throw ChainException.retryable("a transaction of type " + type);
    }
    Envelope envelope = envelope();
    boolean numbered = envelope.type() != Envelope.OP_DEPOSIT;
    Transaction transaction =
        new Transaction(
            new TxHash(TRANSACTION.field("hash", hash)),
            (int) Math.min(TRANSACTION.field("transactionIndex", index), Integer.MAX_VALUE),
            TRANSACTION.field("from", from),
            Optional.ofNullable(to),
            new Nonce(numbered ? TRANSACTION.field("nonce", nonce) : Math.max(0, nonce)),
            new Wei(TRANSACTION.field("value", value)),
            TRANSACTION.field("input", input),
            new Gas(TRANSACTION.field("gas", gas)),
            envelope);
    return new TransactionClaim(
        new BlockHash(TRANSACTION.field("blockHash", block)),
        TRANSACTION.field("blockNumber", number),
        transaction,
        unknown);
  }

  private Envelope envelope() {
    return switch ((int) type) {
      case Envelope.LEGACY -> new Envelope.Legacy(price("gasPrice", gasPrice), signature.legacy());
      case Envelope.ACCESS_LIST ->
          new Envelope.AccessList(
              chain(), price("gasPrice", gasPrice), accessList, signature.typed());
      case Envelope.DYNAMIC_FEE ->
          new Envelope.DynamicFee(
              chain(),
              price("maxPriorityFeePerGas", maxPriorityFee),
              maxFee(),
              accessList,
              signature.typed());
      case Envelope.BLOB ->
          new Envelope.Blob(
              chain(),
              price("maxPriorityFeePerGas", maxPriorityFee),
              maxFee(),
              accessList,
              price("maxFeePerBlobGas", maxBlobFee),
              blobHashes,
              signature.typed());
      case Envelope.SET_CODE ->
          new Envelope.SetCode(
              chain(),
              price("maxPriorityFeePerGas", maxPriorityFee),
              maxFee(),
              accessList,
              authorizations,
              signature.typed());
      case Envelope.OP_DEPOSIT -> derived.opDeposit();
      case Envelope.ARBITRUM_DEPOSIT -> derived.arbitrumDeposit(chain());
      case Envelope.ARBITRUM_UNSIGNED -> new Envelope.ArbitrumUnsigned(chain(), capOrPrice());
      case Envelope.ARBITRUM_CONTRACT -> derived.arbitrumContract(chain(), capOrPrice());
      case Envelope.ARBITRUM_RETRY -> derived.arbitrumRetry(chain(), capOrPrice());
      case Envelope.ARBITRUM_SUBMIT_RETRYABLE ->
          derived.arbitrumSubmitRetryable(chain(), capOrPrice());
      case Envelope.ARBITRUM_INTERNAL -> new Envelope.ArbitrumInternal(chain());
      default -> new Envelope.Unknown((int) type, unknown);
    };
  }

  private ChainId chain() {
    Uint256 id = TRANSACTION.field("chainId", chain);
    if (id.isZero() || id.bitLength() > 63) {
      throw ChainException.retryable("a transaction for chain " + id);
    }
    return new ChainId(id.toLongExact());
  }

  private FeePerGas maxFee() {
    return price("maxFeePerGas", maxFee);
  }

  /** Old nodes tell the cap of a derived transaction as its price. */
  private FeePerGas capOrPrice() {
    return price("maxFeePerGas", maxFee == null ? gasPrice : maxFee);
  }

  private static FeePerGas price(String field, @Nullable Uint256 wei) {
    return new FeePerGas(TRANSACTION.field(field, wei));
  }

  private static Envelope.Access access(JsonInput in) {
    AccessFields fields = new AccessFields();
    in.object(AccessField.NAMES, fields::field);
    return new Envelope.Access(
        TRANSACTION.field("accessList.address", fields.address),
        TRANSACTION.field("accessList.storageKeys", fields.keys));
  }

  private enum AccessField {
    ADDRESS,
    STORAGE_KEYS;

    private static final FieldNames<AccessField> NAMES = FieldNames.of(AccessField.class);
  }

  private static final class AccessFields {
    private @Nullable Address address;
    private @Nullable List<Bytes32> keys;

    void field(AccessField field, JsonInput in) {
      switch (field) {
        case ADDRESS -> address = in.address();
        case STORAGE_KEYS -> keys = in.list(JsonInput::bytes32);
      }
    }
  }

  private enum AuthorizationField {
    CHAIN_ID,
    ADDRESS,
    NONCE,
    V,
    Y_PARITY,
    R,
    S;

    private static final FieldNames<AuthorizationField> NAMES =
        FieldNames.of(AuthorizationField.class);
  }

  private static final class AuthorizationFields {
    private @Nullable Uint256 chain;
    private @Nullable Address code;
    private long nonce = -1;
    private final SignatureFields signature = new SignatureFields();

    static Envelope.Authorization read(JsonInput in) {
      AuthorizationFields fields = new AuthorizationFields();
      in.object(AuthorizationField.NAMES, fields::field);
      return new Envelope.Authorization(
          TRANSACTION.field("authorizationList.chainId", fields.chain),
          TRANSACTION.field("authorizationList.address", fields.code),
          TRANSACTION.field("authorizationList.nonce", fields.nonce),
          fields.signature.typed());
    }

    private void field(AuthorizationField field, JsonInput in) {
      if (in.isNull()) {
        return;
      }
      switch (field) {
        case CHAIN_ID -> chain = in.quantity();
        case ADDRESS -> code = in.address();
        case NONCE -> nonce = in.quantityAsLong();
        case V -> signature.v = in.quantity();
        case Y_PARITY -> signature.yParity = in.quantity();
        case R -> signature.r = in.quantity();
        case S -> signature.s = in.quantity();
      }
    }
  }

  private static final class SignatureFields {
    private @Nullable Uint256 v;
    private @Nullable Uint256 yParity;
    private @Nullable Uint256 r;
    private @Nullable Uint256 s;

    Envelope.Signature legacy() {
      return new Envelope.Signature(
          TRANSACTION.field("v", v), TRANSACTION.field("r", r), TRANSACTION.field("s", s));
    }

    /** Servers name the parity by one of its names, or by both alike. */
    Envelope.Signature typed() {
      Uint256 known = v;
      Uint256 parity = yParity;
      if (known != null && parity != null && !known.equals(parity)) {
        throw ChainException.retryable("a transaction with v " + known + " and yParity " + parity);
      }
      return new Envelope.Signature(
          TRANSACTION.field("yParity", parity == null ? known : parity),
          TRANSACTION.field("r", r),
          TRANSACTION.field("s", s));
    }
  }

  /** What only transactions have that a rollup derives from the chain below. */
  private static final class DerivedFields {
    private @Nullable Bytes32 source;
    private @Nullable Uint256 mint;
    private boolean system;
    private @Nullable Bytes32 request;
    private @Nullable Bytes32 ticket;
    private @Nullable Address refundTo;
    private @Nullable Uint256 maxRefund;
    private @Nullable Uint256 submissionFeeRefund;
    private @Nullable Uint256 l1BaseFee;
    private @Nullable Uint256 deposit;
    private @Nullable Address retryTo;
    private @Nullable Uint256 retryValue;
    private @Nullable Address beneficiary;
    private @Nullable Uint256 maxSubmissionFee;
    private @Nullable Bytes retryInput;

    Envelope opDeposit() {
      return new Envelope.OpDeposit(
          TRANSACTION.field("sourceHash", source),
          new Wei(mint == null ? Uint256.ZERO : mint),
          system);
    }

    Envelope arbitrumDeposit(ChainId chain) {
      return new Envelope.ArbitrumDeposit(chain, TRANSACTION.field("requestId", request));
    }

    Envelope arbitrumContract(ChainId chain, FeePerGas maxFee) {
      return new Envelope.ArbitrumContract(chain, TRANSACTION.field("requestId", request), maxFee);
    }

    Envelope arbitrumRetry(ChainId chain, FeePerGas maxFee) {
      return new Envelope.ArbitrumRetry(
          chain,
          maxFee,
          TRANSACTION.field("ticketId", ticket),
          TRANSACTION.field("refundTo", refundTo),
          wei("maxRefund", maxRefund),
          wei("submissionFeeRefund", submissionFeeRefund));
    }

    Envelope arbitrumSubmitRetryable(ChainId chain, FeePerGas maxFee) {
      return new Envelope.ArbitrumSubmitRetryable(
          chain,
          TRANSACTION.field("requestId", request),
          wei("l1BaseFee", l1BaseFee),
          wei("depositValue", deposit),
          maxFee,
          Optional.ofNullable(retryTo),
          wei("retryValue", retryValue),
          TRANSACTION.field("beneficiary", beneficiary),
          wei("maxSubmissionFee", maxSubmissionFee),
          TRANSACTION.field("refundTo", refundTo),
          TRANSACTION.field("retryData", retryInput));
    }

    private static Wei wei(String field, @Nullable Uint256 value) {
      return new Wei(TRANSACTION.field(field, value));
    }
  }
}
