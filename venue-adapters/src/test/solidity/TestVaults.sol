// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {ERC20, ERC4626, IERC20} from "@openzeppelin/contracts/token/ERC20/extensions/ERC4626.sol";

/// OpenZeppelin's vault, with digits of virtual shares and a limit to choose.
contract OpenVault is ERC4626 {
    uint8 private immutable DIGITS;
    uint256 private most = type(uint256).max;

    constructor(IERC20 asset_, uint8 digits) ERC4626(asset_) ERC20("Vault", "V") {
        DIGITS = digits;
    }

    function setLimit(uint256 limit) external {
        most = limit;
    }

    function maxDeposit(address) public view override returns (uint256) {
        return most;
    }

    function _decimalsOffset() internal view override returns (uint8) {
        return DIGITS;
    }
}

/// Keeps a hundredth of what it redeems.
contract FeeVault is OpenVault {
    constructor(IERC20 asset_) OpenVault(asset_, 0) {}

    function previewRedeem(uint256 shares) public view override returns (uint256) {
        return super.previewRedeem(shares) * 99 / 100;
    }
}

/// Claims to be a vault. Takes `taken` hundredths of a deposit and gives nothing for it.
contract FalseVault {
    IERC20 private immutable ASSET;
    uint256 private immutable TAKEN;

    constructor(IERC20 asset_, uint256 taken) {
        (ASSET, TAKEN) = (asset_, taken);
    }

    function deposit(uint256 assets, address) external returns (uint256) {
        ASSET.transferFrom(msg.sender, address(this), assets * TAKEN / 100);
        return assets;
    }

    function balanceOf(address) external pure returns (uint256) {
        return 0;
    }
}

/// A rate that anyone sets.
contract OpenRate {
    uint256 public getRate = 1e18;

    function setRate(uint256 rate) external {
        getRate = rate;
    }
}

/// Hooks of a Balancer V3 pool that set the fee of each swap.
contract FeeHooks {
    struct HookFlags {
        bool enableHookAdjustedAmounts;
        bool shouldCallBeforeInitialize;
        bool shouldCallAfterInitialize;
        bool shouldCallComputeDynamicSwapFee;
        bool shouldCallBeforeSwap;
        bool shouldCallAfterSwap;
        bool shouldCallBeforeAddLiquidity;
        bool shouldCallAfterAddLiquidity;
        bool shouldCallBeforeRemoveLiquidity;
        bool shouldCallAfterRemoveLiquidity;
    }

    function getHookFlags() external pure returns (HookFlags memory flags) {
        flags.shouldCallComputeDynamicSwapFee = true;
    }

    /// Agrees to be registered.
    fallback(bytes calldata) external returns (bytes memory) {
        return abi.encode(true);
    }
}

interface BalancerV3Callback {
    function balancerV3Callback(address pool, address tokenOut, address to) external;
}

/// Claims to be a Balancer V3 Vault. Calls back `times` with what it is told, takes `taken` hundredths in its swap
/// and in its buffer, and gives nothing.
contract FalseBalancerVault {
    uint256 private immutable TIMES;
    uint256 private immutable TAKEN;

    constructor(uint256 times, uint256 taken) {
        (TIMES, TAKEN) = (times, taken);
    }

    struct SwapParams {
        uint8 kind;
        address pool;
        address tokenIn;
        address tokenOut;
        uint256 amount;
        uint256 limit;
        bytes userData;
    }

    function unlock(bytes calldata data) external returns (bytes memory) {
        for (uint256 i = 0; i < TIMES; ++i) {
            (bool done, bytes memory answer) = msg.sender.call(data);
            if (!done) {
                assembly {
                    revert(add(answer, 0x20), mload(answer))
                }
            }
        }
        return "";
    }

    function swap(SwapParams calldata params) external view returns (uint256, uint256, uint256) {
        return (0, params.amount * TAKEN / 100, 0);
    }

    struct WrapParams {
        uint8 kind;
        uint8 direction;
        address wrapped;
        uint256 amount;
        uint256 limit;
    }

    function erc4626BufferWrapOrUnwrap(WrapParams calldata params) external view returns (uint256, uint256, uint256) {
        return (0, params.amount * TAKEN / 100, 0);
    }

    function settle(address, uint256) external pure returns (uint256) {
        return 0;
    }

    function sendTo(address, address, uint256) external pure {}

    /// The callback that was due in `unlock`, at another time.
    function late(BalancerV3Callback executor) external {
        executor.balancerV3Callback(address(0), address(0), address(0));
    }
}
