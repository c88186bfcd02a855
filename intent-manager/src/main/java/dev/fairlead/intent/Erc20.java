package dev.fairlead.intent;

import dev.fairlead.chain.Call;
import dev.fairlead.chain.abi.AbiWriter;
import dev.fairlead.chain.abi.Signature;
import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Token;
import dev.fairlead.model.Uint256;

/** The calls of a token that intents need. */
final class Erc20 {
  private static final Signature BALANCE_OF = Signature.of("balanceOf(address)");
  private static final Signature ALLOWANCE = Signature.of("allowance(address,address)");
  private static final Signature APPROVE = Signature.of("approve(address,uint256)");

  private Erc20() {}

  static Call balanceOf(Token token, Address account) {
    return Call.view(token.address(), AbiWriter.call(BALANCE_OF).address(account).toBytes());
  }

  static Call allowance(Token token, Address owner, Address spender) {
    return Call.view(
        token.address(), AbiWriter.call(ALLOWANCE).address(owner).address(spender).toBytes());
  }

  static Bytes approve(Address spender, Uint256 amount) {
    return AbiWriter.call(APPROVE).address(spender).uint(amount).toBytes();
  }
}
