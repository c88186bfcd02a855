package dev.fairlead.bench.chain;

import dev.fairlead.model.Bytes32;
import dev.fairlead.model.Uint256;
import java.math.BigInteger;
import org.web3j.protocol.ObjectMapperFactory;
import org.web3j.protocol.core.methods.response.EthBlock;
import org.web3j.protocol.core.methods.response.EthGetBlockReceipts;
import org.web3j.protocol.core.methods.response.Log;
import org.web3j.protocol.core.methods.response.TransactionReceipt;
import tools.jackson.databind.ObjectMapper;

/** The peer: Web3j's objects from its mapper, and each of their numbers read once. */
final class Web3jReader {
  private static final ObjectMapper MAPPER = ObjectMapperFactory.getObjectMapper();

  private Web3jReader() {}

  static BlockSummary read(byte[] block, byte[] receipts) {
    EthBlock.Block whole = MAPPER.readValue(block, EthBlock.class).getBlock();
    BigInteger numbers = whole.getNumber().add(whole.getTimestamp()).add(whole.getGasUsed());
    BigInteger value = BigInteger.ZERO;
    for (EthBlock.TransactionResult<?> result : whole.getTransactions()) {
      EthBlock.TransactionObject one = (EthBlock.TransactionObject) result.get();
      value = value.add(one.getValue());
      numbers =
          numbers
              .add(one.getNonce())
              .add(one.getGas())
              .add(one.getGasPrice())
              .add(one.getTransactionIndex());
    }
    int logs = 0;
    int count = 0;
    for (TransactionReceipt receipt :
        MAPPER.readValue(receipts, EthGetBlockReceipts.class).getBlockReceipts().orElseThrow()) {
      count++;
      numbers =
          numbers
              .add(receipt.getGasUsed())
              .add(receipt.getCumulativeGasUsed())
              .add(receipt.getTransactionIndex());
      for (Log log : receipt.getLogs()) {
        logs++;
        numbers = numbers.add(log.getLogIndex());
      }
    }
    if (numbers.signum() <= 0) {
      throw new IllegalStateException("no numbers");
    }
    return new BlockSummary(
        Bytes32.parse(whole.getHash()),
        whole.getTransactions().size(),
        count,
        logs,
        Uint256.of(value));
  }
}
