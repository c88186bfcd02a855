package dev.fairlead.chain;

import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Bytes32;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.FeePerGas;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.Wei;
import java.util.List;
import java.util.Optional;

/** What a transaction has beside what all have: one record for each type of EIP-2718. */
public sealed interface Envelope {
  int LEGACY = 0x00;
  int ACCESS_LIST = 0x01;
  int DYNAMIC_FEE = 0x02;
  int BLOB = 0x03;
  int SET_CODE = 0x04;
  int ARBITRUM_DEPOSIT = 0x64;
  int ARBITRUM_UNSIGNED = 0x65;
  int ARBITRUM_CONTRACT = 0x66;
  int ARBITRUM_RETRY = 0x68;
  int ARBITRUM_SUBMIT_RETRYABLE = 0x69;
  int ARBITRUM_INTERNAL = 0x6a;
  int OP_DEPOSIT = 0x7e;

  /** The number of the type. */
  int type();

  /** The sender's signature; empty where nobody signs, or where it is not known. */
  default Optional<Signature> signed() {
    return switch (this) {
      case Legacy legacy -> Optional.of(legacy.signature);
      case AccessList listed -> Optional.of(listed.signature);
      case DynamicFee dynamic -> Optional.of(dynamic.signature);
      case Blob blob -> Optional.of(blob.signature);
      case SetCode code -> Optional.of(code.signature);
      case OpDeposit _,
          ArbitrumDeposit _,
          ArbitrumUnsigned _,
          ArbitrumContract _,
          ArbitrumRetry _,
          ArbitrumSubmitRetryable _,
          ArbitrumInternal _,
          Unknown _ ->
          Optional.empty();
    };
  }

  /** An ECDSA signature; {@code v} is the parity, for legacy ones together with the chain id. */
  record Signature(Uint256 v, Uint256 r, Uint256 s) {}

  /** Storage that a transaction says in advance that it will touch. */
  record Access(Address address, List<Bytes32> keys) {
    public Access {
      keys = List.copyOf(keys);
    }
  }

  /** An account's word that it runs another's code; chain 0 is any chain. */
  record Authorization(Uint256 chain, Address code, long nonce, Signature signature) {}

  /** The first kind; its signature says whether it is for one chain or for any. */
  record Legacy(FeePerGas gasPrice, Signature signature) implements Envelope {
    @Override
    public int type() {
      return LEGACY;
    }
  }

  /** EIP-2930. */
  record AccessList(ChainId chain, FeePerGas gasPrice, List<Access> accessList, Signature signature)
      implements Envelope {
    public AccessList {
      accessList = List.copyOf(accessList);
    }

    @Override
    public int type() {
      return ACCESS_LIST;
    }
  }

  /** EIP-1559. */
  record DynamicFee(
      ChainId chain,
      FeePerGas maxPriorityFee,
      FeePerGas maxFee,
      List<Access> accessList,
      Signature signature)
      implements Envelope {
    public DynamicFee {
      accessList = List.copyOf(accessList);
    }

    @Override
    public int type() {
      return DYNAMIC_FEE;
    }
  }

  /** EIP-4844, as it stands in a block: the hashes of its blobs without the blobs. */
  record Blob(
      ChainId chain,
      FeePerGas maxPriorityFee,
      FeePerGas maxFee,
      List<Access> accessList,
      FeePerGas maxFeePerBlobGas,
      List<Bytes32> blobHashes,
      Signature signature)
      implements Envelope {
    public Blob {
      accessList = List.copyOf(accessList);
      blobHashes = List.copyOf(blobHashes);
    }

    @Override
    public int type() {
      return BLOB;
    }
  }

  /** EIP-7702. */
  record SetCode(
      ChainId chain,
      FeePerGas maxPriorityFee,
      FeePerGas maxFee,
      List<Access> accessList,
      List<Authorization> authorizations,
      Signature signature)
      implements Envelope {
    public SetCode {
      accessList = List.copyOf(accessList);
      authorizations = List.copyOf(authorizations);
    }

    @Override
    public int type() {
      return SET_CODE;
    }
  }

  /** What the OP-stack derives from the chain below; nobody signs it. */
  record OpDeposit(Bytes32 source, Wei mint, boolean system) implements Envelope {
    @Override
    public int type() {
      return OP_DEPOSIT;
    }
  }

  /** Ether that came to an Arbitrum chain from below. */
  record ArbitrumDeposit(ChainId chain, Bytes32 request) implements Envelope {
    @Override
    public int type() {
      return ARBITRUM_DEPOSIT;
    }
  }

  /** A call from below by an account, not signed on the Arbitrum chain itself. */
  record ArbitrumUnsigned(ChainId chain, FeePerGas maxFee) implements Envelope {
    @Override
    public int type() {
      return ARBITRUM_UNSIGNED;
    }
  }

  /** A call from below by a contract. */
  record ArbitrumContract(ChainId chain, Bytes32 request, FeePerGas maxFee) implements Envelope {
    @Override
    public int type() {
      return ARBITRUM_CONTRACT;
    }
  }

  /** An attempt to redeem a retryable ticket. */
  record ArbitrumRetry(
      ChainId chain,
      FeePerGas maxFee,
      Bytes32 ticket,
      Address refundTo,
      Wei maxRefund,
      Wei submissionFeeRefund)
      implements Envelope {
    @Override
    public int type() {
      return ARBITRUM_RETRY;
    }
  }

  /** The creation of a retryable ticket. */
  record ArbitrumSubmitRetryable(
      ChainId chain,
      Bytes32 request,
      Wei l1BaseFee,
      Wei deposit,
      FeePerGas maxFee,
      Optional<Address> retryTo,
      Wei retryValue,
      Address beneficiary,
      Wei maxSubmissionFee,
      Address feeRefund,
      Bytes retryInput)
      implements Envelope {
    @Override
    public int type() {
      return ARBITRUM_SUBMIT_RETRYABLE;
    }
  }

  /** What an Arbitrum chain tells itself at the begin of each block. */
  record ArbitrumInternal(ChainId chain) implements Envelope {
    @Override
    public int type() {
      return ARBITRUM_INTERNAL;
    }
  }

  /**
   * A type that is not known here, with the names of the fields that came with it. Of a proven
   * transaction of such a type, the input is its whole encoding, and no other field counts.
   */
  record Unknown(int type, List<String> fields) implements Envelope {
    public Unknown {
      fields = List.copyOf(fields);
    }
  }
}
