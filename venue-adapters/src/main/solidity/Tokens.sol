// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

/// @title ERC-20 calls that hold for tokens as they are
/// @notice Some tokens return nothing, some return false where they should revert. A call counts as done if it did not
/// revert and returned `true`, or nothing at all from an address that has code; anything else reverts the trade.
/// @dev Assembly, because the compiler's own encoding and decoding costs about 300 gas a call here.
library Tokens {
    error TokenCallFailed(address token);

    uint256 private constant TRANSFER_FROM = 0x23b872dd;
    uint256 private constant TRANSFER = 0xa9059cbb;
    uint256 private constant APPROVE = 0x095ea7b3;
    uint256 private constant BALANCE_OF = 0x70a08231;
    uint256 private constant ALLOWANCE = 0xdd62ed3e;

    /// @notice Moves `amount` from `from`, which has approved the caller, to `to`.
    function pull(address token, address from, address to, uint256 amount) internal {
        uint256 arguments;
        assembly ("memory-safe") {
            arguments := mload(0x40)
            mstore(arguments, shl(224, TRANSFER_FROM))
            mstore(add(arguments, 0x04), from)
            mstore(add(arguments, 0x24), to)
            mstore(add(arguments, 0x44), amount)
        }
        _change(token, arguments, 0x64);
    }

    /// @notice Moves `amount` of the caller's own to `to`.
    function push(address token, address to, uint256 amount) internal {
        _change(token, _arguments(TRANSFER, to, amount), 0x44);
    }

    /// @notice Moves `amount` of the caller's own coin to `to`.
    function sendCoin(address to, uint256 amount) internal {
        (bool sent,) = to.call{value: amount}("");
        if (!sent) revert TokenCallFailed(address(0));
    }

    /// @notice Lets `spender` take `amount`.
    function approve(address token, address spender, uint256 amount) internal {
        _change(token, _arguments(APPROVE, spender, amount), 0x44);
    }

    function balanceOf(address token, address holder) internal view returns (uint256) {
        return _read(token, _arguments(BALANCE_OF, holder, 0), 0x24);
    }

    function allowanceOf(address token, address holder, address spender) internal view returns (uint256) {
        return _read(token, _arguments(ALLOWANCE, holder, uint160(spender)), 0x44);
    }

    /// Writes a call's bytes into free memory without claiming it: each is used before the next is written.
    function _arguments(uint256 selector, address first, uint256 second) private pure returns (uint256 arguments) {
        assembly ("memory-safe") {
            arguments := mload(0x40)
            mstore(arguments, shl(224, selector))
            mstore(add(arguments, 0x04), first)
            mstore(add(arguments, 0x24), second)
        }
    }

    function _change(address token, uint256 arguments, uint256 size) private {
        bool done;
        assembly ("memory-safe") {
            done := call(gas(), token, 0, arguments, size, 0, 0x20)
            switch returndatasize()
            case 0 { done := and(done, gt(extcodesize(token), 0)) }
            default { done := and(done, and(gt(returndatasize(), 0x1f), eq(mload(0), 1))) }
        }
        if (!done) revert TokenCallFailed(token);
    }

    function _read(address token, uint256 arguments, uint256 size) private view returns (uint256 value) {
        bool done;
        assembly ("memory-safe") {
            done := staticcall(gas(), token, arguments, size, 0, 0x20)
            done := and(done, gt(returndatasize(), 0x1f))
            value := mload(0)
        }
        if (!done) revert TokenCallFailed(token);
    }
}
