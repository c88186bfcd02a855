package dev.fairlead.chain.readable;

import dev.fairlead.chain.abi.AbiDeclaration;
import java.util.List;

/**
 * A kind of contract whose calls are known.
 *
 * <p>In the declarations, braces behind a name tell what it means: {@code time}; the token of an
 * amount by the name of another argument ({@code self} is the called contract, {@code native} the
 * native currency); {@code path}, a packed path; {@code calls} and {@code call TARGET}, calldata;
 * {@code commands} and {@code actions}, programs.
 */
public enum ContractKind {
  ERC20(
      "ERC-20",
      """
      transfer(address to, uint256 amount{self})
      approve(address spender, uint256 amount{self})
      transferFrom(address from, address to, uint256 amount{self})
      increaseAllowance(address spender, uint256 addedValue{self})
      decreaseAllowance(address spender, uint256 subtractedValue{self})
      permit(address owner, address spender, uint256 value{self}, uint256 deadline{time}, uint8 v, bytes32 r, bytes32 s)
      """),
  WRAPPED_NATIVE(
      "wrapped native",
      """
      deposit()
      withdraw(uint256 wad{self})
      transfer(address to, uint256 amount{self})
      approve(address spender, uint256 amount{self})
      transferFrom(address from, address to, uint256 amount{self})
      """),
  ERC721(
      "ERC-721",
      """
      approve(address to, uint256 tokenId)
      transferFrom(address from, address to, uint256 tokenId)
      safeTransferFrom(address from, address to, uint256 tokenId)
      safeTransferFrom(address from, address to, uint256 tokenId, bytes data)
      setApprovalForAll(address operator, bool approved)
      """),
  ERC1155(
      "ERC-1155",
      """
      safeTransferFrom(address from, address to, uint256 id, uint256 value, bytes data)
      safeBatchTransferFrom(address from, address to, uint256[] ids, uint256[] values, bytes data)
      setApprovalForAll(address operator, bool approved)
      """),
  PERMIT2("Permit2", Declared.PERMIT2),
  MULTICALL3(
      "Multicall3",
      """
      aggregate((address target, bytes callData{call target})[] calls)
      tryAggregate(bool requireSuccess, (address target, bytes callData{call target})[] calls)
      aggregate3((address target, bool allowFailure, bytes callData{call target})[] calls)
      aggregate3Value((address target, bool allowFailure, uint256 value{native}, bytes callData{call target})[] calls)
      """),
  UNISWAP_V2_ROUTER("Uniswap V2 Router02", Declared.UNISWAP_V2_ROUTER),
  UNISWAP_V2_PAIR(
      "Uniswap V2 pair",
      """
      swap(uint256 amount0Out, uint256 amount1Out, address to, bytes data)
      mint(address to)
      burn(address to)
      skim(address to)
      sync()
      """),
  UNISWAP_V3_ROUTER("Uniswap V3 SwapRouter", Declared.UNISWAP_V3_ROUTER),
  UNISWAP_V3_ROUTER_02("Uniswap SwapRouter02", Declared.UNISWAP_V3_ROUTER_02),
  UNISWAP_V3_POSITIONS("Uniswap V3 position manager", Declared.UNISWAP_V3_POSITIONS),
  UNISWAP_V3_POOL(
      "Uniswap V3 pool",
      """
      swap(address recipient, bool zeroForOne, int256 amountSpecified, uint160 sqrtPriceLimitX96, bytes data)
      mint(address recipient, int24 tickLower, int24 tickUpper, uint128 amount, bytes data)
      burn(int24 tickLower, int24 tickUpper, uint128 amount)
      collect(address recipient, int24 tickLower, int24 tickUpper, uint128 amount0Requested, uint128 amount1Requested)
      flash(address recipient, uint256 amount0, uint256 amount1, bytes data)
      initialize(uint160 sqrtPriceX96)
      """),
  UNISWAP_V4_POSITIONS(
      "Uniswap V4 position manager",
      """
      modifyLiquidities(bytes unlockData{actions}, uint256 deadline{time})
      modifyLiquiditiesWithoutUnlock(bytes actions{actions params}, bytes[] params)
      initializePool((address currency0, address currency1, uint24 fee, int24 tickSpacing, address hooks) key, uint160 sqrtPriceX96)
      multicall(bytes[] data{calls})
      """),
  UNISWAP_V4_MANAGER(
      "Uniswap V4 pool manager",
      """
      unlock(bytes data)
      initialize((address currency0, address currency1, uint24 fee, int24 tickSpacing, address hooks) key, uint160 sqrtPriceX96)
      """),
  UNIVERSAL_ROUTER(
      "Universal Router",
      """
      execute(bytes commands{commands inputs}, bytes[] inputs, uint256 deadline{time})
      execute(bytes commands{commands inputs}, bytes[] inputs)
      """),
  CURVE_ROUTER("Curve router NG", Declared.CURVE_ROUTER),
  CURVE_POOL("Curve pool", Declared.curvePool()),
  BALANCER_V2_VAULT("Balancer V2 Vault", Declared.BALANCER_V2_VAULT),
  BALANCER_V3_ROUTER("Balancer V3 Router", Declared.BALANCER_V3_ROUTER),
  BALANCER_V3_BATCH_ROUTER("Balancer V3 BatchRouter", Declared.BALANCER_V3_BATCH_ROUTER);

  private final String title;
  private final String declarations;

  ContractKind(String title, String declarations) {
    this.title = title;
    this.declarations = declarations;
  }

  /** As people call it. */
  public String title() {
    return title;
  }

  public List<AbiDeclaration> functions() {
    return declarations.lines().map(AbiDeclaration::parse).toList();
  }
}
