package dev.fairlead.devnet.relay;

import dev.fairlead.devnet.rpc.Hashes;
import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Bytes32;
import dev.fairlead.model.TxHash;
import java.math.BigInteger;
import java.security.SignatureException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.web3j.crypto.SignedRawTransaction;
import org.web3j.crypto.TransactionDecoder;
import org.web3j.crypto.transaction.type.ITransaction;
import org.web3j.crypto.transaction.type.Transaction1559;
import org.web3j.crypto.transaction.type.Transaction7702;

/**
 * A signed transaction as the relay reads it.
 *
 * @param call the same as a call object of {@code eth_simulateV1}
 */
record PrivateTransaction(
    Bytes signed,
    TxHash hash,
    Address from,
    long nonce,
    BigInteger maxFee,
    BigInteger priorityFee,
    BigInteger gas,
    Map<String, Object> call) {
  PrivateTransaction {
    call = Map.copyOf(call);
  }

  /** Reads signed bytes; what is no transaction, or not signed, is refused. */
  static PrivateTransaction of(Bytes signed) {
    try {
      if (TransactionDecoder.decode(signed.toString()) instanceof SignedRawTransaction decoded) {
        return of(signed, decoded);
      }
    } catch (SignatureException | RuntimeException e) {
      throw new IllegalArgumentException("not a signed transaction: " + signed, e);
    }
    throw new IllegalArgumentException("the transaction is not signed: " + signed);
  }

  private static PrivateTransaction of(Bytes signed, SignedRawTransaction decoded)
      throws SignatureException {
    ITransaction body = decoded.getTransaction();
    boolean dynamic = body instanceof Transaction1559;
    BigInteger maxFee =
        body instanceof Transaction1559 fees ? fees.getMaxFeePerGas() : body.getGasPrice();
    BigInteger priorityFee =
        body instanceof Transaction1559 fees ? fees.getMaxPriorityFeePerGas() : body.getGasPrice();
    Address from = Address.parse(decoded.getFrom());
    Map<String, Object> call = new LinkedHashMap<>();
    call.put("from", from.toString());
    if (body.getTo() != null && body.getTo().length() == 42) {
      call.put("to", body.getTo());
    }
    call.put("nonce", quantity(body.getNonce()));
    call.put("value", quantity(body.getValue()));
    call.put("gas", quantity(body.getGasLimit()));
    call.put("input", hex(body.getData()));
    call.put(dynamic ? "maxFeePerGas" : "gasPrice", quantity(maxFee));
    if (dynamic) {
      call.put("maxPriorityFeePerGas", quantity(priorityFee));
    }
    if (body instanceof Transaction7702 delegating) {
      call.put("authorizationList", authorizations(delegating));
    }
    return new PrivateTransaction(
        signed,
        new TxHash(Bytes32.of(Hashes.keccak(signed.toArray()))),
        from,
        body.getNonce().longValueExact(),
        maxFee,
        priorityFee,
        body.getGasLimit(),
        call);
  }

  private static List<Map<String, String>> authorizations(Transaction7702 body) {
    return body.getAuthorizationList().stream()
        .map(a ->
            Map.of(
                "chainId", quantity(a.getChainId()),
                "address", a.getAddress(),
                "nonce", quantity(a.getNonce()),
                "yParity", quantity(a.getYParity()),
                "r", quantity(a.getR()),
                "s", quantity(a.getS())))
        .toList();
  }

  /** What the builder earns a gas when the base fee is this. */
  BigInteger tip(BigInteger baseFee) {
    return priorityFee.min(maxFee.subtract(baseFee));
  }

  private static String quantity(BigInteger number) {
    return "0x" + number.toString(16);
  }

  private static String hex(String data) {
    return data.startsWith("0x") ? data : "0x" + data;
  }
}
