// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC4626} from "@openzeppelin/contracts/interfaces/IERC4626.sol";

interface BufferVault {
    struct WrapParams {
        uint8 kind;
        uint8 direction;
        address wrapped;
        uint256 amount;
        uint256 limit;
    }

    function unlock(bytes calldata data) external returns (bytes memory);
    function initializeBuffer(address wrapped, uint256 assets, uint256 shares, uint256 least, address owner)
        external
        returns (uint256);
    function erc4626BufferWrapOrUnwrap(WrapParams calldata params)
        external
        returns (uint256 calculated, uint256 amountIn, uint256 amountOut);
    function settle(address token, uint256 amount) external returns (uint256);
    function sendTo(address token, address to, uint256 amount) external;
}

/// Opens and uses buffers of a Balancer V3 Vault with what it holds.
contract BufferUser {
    BufferVault private immutable VAULT;

    constructor(BufferVault vault) {
        VAULT = vault;
    }

    function deposit(IERC4626 wrapped, uint256 assets) external {
        IERC20(wrapped.asset()).approve(address(wrapped), assets);
        wrapped.deposit(assets, address(this));
    }

    function open(IERC4626 wrapped, uint256 assets, uint256 shares) external {
        VAULT.unlock(abi.encodeCall(this.opened, (wrapped, assets, shares)));
    }

    function opened(IERC4626 wrapped, uint256 assets, uint256 shares) external {
        VAULT.initializeBuffer(address(wrapped), assets, shares, 0, address(this));
        _pay(wrapped.asset(), assets);
        _pay(address(wrapped), shares);
    }

    /// Exact input or exact output, by `kind` 0 or 1; wraps or unwraps, by `direction` 0 or 1.
    function trade(IERC4626 wrapped, uint8 kind, uint8 direction, uint256 amount)
        external
        returns (uint256 amountIn, uint256 amountOut)
    {
        bytes memory answer = VAULT.unlock(abi.encodeCall(this.traded, (wrapped, kind, direction, amount)));
        return abi.decode(answer, (uint256, uint256));
    }

    function traded(IERC4626 wrapped, uint8 kind, uint8 direction, uint256 amount)
        external
        returns (uint256 amountIn, uint256 amountOut)
    {
        (, amountIn, amountOut) = VAULT.erc4626BufferWrapOrUnwrap(
            BufferVault.WrapParams(kind, direction, address(wrapped), amount, kind == 0 ? 0 : type(uint256).max)
        );
        address asset = wrapped.asset();
        _pay(direction == 0 ? asset : address(wrapped), amountIn);
        VAULT.sendTo(direction == 0 ? address(wrapped) : asset, address(this), amountOut);
    }

    function _pay(address token, uint256 amount) private {
        IERC20(token).transfer(address(VAULT), amount);
        VAULT.settle(token, amount);
    }
}
