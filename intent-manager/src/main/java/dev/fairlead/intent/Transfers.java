package dev.fairlead.intent;

import dev.fairlead.chain.Log;
import dev.fairlead.chain.abi.AbiReader;
import dev.fairlead.chain.abi.Signature;
import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes32;
import dev.fairlead.model.Token;
import dev.fairlead.model.TokenAmount;
import dev.fairlead.model.Uint256;
import java.util.List;

/** What a transaction's ERC-20 transfers took from an account and gave to it. */
final class Transfers {
  private static final Bytes32 TOPIC = Signature.of("Transfer(address,address,uint256)").topic();

  private Transfers() {}

  /** How much of the token left the account, less what came back; zero when more came back. */
  static TokenAmount sold(Token token, Address account, List<Log> logs) {
    return token.amount(less(sum(token, account, 1, logs), sum(token, account, 2, logs)));
  }

  /** How much of the token came to the account, less what left; zero when more left. */
  static TokenAmount bought(Token token, Address account, List<Log> logs) {
    return token.amount(less(sum(token, account, 2, logs), sum(token, account, 1, logs)));
  }

  private static Uint256 less(Uint256 amount, Uint256 other) {
    return amount.compareTo(other) > 0 ? amount.minus(other) : Uint256.ZERO;
  }

  /** The transfers with the account in a topic: 1 is who gives, 2 is who takes. */
  private static Uint256 sum(Token token, Address account, int topic, List<Log> logs) {
    byte[] word = new byte[Bytes32.LENGTH];
    account.writeTo(word, Bytes32.LENGTH - Address.LENGTH);
    Bytes32 party = Bytes32.wrap(word);
    Uint256 sum = Uint256.ZERO;
    for (Log log : logs) {
      if (log.address().equals(token.address())
          && log.topics().size() == 3
          && log.topics().getFirst().equals(TOPIC)
          && log.topics().get(topic).equals(party)) {
        sum = sum.plus(AbiReader.of(log.data()).uint());
      }
    }
    return sum;
  }
}
