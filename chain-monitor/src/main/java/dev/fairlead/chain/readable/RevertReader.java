package dev.fairlead.chain.readable;

import dev.fairlead.chain.abi.AbiDeclaration;
import dev.fairlead.chain.abi.AbiDecoder;
import dev.fairlead.chain.abi.AbiValue;
import dev.fairlead.chain.abi.ContractAbi;
import dev.fairlead.chain.abi.RevertReason;
import dev.fairlead.chain.abi.Signature;
import dev.fairlead.model.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads what a reverted call gave: reasons, panics, and the custom errors that are known. */
public final class RevertReader {
  private static final String KNOWN =
      """
      ERC20InsufficientBalance(address sender, uint256 balance, uint256 needed)
      ERC20InvalidSender(address sender)
      ERC20InvalidReceiver(address receiver)
      ERC20InsufficientAllowance(address spender, uint256 allowance, uint256 needed)
      ERC20InvalidApprover(address approver)
      ERC20InvalidSpender(address spender)
      ERC721InvalidOwner(address owner)
      ERC721NonexistentToken(uint256 tokenId)
      ERC721IncorrectOwner(address sender, uint256 tokenId, address owner)
      ERC721InvalidSender(address sender)
      ERC721InvalidReceiver(address receiver)
      ERC721InsufficientApproval(address operator, uint256 tokenId)
      ERC721InvalidApprover(address approver)
      ERC721InvalidOperator(address operator)
      AllowanceExpired(uint256 deadline)
      InsufficientAllowance(uint256 amount)
      ExcessiveInvalidation()
      SignatureExpired(uint256 signatureDeadline)
      InvalidAmount(uint256 maxAmount)
      InvalidNonce()
      InvalidSigner()
      InvalidSignature()
      InvalidSignatureLength()
      TransactionDeadlinePassed()
      ExecutionFailed(uint256 commandIndex, bytes message)
      LengthMismatch()
      InvalidCommandType(uint256 commandType)
      V2TooLittleReceived()
      V2TooMuchRequested()
      V3TooLittleReceived()
      V3TooMuchRequested()
      V4TooLittleReceived(uint256 minAmountOutReceived, uint256 amountReceived)
      V4TooMuchRequested(uint256 maxAmountInRequested, uint256 amountRequested)
      CurrencyNotSettled()
      PoolNotInitialized()
      PriceLimitAlreadyExceeded(uint160 sqrtPriceCurrentX96, uint160 sqrtPriceLimitX96)
      PriceLimitOutOfBounds(uint160 sqrtPriceLimitX96)
      SwapAmountCannotBeZero()
      WrappedError(address target, bytes4 selector, bytes reason, bytes details)
      SwapDeadline()
      SwapLimit(uint256 amount, uint256 limit)
      SafeERC20FailedOperation(address token)
      FailedCall()
      """;

  private final List<Declared> known = new ArrayList<>();

  private record Declared(String title, AbiDeclaration error) {}

  /** Knows the usual errors, and those of {@code contracts}. */
  public RevertReader(List<ContractAbi> contracts) {
    for (ContractAbi contract : contracts) {
      contract.errors().forEach(error -> known.add(new Declared(contract.title(), error)));
    }
    KNOWN.lines().forEach(line -> known.add(new Declared("error", AbiDeclaration.parse(line))));
  }

  /** A custom error that is not known stays as its bytes. */
  public Step read(Bytes data) {
    return named(data)
        .orElseGet(() ->
            Step.of(
                "revert",
                "reason",
                List.of(
                    new Field(
                        "text", new FieldValue.Plain(AbiValue.Text.of(RevertReason.of(data)))))));
  }

  /** The custom error that the data is, if it is known. */
  public Optional<Step> named(Bytes data) {
    for (Declared each : known) {
      if (each.error().signature().selects(data)) {
        Optional<List<Field>> fields = fields(each.error(), data);
        if (fields.isPresent()) {
          return Optional.of(Step.of(each.title(), each.error().name(), fields.get()));
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<List<Field>> fields(AbiDeclaration error, Bytes data) {
    try {
      Bytes arguments = data.slice(Signature.SELECTOR_LENGTH, data.length());
      return Optional.of(
          StepBuilder.plain(error.parameters(), AbiDecoder.decode(error.types(), arguments)));
    } catch (IllegalArgumentException notThisError) {
      return Optional.empty();
    }
  }

  /** Whether the data begins as an error that is known, or as a reason or a panic. */
  public boolean knows(Bytes data) {
    return RevertReason.isReasonOrPanic(data)
        || known.stream().anyMatch(each -> each.error().signature().selects(data));
  }
}
