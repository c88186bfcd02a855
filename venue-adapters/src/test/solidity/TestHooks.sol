// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

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

struct ModifyLiquidityParams {
    int24 tickLower;
    int24 tickUpper;
    int256 liquidityDelta;
    bytes32 salt;
}

interface Manager {
    function updateDynamicLPFee(PoolKey calldata key, uint24 fee) external;
    function take(address currency, address to, uint256 amount) external;
}

/// A Uniswap V4 hook that does what it was told to. The address that it is put at says what it is called for.
contract ToldHook {
    /// What `beforeSwap` answers, by direction.
    uint24 public downFee;
    uint24 public upFee;
    bool public broken;
    /// Hundredths of the output that `afterSwap` keeps.
    uint256 public kept;
    /// What a dynamic fee becomes with the next change of liquidity; 0: as it is.
    uint24 public feeOnLiquidity;

    function tell(uint24 downFee_, uint24 upFee_, bool broken_, uint256 kept_, uint24 feeOnLiquidity_) external {
        (downFee, upFee, broken, kept, feeOnLiquidity) = (downFee_, upFee_, broken_, kept_, feeOnLiquidity_);
    }

    function setFee(Manager manager, PoolKey calldata key, uint24 fee) external {
        manager.updateDynamicLPFee(key, fee);
    }

    function beforeSwap(address, PoolKey calldata, SwapParams calldata params, bytes calldata)
        external
        view
        returns (bytes4, int256, uint24)
    {
        require(!broken, "broken");
        return (this.beforeSwap.selector, 0, params.zeroForOne ? downFee : upFee);
    }

    /// `delta` packs both amounts, the first one above; positive is what the trader gets.
    function afterSwap(address, PoolKey calldata key, SwapParams calldata params, int256 delta, bytes calldata)
        external
        returns (bytes4, int128)
    {
        int128 given = params.zeroForOne ? int128(delta) : int128(delta >> 128);
        if (kept == 0 || given <= 0) return (this.afterSwap.selector, 0);
        uint256 part = uint128(given) * kept / 100;
        Manager(msg.sender).take(params.zeroForOne ? key.currency1 : key.currency0, address(this), part);
        return (this.afterSwap.selector, int128(int256(part)));
    }

    function beforeInitialize(address, PoolKey calldata, uint160) external pure returns (bytes4) {
        return this.beforeInitialize.selector;
    }

    function afterInitialize(address, PoolKey calldata, uint160, int24) external pure returns (bytes4) {
        return this.afterInitialize.selector;
    }

    function beforeAddLiquidity(address, PoolKey calldata, ModifyLiquidityParams calldata, bytes calldata)
        external
        pure
        returns (bytes4)
    {
        return this.beforeAddLiquidity.selector;
    }

    function afterAddLiquidity(
        address,
        PoolKey calldata key,
        ModifyLiquidityParams calldata,
        int256,
        int256,
        bytes calldata
    ) external returns (bytes4, int256) {
        if (feeOnLiquidity != 0 && key.fee == 0x800000) Manager(msg.sender).updateDynamicLPFee(key, feeOnLiquidity);
        return (this.afterAddLiquidity.selector, 0);
    }

    receive() external payable {}
}
