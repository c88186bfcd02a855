package dev.fairlead.chain.readable;

/** The longer lists of declarations; {@link ContractKind} says what stands in their braces. */
final class Declared {
  static final String PERMIT2 =
      """
      approve(address token, address spender, uint160 amount{token}, uint48 expiration{time})
      permit(address owner, ((address token, uint160 amount{token}, uint48 expiration{time}, uint48 nonce) details, address spender, uint256 sigDeadline{time}) permitSingle, bytes signature)
      permit(address owner, ((address token, uint160 amount{token}, uint48 expiration{time}, uint48 nonce)[] details, address spender, uint256 sigDeadline{time}) permitBatch, bytes signature)
      transferFrom(address from, address to, uint160 amount{token}, address token)
      transferFrom((address from, address to, uint160 amount{token}, address token)[] transferDetails)
      permitTransferFrom(((address token, uint256 amount{token}) permitted, uint256 nonce, uint256 deadline{time}) permit, (address to, uint256 requestedAmount{permit.permitted.token}) transferDetails, address owner, bytes signature)
      permitTransferFrom(((address token, uint256 amount{token})[] permitted, uint256 nonce, uint256 deadline{time}) permit, (address to, uint256 requestedAmount)[] transferDetails, address owner, bytes signature)
      permitWitnessTransferFrom(((address token, uint256 amount{token}) permitted, uint256 nonce, uint256 deadline{time}) permit, (address to, uint256 requestedAmount{permit.permitted.token}) transferDetails, address owner, bytes32 witness, string witnessTypeString, bytes signature)
      lockdown((address token, address spender)[] approvals)
      invalidateNonces(address token, address spender, uint48 newNonce)
      invalidateUnorderedNonces(uint256 wordPos, uint256 mask)
      """;

  static final String UNISWAP_V2_ROUTER =
      """
      swapExactTokensForTokens(uint256 amountIn{path[0]}, uint256 amountOutMin{path[-1]}, address[] path, address to, uint256 deadline{time})
      swapTokensForExactTokens(uint256 amountOut{path[-1]}, uint256 amountInMax{path[0]}, address[] path, address to, uint256 deadline{time})
      swapExactETHForTokens(uint256 amountOutMin{path[-1]}, address[] path, address to, uint256 deadline{time})
      swapTokensForExactETH(uint256 amountOut{native}, uint256 amountInMax{path[0]}, address[] path, address to, uint256 deadline{time})
      swapExactTokensForETH(uint256 amountIn{path[0]}, uint256 amountOutMin{native}, address[] path, address to, uint256 deadline{time})
      swapETHForExactTokens(uint256 amountOut{path[-1]}, address[] path, address to, uint256 deadline{time})
      swapExactTokensForTokensSupportingFeeOnTransferTokens(uint256 amountIn{path[0]}, uint256 amountOutMin{path[-1]}, address[] path, address to, uint256 deadline{time})
      swapExactETHForTokensSupportingFeeOnTransferTokens(uint256 amountOutMin{path[-1]}, address[] path, address to, uint256 deadline{time})
      swapExactTokensForETHSupportingFeeOnTransferTokens(uint256 amountIn{path[0]}, uint256 amountOutMin{native}, address[] path, address to, uint256 deadline{time})
      addLiquidity(address tokenA, address tokenB, uint256 amountADesired{tokenA}, uint256 amountBDesired{tokenB}, uint256 amountAMin{tokenA}, uint256 amountBMin{tokenB}, address to, uint256 deadline{time})
      addLiquidityETH(address token, uint256 amountTokenDesired{token}, uint256 amountTokenMin{token}, uint256 amountETHMin{native}, address to, uint256 deadline{time})
      removeLiquidity(address tokenA, address tokenB, uint256 liquidity, uint256 amountAMin{tokenA}, uint256 amountBMin{tokenB}, address to, uint256 deadline{time})
      removeLiquidityETH(address token, uint256 liquidity, uint256 amountTokenMin{token}, uint256 amountETHMin{native}, address to, uint256 deadline{time})
      removeLiquidityWithPermit(address tokenA, address tokenB, uint256 liquidity, uint256 amountAMin{tokenA}, uint256 amountBMin{tokenB}, address to, uint256 deadline{time}, bool approveMax, uint8 v, bytes32 r, bytes32 s)
      removeLiquidityETHWithPermit(address token, uint256 liquidity, uint256 amountTokenMin{token}, uint256 amountETHMin{native}, address to, uint256 deadline{time}, bool approveMax, uint8 v, bytes32 r, bytes32 s)
      """;

  private static final String UNISWAP_PERIPHERY =
      """
      multicall(bytes[] data{calls})
      unwrapWETH9(uint256 amountMinimum{native}, address recipient)
      unwrapWETH9WithFee(uint256 amountMinimum{native}, address recipient, uint256 feeBips, address feeRecipient)
      refundETH()
      sweepToken(address token, uint256 amountMinimum{token}, address recipient)
      sweepTokenWithFee(address token, uint256 amountMinimum{token}, address recipient, uint256 feeBips, address feeRecipient)
      selfPermit(address token, uint256 value{token}, uint256 deadline{time}, uint8 v, bytes32 r, bytes32 s)
      selfPermitIfNecessary(address token, uint256 value{token}, uint256 deadline{time}, uint8 v, bytes32 r, bytes32 s)
      selfPermitAllowed(address token, uint256 nonce, uint256 expiry{time}, uint8 v, bytes32 r, bytes32 s)
      selfPermitAllowedIfNecessary(address token, uint256 nonce, uint256 expiry{time}, uint8 v, bytes32 r, bytes32 s)
      """;

  static final String UNISWAP_V3_ROUTER =
      """
      exactInputSingle((address tokenIn, address tokenOut, uint24 fee, address recipient, uint256 deadline{time}, uint256 amountIn{tokenIn}, uint256 amountOutMinimum{tokenOut}, uint160 sqrtPriceLimitX96) params)
      exactInput((bytes path{path}, address recipient, uint256 deadline{time}, uint256 amountIn{path[0]}, uint256 amountOutMinimum{path[-1]}) params)
      exactOutputSingle((address tokenIn, address tokenOut, uint24 fee, address recipient, uint256 deadline{time}, uint256 amountOut{tokenOut}, uint256 amountInMaximum{tokenIn}, uint160 sqrtPriceLimitX96) params)
      exactOutput((bytes path{path}, address recipient, uint256 deadline{time}, uint256 amountOut{path[0]}, uint256 amountInMaximum{path[-1]}) params)
      """
          + UNISWAP_PERIPHERY;

  static final String UNISWAP_V3_ROUTER_02 =
      """
      exactInputSingle((address tokenIn, address tokenOut, uint24 fee, address recipient, uint256 amountIn{tokenIn}, uint256 amountOutMinimum{tokenOut}, uint160 sqrtPriceLimitX96) params)
      exactInput((bytes path{path}, address recipient, uint256 amountIn{path[0]}, uint256 amountOutMinimum{path[-1]}) params)
      exactOutputSingle((address tokenIn, address tokenOut, uint24 fee, address recipient, uint256 amountOut{tokenOut}, uint256 amountInMaximum{tokenIn}, uint160 sqrtPriceLimitX96) params)
      exactOutput((bytes path{path}, address recipient, uint256 amountOut{path[0]}, uint256 amountInMaximum{path[-1]}) params)
      swapExactTokensForTokens(uint256 amountIn{path[0]}, uint256 amountOutMin{path[-1]}, address[] path, address to)
      swapTokensForExactTokens(uint256 amountOut{path[-1]}, uint256 amountInMax{path[0]}, address[] path, address to)
      multicall(uint256 deadline{time}, bytes[] data{calls})
      multicall(bytes32 previousBlockhash, bytes[] data{calls})
      unwrapWETH9(uint256 amountMinimum{native})
      sweepToken(address token, uint256 amountMinimum{token})
      wrapETH(uint256 value{native})
      pull(address token, uint256 value{token})
      approveMax(address token)
      """
          + UNISWAP_PERIPHERY;

  static final String UNISWAP_V3_POSITIONS =
      """
      mint((address token0, address token1, uint24 fee, int24 tickLower, int24 tickUpper, uint256 amount0Desired{token0}, uint256 amount1Desired{token1}, uint256 amount0Min{token0}, uint256 amount1Min{token1}, address recipient, uint256 deadline{time}) params)
      increaseLiquidity((uint256 tokenId, uint256 amount0Desired, uint256 amount1Desired, uint256 amount0Min, uint256 amount1Min, uint256 deadline{time}) params)
      decreaseLiquidity((uint256 tokenId, uint128 liquidity, uint256 amount0Min, uint256 amount1Min, uint256 deadline{time}) params)
      collect((uint256 tokenId, address recipient, uint128 amount0Max, uint128 amount1Max) params)
      burn(uint256 tokenId)
      createAndInitializePoolIfNecessary(address token0, address token1, uint24 fee, uint160 sqrtPriceX96)
      """
          + UNISWAP_PERIPHERY;

  static final String CURVE_ROUTER =
      """
      exchange(address[11] route, uint256[5][5] swapParams, uint256 amount{route[0]}, uint256 minDy{route[last]})
      exchange(address[11] route, uint256[5][5] swapParams, uint256 amount{route[0]}, uint256 minDy{route[last]}, address[5] pools)
      exchange(address[11] route, uint256[5][5] swapParams, uint256 amount{route[0]}, uint256 minDy{route[last]}, address[5] pools, address receiver)
      exchange(address[11] route, uint256[4][5] swapParams, uint256 amount{route[0]}, uint256 minDy{route[last]})
      exchange(address[11] route, uint256[4][5] swapParams, uint256 amount{route[0]}, uint256 minDy{route[last]}, address receiver)
      """;

  static final String BALANCER_V2_VAULT =
      """
      swap((bytes32 poolId, uint8 kind, address assetIn, address assetOut, uint256 amount{kind?assetOut:assetIn}, bytes userData) singleSwap, (address sender, bool fromInternalBalance, address recipient, bool toInternalBalance) funds, uint256 limit{singleSwap.kind?singleSwap.assetIn:singleSwap.assetOut}, uint256 deadline{time})
      batchSwap(uint8 kind, (bytes32 poolId, uint256 assetInIndex, uint256 assetOutIndex, uint256 amount{kind?assets[assetOutIndex]:assets[assetInIndex]}, bytes userData)[] swaps, address[] assets, (address sender, bool fromInternalBalance, address recipient, bool toInternalBalance) funds, int256[] limits, uint256 deadline{time})
      joinPool(bytes32 poolId, address sender, address recipient, (address[] assets, uint256[] maxAmountsIn, bytes userData, bool fromInternalBalance) request)
      exitPool(bytes32 poolId, address sender, address recipient, (address[] assets, uint256[] minAmountsOut, bytes userData, bool toInternalBalance) request)
      manageUserBalance((uint8 kind, address asset, uint256 amount{asset}, address sender, address recipient)[] ops)
      flashLoan(address recipient, address[] tokens, uint256[] amounts, bytes userData)
      setRelayerApproval(address sender, address relayer, bool approved)
      """;

  private static final String BALANCER_V3_COMMON =
      """
      multicall(bytes[] data{calls})
      permitBatchAndCall((address token, address owner, address spender, uint256 amount{token}, uint256 nonce, uint256 deadline{time})[] permitBatch, bytes[] permitSignatures, ((address token, uint160 amount{token}, uint48 expiration{time}, uint48 nonce)[] details, address spender, uint256 sigDeadline{time}) permit2Batch, bytes permit2Signature, bytes[] multicallData{calls})
      """;

  static final String BALANCER_V3_ROUTER =
      """
      swapSingleTokenExactIn(address pool, address tokenIn, address tokenOut, uint256 exactAmountIn{tokenIn}, uint256 minAmountOut{tokenOut}, uint256 deadline{time}, bool wethIsEth, bytes userData)
      swapSingleTokenExactOut(address pool, address tokenIn, address tokenOut, uint256 exactAmountOut{tokenOut}, uint256 maxAmountIn{tokenIn}, uint256 deadline{time}, bool wethIsEth, bytes userData)
      initialize(address pool, address[] tokens, uint256[] exactAmountsIn, uint256 minBptAmountOut{pool}, bool wethIsEth, bytes userData)
      addLiquidityProportional(address pool, uint256[] maxAmountsIn, uint256 exactBptAmountOut{pool}, bool wethIsEth, bytes userData)
      addLiquidityUnbalanced(address pool, uint256[] exactAmountsIn, uint256 minBptAmountOut{pool}, bool wethIsEth, bytes userData)
      addLiquiditySingleTokenExactOut(address pool, address tokenIn, uint256 maxAmountIn{tokenIn}, uint256 exactBptAmountOut{pool}, bool wethIsEth, bytes userData)
      removeLiquidityProportional(address pool, uint256 exactBptAmountIn{pool}, uint256[] minAmountsOut, bool wethIsEth, bytes userData)
      removeLiquiditySingleTokenExactIn(address pool, uint256 exactBptAmountIn{pool}, address tokenOut, uint256 minAmountOut{tokenOut}, bool wethIsEth, bytes userData)
      removeLiquiditySingleTokenExactOut(address pool, uint256 maxBptAmountIn{pool}, address tokenOut, uint256 exactAmountOut{tokenOut}, bool wethIsEth, bytes userData)
      """
          + BALANCER_V3_COMMON;

  static final String BALANCER_V3_BATCH_ROUTER =
      """
      swapExactIn((address tokenIn, (address pool, address tokenOut, bool isBuffer)[] steps, uint256 exactAmountIn{tokenIn}, uint256 minAmountOut{steps[-1].tokenOut})[] paths, uint256 deadline{time}, bool wethIsEth, bytes userData)
      swapExactOut((address tokenIn, (address pool, address tokenOut, bool isBuffer)[] steps, uint256 maxAmountIn{tokenIn}, uint256 exactAmountOut{steps[-1].tokenOut})[] paths, uint256 deadline{time}, bool wethIsEth, bytes userData)
      """
          + BALANCER_V3_COMMON;

  private static final String V4_POOL =
      "(address currency0, address currency1, uint24 fee, int24 tickSpacing, address hooks) poolKey";
  private static final String V4_IN = "{zeroForOne?poolKey.currency0:poolKey.currency1}";
  private static final String V4_OUT = "{zeroForOne?poolKey.currency1:poolKey.currency0}";
  private static final String V4_PATH =
      "(address intermediateCurrency, uint24 fee, int24 tickSpacing, address hooks, bytes hookData)[] path";

  /** Uniswap V4's actions, each after its number. */
  static final String ACTIONS =
      """
      00 INCREASE_LIQUIDITY(uint256 tokenId, uint256 liquidity, uint128 amount0Max, uint128 amount1Max, bytes hookData)
      01 DECREASE_LIQUIDITY(uint256 tokenId, uint256 liquidity, uint128 amount0Min, uint128 amount1Min, bytes hookData)
      02 MINT_POSITION(POOL, int24 tickLower, int24 tickUpper, uint256 liquidity, uint128 amount0Max{poolKey.currency0}, uint128 amount1Max{poolKey.currency1}, address owner, bytes hookData)
      03 BURN_POSITION(uint256 tokenId, uint128 amount0Min, uint128 amount1Min, bytes hookData)
      04 INCREASE_LIQUIDITY_FROM_DELTAS(uint256 tokenId, uint128 amount0Max, uint128 amount1Max, bytes hookData)
      05 MINT_POSITION_FROM_DELTAS(POOL, int24 tickLower, int24 tickUpper, uint128 amount0Max{poolKey.currency0}, uint128 amount1Max{poolKey.currency1}, address owner, bytes hookData)
      06 SWAP_EXACT_IN_SINGLE((POOL, bool zeroForOne, uint128 amountIn IN, uint128 amountOutMinimum OUT, bytes hookData) params)
      07 SWAP_EXACT_IN((address currencyIn, PATH, uint128 amountIn{currencyIn}, uint128 amountOutMinimum{path[-1].intermediateCurrency}) params)
      08 SWAP_EXACT_OUT_SINGLE((POOL, bool zeroForOne, uint128 amountOut OUT, uint128 amountInMaximum IN, bytes hookData) params)
      09 SWAP_EXACT_OUT((address currencyOut, PATH, uint128 amountOut{currencyOut}, uint128 amountInMaximum{path[0].intermediateCurrency}) params)
      0b SETTLE(address currency, uint256 amount{currency}, bool payerIsUser)
      0c SETTLE_ALL(address currency, uint256 maxAmount{currency})
      0d SETTLE_PAIR(address currency0, address currency1)
      0e TAKE(address currency, address recipient, uint256 amount{currency})
      0f TAKE_ALL(address currency, uint256 minAmount{currency})
      10 TAKE_PORTION(address currency, address recipient, uint256 bips)
      11 TAKE_PAIR(address currency0, address currency1, address recipient)
      12 CLOSE_CURRENCY(address currency)
      13 CLEAR_OR_TAKE(address currency, uint256 amountMax{currency})
      14 SWEEP(address currency, address to)
      15 WRAP(uint256 amount{native})
      16 UNWRAP(uint256 amount{native})
      """
          .replace(" IN,", V4_IN + ",")
          .replace(" OUT,", V4_OUT + ",")
          .replace("POOL", V4_POOL)
          .replace("PATH", V4_PATH);

  /** The Universal Router's commands, each after its number. */
  static final String COMMANDS =
      """
      00 V3_SWAP_EXACT_IN(address recipient, uint256 amountIn{path[0]}, uint256 amountOutMin{path[-1]}, bytes path{path}, bool payerIsUser)
      01 V3_SWAP_EXACT_OUT(address recipient, uint256 amountOut{path[0]}, uint256 amountInMax{path[-1]}, bytes path{path}, bool payerIsUser)
      02 PERMIT2_TRANSFER_FROM(address token, address recipient, uint160 amount{token})
      03 PERMIT2_PERMIT_BATCH(((address token, uint160 amount{token}, uint48 expiration{time}, uint48 nonce)[] details, address spender, uint256 sigDeadline{time}) permitBatch, bytes signature)
      04 SWEEP(address token, address recipient, uint256 amountMin{token})
      05 TRANSFER(address token, address recipient, uint256 value{token})
      06 PAY_PORTION(address token, address recipient, uint256 bips)
      08 V2_SWAP_EXACT_IN(address recipient, uint256 amountIn{path[0]}, uint256 amountOutMin{path[-1]}, address[] path, bool payerIsUser)
      09 V2_SWAP_EXACT_OUT(address recipient, uint256 amountOut{path[-1]}, uint256 amountInMax{path[0]}, address[] path, bool payerIsUser)
      0a PERMIT2_PERMIT(((address token, uint160 amount{token}, uint48 expiration{time}, uint48 nonce) details, address spender, uint256 sigDeadline{time}) permitSingle, bytes signature)
      0b WRAP_ETH(address recipient, uint256 amount{native})
      0c UNWRAP_WETH(address recipient, uint256 amountMin{native})
      0d PERMIT2_TRANSFER_FROM_BATCH((address from, address to, uint160 amount{token}, address token)[] batch)
      0e BALANCE_CHECK_ERC20(address owner, address token, uint256 minBalance{token})
      10 V4_SWAP(bytes actions{actions params}, bytes[] params)
      13 V4_INITIALIZE_POOL(POOL, uint160 sqrtPriceX96)
      21 EXECUTE_SUB_PLAN(bytes commands{commands inputs}, bytes[] inputs)
      """
          .replace("POOL(POOL", "POOL(" + V4_POOL);

  private static final int MOST_COINS = 8;

  private Declared() {}

  static String curvePool() {
    StringBuilder all =
        new StringBuilder(
            """
            exchange(int128 i, int128 j, uint256 dx, uint256 minDy)
            exchange(int128 i, int128 j, uint256 dx, uint256 minDy, address receiver)
            exchange_underlying(int128 i, int128 j, uint256 dx, uint256 minDy)
            exchange_underlying(int128 i, int128 j, uint256 dx, uint256 minDy, address receiver)
            exchange_received(int128 i, int128 j, uint256 dx, uint256 minDy)
            exchange_received(int128 i, int128 j, uint256 dx, uint256 minDy, address receiver)
            exchange(uint256 i, uint256 j, uint256 dx, uint256 minDy)
            exchange(uint256 i, uint256 j, uint256 dx, uint256 minDy, bool useEth)
            exchange(uint256 i, uint256 j, uint256 dx, uint256 minDy, bool useEth, address receiver)
            exchange(uint256 i, uint256 j, uint256 dx, uint256 minDy, address receiver)
            add_liquidity(uint256[] amounts, uint256 minMintAmount{self})
            remove_liquidity(uint256 burnAmount{self}, uint256[] minAmounts)
            remove_liquidity_one_coin(uint256 burnAmount{self}, int128 i, uint256 minReceived)
            remove_liquidity_one_coin(uint256 burnAmount{self}, uint256 i, uint256 minReceived)
            """);
    for (int coins = 2; coins <= MOST_COINS; coins++) {
      all.append(
          """
          add_liquidity(uint256[N] amounts, uint256 minMintAmount)
          remove_liquidity(uint256 burnAmount, uint256[N] minAmounts)
          remove_liquidity_imbalance(uint256[N] amounts, uint256 maxBurnAmount)
          """
              .replace("N]", coins + "]"));
    }
    return all.toString();
  }
}
