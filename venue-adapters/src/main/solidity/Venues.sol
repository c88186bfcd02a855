// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

/// The few functions of other contracts that the executor calls, and nothing more.

interface Weth {
    function deposit() external payable;
    function withdraw(uint256 amount) external;
}

interface UniswapV2Pair {
    function getReserves() external view returns (uint112 reserve0, uint112 reserve1, uint32 timestamp);
    function swap(uint256 out0, uint256 out1, address to, bytes calldata data) external;
}

interface UniswapV3Pool {
    function swap(address to, bool zeroForOne, int256 amount, uint160 sqrtPriceLimit, bytes calldata data)
        external
        returns (int256 delta0, int256 delta1);
}

interface UniswapV4PoolManager {
    struct PoolKey {
        address currency0;
        address currency1;
        uint24 fee;
        int24 tickSpacing;
        address hooks;
    }

    struct SwapParams {
        bool zeroForOne;
        int256 amount;
        uint160 sqrtPriceLimit;
    }

    function unlock(bytes calldata data) external returns (bytes memory);
    function swap(PoolKey calldata key, SwapParams calldata params, bytes calldata hookData)
        external
        returns (int256 delta);
    function sync(address currency) external;
    function settle() external payable returns (uint256 paid);
    function take(address currency, address to, uint256 amount) external;
}

/// Pools return nothing here in the old ABI and the amount in the new one; neither is read.
interface CurvePool {
    function exchange(int128 coinIn, int128 coinOut, uint256 amountIn, uint256 minAmountOut) external;
    function exchange(uint256 coinIn, uint256 coinOut, uint256 amountIn, uint256 minAmountOut) external;
    function exchange_underlying(int128 coinIn, int128 coinOut, uint256 amountIn, uint256 minAmountOut) external;
}

interface BalancerV2Vault {
    struct SingleSwap {
        bytes32 poolId;
        uint8 kind;
        address assetIn;
        address assetOut;
        uint256 amount;
        bytes userData;
    }

    struct FundManagement {
        address sender;
        bool fromInternalBalance;
        address payable recipient;
        bool toInternalBalance;
    }

    function swap(SingleSwap calldata swap_, FundManagement calldata funds, uint256 limit, uint256 deadline)
        external
        payable
        returns (uint256 amountOut);
}

interface BalancerV3Vault {
    struct SwapParams {
        uint8 kind;
        address pool;
        address tokenIn;
        address tokenOut;
        uint256 amount;
        uint256 limit;
        bytes userData;
    }

    struct WrapParams {
        uint8 kind;
        uint8 direction;
        address wrapped;
        uint256 amount;
        uint256 limit;
    }

    /// Calls its caller with `data`.
    function unlock(bytes calldata data) external returns (bytes memory);
    function swap(SwapParams calldata params)
        external
        returns (uint256 amountCalculated, uint256 amountIn, uint256 amountOut);
    function erc4626BufferWrapOrUnwrap(WrapParams calldata params)
        external
        returns (uint256 amountCalculated, uint256 amountIn, uint256 amountOut);
    function settle(address token, uint256 amount) external returns (uint256 credit);
    function sendTo(address token, address to, uint256 amount) external;
}

interface Erc4626Vault {
    function deposit(uint256 assets, address receiver) external returns (uint256 shares);
    function redeem(uint256 shares, address receiver, address owner) external returns (uint256 assets);
}
