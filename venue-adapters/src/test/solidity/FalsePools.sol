// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

interface Callback {
    function uniswapV3SwapCallback(int256 delta0, int256 delta1, bytes calldata data) external;
}

interface Erc20 {
    function balanceOf(address holder) external view returns (uint256);
    function transfer(address to, uint256 amount) external;
    function transferFrom(address from, address to, uint256 amount) external;
}

/// Claims to be a Uniswap V3 pool. Asks for `asked` times a hundredth of the input, `times` over, and pays `given`.
contract FalseV3Pool {
    uint256 public immutable asked;
    uint256 public immutable times;
    Erc20 public immutable token;
    uint256 public immutable given;
    int256 private owed;

    constructor(uint256 asked_, uint256 times_, Erc20 token_, uint256 given_) {
        (asked, times, token, given) = (asked_, times_, token_, given_);
    }

    function swap(address to, bool zeroForOne, int256 amount, uint160, bytes calldata)
        external
        returns (int256, int256)
    {
        owed = amount * int256(asked) / 100;
        for (uint256 i = 0; i < times; ++i) {
            Callback(msg.sender).uniswapV3SwapCallback(zeroForOne ? owed : int256(-1), zeroForOne ? int256(-1) : owed, "");
        }
        if (given != 0) token.transfer(to, given);
        return (owed, -1);
    }

    /// The callback that was due in `swap`, at another time.
    function late(Callback executor, bool zeroForOne) external {
        executor.uniswapV3SwapCallback(zeroForOne ? owed : int256(-1), zeroForOne ? int256(-1) : owed, "");
    }
}

/// Claims to be a Curve pool. Takes `taken` hundredths of what it is allowed to, and pays all that it has of `coinOut`.
contract FalseCurvePool {
    Erc20 public immutable coinIn;
    Erc20 public immutable coinOut;
    uint256 public immutable taken;
    /// 1: by int128, 2: by uint256, 3: underlying; then the two coins, a byte each.
    uint256 public called;

    constructor(Erc20 coinIn_, Erc20 coinOut_, uint256 taken_) {
        (coinIn, coinOut, taken) = (coinIn_, coinOut_, taken_);
    }

    function exchange(int128 i, int128 j, uint256 amount, uint256) external {
        _exchange(1, uint128(i), uint128(j), amount);
    }

    function exchange(uint256 i, uint256 j, uint256 amount, uint256) external {
        _exchange(2, i, j, amount);
    }

    function exchange_underlying(int128 i, int128 j, uint256 amount, uint256) external {
        _exchange(3, uint128(i), uint128(j), amount);
    }

    function _exchange(uint256 kind, uint256 i, uint256 j, uint256 amount) private {
        called = (kind << 16) | (i << 8) | j;
        coinIn.transferFrom(msg.sender, address(this), amount * taken / 100);
        coinOut.transfer(msg.sender, coinOut.balanceOf(address(this)));
    }
}

/// Calls others in its own name: an owner that is a contract, and, put at a pool's address, a caller that looks like it.
contract Caller {
    function call(address target, bytes calldata data) external payable returns (bytes memory) {
        (bool done, bytes memory answer) = target.call{value: msg.value}(data);
        if (!done) {
            assembly {
                revert(add(answer, 0x20), mload(answer))
            }
        }
        return answer;
    }

    receive() external payable {}
}
