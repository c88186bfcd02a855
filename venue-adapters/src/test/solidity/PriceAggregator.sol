// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.26;

/// A price that whoever likes may set, told as Chainlink's aggregators tell theirs.
contract PriceAggregator {
    uint8 public immutable decimals;
    int256 private answer;
    uint256 private updatedAt;
    uint80 private round;

    constructor(uint8 decimals_) {
        decimals = decimals_;
    }

    function set(int256 answer_, uint256 updatedAt_) external {
        answer = answer_;
        updatedAt = updatedAt_;
        round++;
    }

    function latestRoundData() external view returns (uint80, int256, uint256, uint256, uint80) {
        require(round > 0, "No data present");
        return (round, answer, updatedAt, updatedAt, round);
    }
}
