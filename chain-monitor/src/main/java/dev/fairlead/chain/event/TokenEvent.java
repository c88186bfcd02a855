package dev.fairlead.chain.event;

import dev.fairlead.model.Address;
import dev.fairlead.model.Uint256;
import java.util.List;

/** Events of tokens: ERC-20, ERC-721, ERC-1155, ERC-6909, and wrapped native currency. */
public sealed interface TokenEvent extends ChainEvent {
  EventShape TRANSFER =
      EventShape.of(
          "Transfer(address indexed from, address indexed to, uint256 value)",
          log ->
              new Transfer(
                  Fields.topicAddress(log, 1), Fields.topicAddress(log, 2), Fields.uint(log, 0)));
  EventShape APPROVAL =
      EventShape.of(
          "Approval(address indexed owner, address indexed spender, uint256 value)",
          log ->
              new Approval(
                  Fields.topicAddress(log, 1), Fields.topicAddress(log, 2), Fields.uint(log, 0)));
  EventShape NFT_TRANSFER =
      EventShape.of(
          "Transfer(address indexed from, address indexed to, uint256 indexed tokenId)",
          log ->
              new NftTransfer(
                  Fields.topicAddress(log, 1),
                  Fields.topicAddress(log, 2),
                  Fields.topicUint(log, 3)));
  EventShape NFT_APPROVAL =
      EventShape.of(
          "Approval(address indexed owner, address indexed approved, uint256 indexed tokenId)",
          log ->
              new NftApproval(
                  Fields.topicAddress(log, 1),
                  Fields.topicAddress(log, 2),
                  Fields.topicUint(log, 3)));
  EventShape APPROVAL_FOR_ALL =
      EventShape.of(
          "ApprovalForAll(address indexed owner, address indexed operator, bool approved)",
          log ->
              new ApprovalForAll(
                  Fields.topicAddress(log, 1), Fields.topicAddress(log, 2), Fields.flag(log, 0)));
  EventShape TRANSFER_SINGLE =
      EventShape.of(
          "TransferSingle(address indexed operator, address indexed from, address indexed to,"
              + " uint256 id, uint256 value)",
          log ->
              new TransferSingle(
                  Fields.topicAddress(log, 1),
                  Fields.topicAddress(log, 2),
                  Fields.topicAddress(log, 3),
                  Fields.uint(log, 0),
                  Fields.uint(log, 1)));
  EventShape TRANSFER_BATCH =
      EventShape.listed(
          "TransferBatch(address indexed operator, address indexed from, address indexed to,"
              + " uint256[] ids, uint256[] values)",
          (log, values) ->
              new TransferBatch(
                  Fields.topicAddress(log, 1),
                  Fields.topicAddress(log, 2),
                  Fields.topicAddress(log, 3),
                  Fields.uints(values.get(0)),
                  Fields.uints(values.get(1))));
  EventShape URI =
      EventShape.listed(
          "URI(string value, uint256 indexed id)",
          (log, values) -> new Uri(Fields.text(values.getFirst()), Fields.topicUint(log, 1)));
  EventShape CLAIM_TRANSFER =
      EventShape.of(
          "Transfer(address caller, address indexed from, address indexed to, uint256 indexed id,"
              + " uint256 amount)",
          log ->
              new ClaimTransfer(
                  Fields.address(log, 0),
                  Fields.topicAddress(log, 1),
                  Fields.topicAddress(log, 2),
                  Fields.topicUint(log, 3),
                  Fields.uint(log, 1)));
  EventShape CLAIM_APPROVAL =
      EventShape.of(
          "Approval(address indexed owner, address indexed spender, uint256 indexed id,"
              + " uint256 amount)",
          log ->
              new ClaimApproval(
                  Fields.topicAddress(log, 1),
                  Fields.topicAddress(log, 2),
                  Fields.topicUint(log, 3),
                  Fields.uint(log, 0)));
  EventShape OPERATOR_SET =
      EventShape.of(
          "OperatorSet(address indexed owner, address indexed operator, bool approved)",
          log ->
              new OperatorSet(
                  Fields.topicAddress(log, 1), Fields.topicAddress(log, 2), Fields.flag(log, 0)));
  EventShape DEPOSIT =
      EventShape.of(
          "Deposit(address indexed dst, uint256 wad)",
          log -> new Deposit(Fields.topicAddress(log, 1), Fields.uint(log, 0)));
  EventShape WITHDRAWAL =
      EventShape.of(
          "Withdrawal(address indexed src, uint256 wad)",
          log -> new Withdrawal(Fields.topicAddress(log, 1), Fields.uint(log, 0)));

  List<EventShape> SHAPES =
      List.of(
          TRANSFER,
          APPROVAL,
          NFT_TRANSFER,
          NFT_APPROVAL,
          APPROVAL_FOR_ALL,
          TRANSFER_SINGLE,
          TRANSFER_BATCH,
          URI,
          CLAIM_TRANSFER,
          CLAIM_APPROVAL,
          OPERATOR_SET,
          DEPOSIT,
          WITHDRAWAL);

  /** ERC-20. */
  record Transfer(Address from, Address to, Uint256 value) implements TokenEvent {}

  /** ERC-20. */
  record Approval(Address owner, Address spender, Uint256 value) implements TokenEvent {}

  /** ERC-721. */
  record NftTransfer(Address from, Address to, Uint256 tokenId) implements TokenEvent {}

  /** ERC-721. */
  record NftApproval(Address owner, Address approved, Uint256 tokenId) implements TokenEvent {}

  /** ERC-721 and ERC-1155. */
  record ApprovalForAll(Address owner, Address operator, boolean approved) implements TokenEvent {}

  /** ERC-1155. */
  record TransferSingle(Address operator, Address from, Address to, Uint256 id, Uint256 value)
      implements TokenEvent {}

  /** ERC-1155. */
  record TransferBatch(
      Address operator, Address from, Address to, List<Uint256> ids, List<Uint256> values)
      implements TokenEvent {}

  /** ERC-1155; {@code value} is for people, as its author wrote it. */
  record Uri(String value, Uint256 id) implements TokenEvent {}

  /** ERC-6909, such as Uniswap V4's claims. */
  record ClaimTransfer(Address caller, Address from, Address to, Uint256 id, Uint256 amount)
      implements TokenEvent {}

  /** ERC-6909. */
  record ClaimApproval(Address owner, Address spender, Uint256 id, Uint256 amount)
      implements TokenEvent {}

  /** ERC-6909. */
  record OperatorSet(Address owner, Address operator, boolean approved) implements TokenEvent {}

  /** Native currency was wrapped. */
  record Deposit(Address dst, Uint256 wad) implements TokenEvent {}

  /** Native currency was unwrapped. */
  record Withdrawal(Address src, Uint256 wad) implements TokenEvent {}
}
