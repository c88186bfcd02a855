package dev.fairlead.chain;

import dev.fairlead.chain.proof.TransactionClaim;
import dev.fairlead.chain.rpc.JsonInput;
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
    in.object(fields::field);
    return fields.placed();
  }

  private void field(String field, JsonInput in) {
    if (in.isNull()) {
      return;
    }
    switch (field) {
      case "hash" -> hash = in.bytes32();
      case "blockHash" -> block = in.bytes32();
      case "blockNumber" -> number = in.quantityAsLong();
      case "transactionIndex" -> index = in.quantityAsLong();
      case "type" -> type = in.quantityAsLong();
      case "from" -> from = in.address();
      case "to" -> to = in.address();
      case "nonce" -> nonce = in.quantityAsLong();
      case "value" -> value = in.quantity();
      case "input" -> input = in.bytes();
      case "gas" -> gas = in.quantityAsLong();
      case "gasPrice" -> gasPrice = in.quantity();
      case "maxPriorityFeePerGas" -> maxPriorityFee = in.quantity();
      case "maxFeePerGas" -> maxFee = in.quantity();
      case "maxFeePerBlobGas" -> maxBlobFee = in.quantity();
      case "chainId" -> chain = in.quantity();
      case "accessList" -> accessList = in.list(TransactionFields::access);
      case "blobVersionedHashes" -> blobHashes = in.list(JsonInput::bytes32);
      case "authorizationList" -> authorizations = in.list(AuthorizationFields::read);
      case "blockTimestamp" -> in.skip();
      default -> {
        if (!signature.field(field, in) && !derived.field(field, in)) {
          in.skip();
          if (unknown.isEmpty()) {
            unknown = new ArrayList<>();
          }
          unknown.add(field);
        }
      }
    }
  }

  private TransactionClaim placed() {
    if (type > LARGEST_TYPE) {
      throw ChainException.retryable("a transaction of type " + type);
    }
    Envelope envelope = envelope();
    boolean numbered = envelope.type() != Envelope.OP_DEPOSIT;
    Transaction transaction =
        new Transaction(
            new TxHash(required("hash", hash)),
            (int) Math.min(required("transactionIndex", index), Integer.MAX_VALUE),
            required("from", from),
            Optional.ofNullable(to),
            new Nonce(numbered ? required("nonce", nonce) : Math.max(0, nonce)),
            new Wei(required("value", value)),
            required("input", input),
            new Gas(required("gas", gas)),
            envelope);
    return new TransactionClaim(
        new BlockHash(required("blockHash", block)),
        required("blockNumber", number),
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
    Uint256 id = required("chainId", chain);
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
    return new FeePerGas(required(field, wei));
  }

  private static Envelope.Access access(JsonInput in) {
    AccessFields fields = new AccessFields();
    in.object(fields::field);
    return new Envelope.Access(
        required("accessList.address", fields.address),
        required("accessList.storageKeys", fields.keys));
  }

  static <T> T required(String field, @Nullable T value) {
    if (value == null) {
      throw ChainException.retryable("a transaction without " + field);
    }
    return value;
  }

  static long required(String field, long value) {
    if (value < 0) {
      throw ChainException.retryable("a transaction without " + field);
    }
    return value;
  }

  private static final class AccessFields {
    private @Nullable Address address;
    private @Nullable List<Bytes32> keys;

    void field(String field, JsonInput in) {
      switch (field) {
        case "address" -> address = in.address();
        case "storageKeys" -> keys = in.list(JsonInput::bytes32);
        default -> in.skip();
      }
    }
  }

  private static final class AuthorizationFields {
    private @Nullable Uint256 chain;
    private @Nullable Address code;
    private long nonce = -1;
    private final SignatureFields signature = new SignatureFields();

    static Envelope.Authorization read(JsonInput in) {
      AuthorizationFields fields = new AuthorizationFields();
      in.object(fields::field);
      return new Envelope.Authorization(
          required("authorizationList.chainId", fields.chain),
          required("authorizationList.address", fields.code),
          required("authorizationList.nonce", fields.nonce),
          fields.signature.typed());
    }

    private void field(String field, JsonInput in) {
      switch (field) {
        case "chainId" -> chain = in.quantity();
        case "address" -> code = in.address();
        case "nonce" -> nonce = in.quantityAsLong();
        default -> {
          if (in.isNull() || !signature.field(field, in)) {
            in.skip();
          }
        }
      }
    }
  }

  private static final class SignatureFields {
    private @Nullable Uint256 v;
    private @Nullable Uint256 yParity;
    private @Nullable Uint256 r;
    private @Nullable Uint256 s;

    boolean field(String field, JsonInput in) {
      switch (field) {
        case "v" -> v = in.quantity();
        case "yParity" -> yParity = in.quantity();
        case "r" -> r = in.quantity();
        case "s" -> s = in.quantity();
        default -> {
          return false;
        }
      }
      return true;
    }

    Envelope.Signature legacy() {
      return new Envelope.Signature(required("v", v), required("r", r), required("s", s));
    }

    /** Servers name the parity by one of its names, or by both alike. */
    Envelope.Signature typed() {
      Uint256 known = v;
      Uint256 parity = yParity;
      if (known != null && parity != null && !known.equals(parity)) {
        throw ChainException.retryable("a transaction with v " + known + " and yParity " + parity);
      }
      return new Envelope.Signature(
          required("yParity", parity == null ? known : parity), required("r", r), required("s", s));
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

    boolean field(String field, JsonInput in) {
      switch (field) {
        case "sourceHash" -> source = in.bytes32();
        case "mint" -> mint = in.quantity();
        case "isSystemTx" -> system = in.bool();
        case "requestId" -> request = in.bytes32();
        case "ticketId" -> ticket = in.bytes32();
        case "refundTo" -> refundTo = in.address();
        case "maxRefund" -> maxRefund = in.quantity();
        case "submissionFeeRefund" -> submissionFeeRefund = in.quantity();
        case "l1BaseFee" -> l1BaseFee = in.quantity();
        case "depositValue" -> deposit = in.quantity();
        case "retryTo" -> retryTo = in.address();
        case "retryValue" -> retryValue = in.quantity();
        case "beneficiary" -> beneficiary = in.address();
        case "maxSubmissionFee" -> maxSubmissionFee = in.quantity();
        case "retryData" -> retryInput = in.bytes();
        case "depositReceiptVersion" -> in.skip();
        default -> {
          return false;
        }
      }
      return true;
    }

    Envelope opDeposit() {
      return new Envelope.OpDeposit(
          required("sourceHash", source), new Wei(mint == null ? Uint256.ZERO : mint), system);
    }

    Envelope arbitrumDeposit(ChainId chain) {
      return new Envelope.ArbitrumDeposit(chain, required("requestId", request));
    }

    Envelope arbitrumContract(ChainId chain, FeePerGas maxFee) {
      return new Envelope.ArbitrumContract(chain, required("requestId", request), maxFee);
    }

    Envelope arbitrumRetry(ChainId chain, FeePerGas maxFee) {
      return new Envelope.ArbitrumRetry(
          chain,
          maxFee,
          required("ticketId", ticket),
          required("refundTo", refundTo),
          wei("maxRefund", maxRefund),
          wei("submissionFeeRefund", submissionFeeRefund));
    }

    Envelope arbitrumSubmitRetryable(ChainId chain, FeePerGas maxFee) {
      return new Envelope.ArbitrumSubmitRetryable(
          chain,
          required("requestId", request),
          wei("l1BaseFee", l1BaseFee),
          wei("depositValue", deposit),
          maxFee,
          Optional.ofNullable(retryTo),
          wei("retryValue", retryValue),
          required("beneficiary", beneficiary),
          wei("maxSubmissionFee", maxSubmissionFee),
          required("refundTo", refundTo),
          required("retryData", retryInput));
    }

    private static Wei wei(String field, @Nullable Uint256 value) {
      return new Wei(required(field, value));
    }
  }
}
