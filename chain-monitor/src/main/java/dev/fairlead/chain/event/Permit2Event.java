package dev.fairlead.chain.event;

import dev.fairlead.model.Address;
import dev.fairlead.model.Uint256;
import java.util.List;

/** Events of Permit2, through which users allow contracts to take tokens. */
public sealed interface Permit2Event extends ChainEvent {
  EventShape APPROVAL =
      EventShape.of(
          "Approval(address indexed owner, address indexed token, address indexed spender,"
              + " uint160 amount, uint48 expiration)",
          log ->
              new Approval(
                  Fields.topicAddress(log, 1),
                  Fields.topicAddress(log, 2),
                  Fields.topicAddress(log, 3),
                  Fields.uint(log, 0, 160),
                  Fields.number(log, 1, 48)));
  EventShape PERMIT =
      EventShape.of(
          "Permit(address indexed owner, address indexed token, address indexed spender,"
              + " uint160 amount, uint48 expiration, uint48 nonce)",
          log ->
              new Permit(
                  Fields.topicAddress(log, 1),
                  Fields.topicAddress(log, 2),
                  Fields.topicAddress(log, 3),
                  Fields.uint(log, 0, 160),
                  Fields.number(log, 1, 48),
                  Fields.number(log, 2, 48)));
  EventShape LOCKDOWN =
      EventShape.of(
          "Lockdown(address indexed owner, address token, address spender)",
          log ->
              new Lockdown(
                  Fields.topicAddress(log, 1), Fields.address(log, 0), Fields.address(log, 1)));
  EventShape NONCE_INVALIDATION =
      EventShape.of(
          "NonceInvalidation(address indexed owner, address indexed token,"
              + " address indexed spender, uint48 newNonce, uint48 oldNonce)",
          log ->
              new NonceInvalidation(
                  Fields.topicAddress(log, 1),
                  Fields.topicAddress(log, 2),
                  Fields.topicAddress(log, 3),
                  Fields.number(log, 0, 48),
                  Fields.number(log, 1, 48)));
  EventShape UNORDERED_NONCE_INVALIDATION =
      EventShape.of(
          "UnorderedNonceInvalidation(address indexed owner, uint256 word, uint256 mask)",
          log ->
              new UnorderedNonceInvalidation(
                  Fields.topicAddress(log, 1), Fields.uint(log, 0), Fields.uint(log, 1)));

  List<EventShape> SHAPES =
      List.of(APPROVAL, PERMIT, LOCKDOWN, NONCE_INVALIDATION, UNORDERED_NONCE_INVALIDATION);

  /** An allowance, given by a transaction. */
  record Approval(Address owner, Address token, Address spender, Uint256 amount, long expiration)
      implements Permit2Event {}

  /** An allowance, given by a signature. */
  record Permit(
      Address owner, Address token, Address spender, Uint256 amount, long expiration, long nonce)
      implements Permit2Event {}

  /** An allowance, taken back. */
  record Lockdown(Address owner, Address token, Address spender) implements Permit2Event {}

  /** Signed allowances with nonces below the new one no longer count. */
  record NonceInvalidation(
      Address owner, Address token, Address spender, long newNonce, long oldNonce)
      implements Permit2Event {}

  /** Signed transfers with nonces of these bits no longer count. */
  record UnorderedNonceInvalidation(Address owner, Uint256 word, Uint256 mask)
      implements Permit2Event {}
}
