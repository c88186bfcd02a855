// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

/// @title The executor's program, byte by byte
/// @notice Packed big-endian without padding, because each byte of calldata is paid for. Positions are absolute offsets
/// into calldata; what lies beyond its end reads as zero, which is no venue.
/// ```
/// program  deadline 5 · tokenIn 20 · amountIn 16 · tokenOut 20 · minAmountOut 16 · places 1 · leg…
/// leg      from 1 · to 1 · amountIn 16 (0: all that is held where it begins) · hops 1 · hop…
/// hop      venue 1 · tokenOut 20 · then by venue
///   1  Uniswap V2     pair 20 · fee 2, in hundredths of a percent
///   2  Uniswap V3     pool 20
///   3  Uniswap V4     size of the rest 2 · native in 1 · one or more pools, swapped under one unlock:
///                     currencyOut 20 (0: native) · hooks 20 · fee 3 · tickSpacing 3 · size of hookData 2 · hookData
///   4  Curve          pool 20 · call 2 bits · coin in 6 bits · coin out 1
///                     call 0: exchange by int128, 1: exchange by uint256, 2: exchange_underlying
///   5  Balancer V2    poolId 32
///   7  Balancer V3    vault 20 · pool 20
///   8  ERC-4626       1: deposit into tokenOut, 0: redeem the input
///   9  wrapping       nothing: the coin is wrapped, or unwrapped where tokenOut is zero
/// ```
/// A leg begins where its input is held and ends where its output goes: at 0, the owner, who holds tokenIn and is owed tokenOut,
/// or at a place, 1 and up to as many as there are. A place holds one token, that of the first leg that ends there, and
/// of it what legs have brought and none has taken yet.
/// A token of zero is the chain's own coin: sold with the call's value and wrapped by the first hop of every leg from the
/// owner, bought by unwrapping in the last hop of one to the owner.
/// The direction of a Uniswap swap is not written down: its tokens are sorted, so it follows from them.
library Program {
    uint256 internal constant UNISWAP_V2 = 1;
    uint256 internal constant UNISWAP_V3 = 2;
    uint256 internal constant UNISWAP_V4 = 3;
    uint256 internal constant CURVE = 4;
    uint256 internal constant BALANCER_V2 = 5;
    uint256 internal constant BALANCER_V3 = 7;
    uint256 internal constant ERC4626 = 8;
    uint256 internal constant WRAPPING = 9;

    uint256 internal constant CURVE_EXCHANGE = 0;
    uint256 internal constant CURVE_BY_UINT = 1;

    uint256 internal constant HEADER = 78;
    /// Of a leg: where it begins and ends, and its amount.
    uint256 internal constant LEG = 18;
    /// Of a hop: its venue and the token that it gives.
    uint256 internal constant HOP = 21;

    error UnknownVenue(uint256 venue);

    /// @return Where the hop that begins at `pos` ends.
    function end(uint256 pos, uint256 venue) internal pure returns (uint256) {
        if (venue == UNISWAP_V2) return pos + HOP + 22;
        if (venue == UNISWAP_V3) return pos + HOP + 20;
        if (venue == UNISWAP_V4) return pos + HOP + 2 + uint16At(pos + HOP);
        if (venue == CURVE) return pos + HOP + 22;
        if (venue == BALANCER_V2) return pos + HOP + 32;
        if (venue == BALANCER_V3) return pos + HOP + 40;
        if (venue == ERC4626) return pos + HOP + 1;
        if (venue == WRAPPING) return pos + HOP;
        revert UnknownVenue(venue);
    }

    function uint8At(uint256 pos) internal pure returns (uint256 value) {
        assembly ("memory-safe") {
            value := shr(248, calldataload(pos))
        }
    }

    function coinsAt(uint256 pos) internal pure returns (uint256 call, uint256 coinIn, uint256 coinOut) {
        uint256 packed = uint16At(pos);
        return (packed >> 14, (packed >> 8) & 0x3f, packed & 0xff);
    }

    function uint16At(uint256 pos) internal pure returns (uint256 value) {
        assembly ("memory-safe") {
            value := shr(240, calldataload(pos))
        }
    }

    function uint24At(uint256 pos) internal pure returns (uint24 value) {
        assembly ("memory-safe") {
            value := shr(232, calldataload(pos))
        }
    }

    function int24At(uint256 pos) internal pure returns (int24 value) {
        assembly ("memory-safe") {
            value := sar(232, calldataload(pos))
        }
    }

    function uint40At(uint256 pos) internal pure returns (uint256 value) {
        assembly ("memory-safe") {
            value := shr(216, calldataload(pos))
        }
    }

    function uint128At(uint256 pos) internal pure returns (uint256 value) {
        assembly ("memory-safe") {
            value := shr(128, calldataload(pos))
        }
    }

    function addressAt(uint256 pos) internal pure returns (address value) {
        assembly ("memory-safe") {
            value := shr(96, calldataload(pos))
        }
    }

    function bytes32At(uint256 pos) internal pure returns (bytes32 value) {
        assembly ("memory-safe") {
            value := calldataload(pos)
        }
    }
}
