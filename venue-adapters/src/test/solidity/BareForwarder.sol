// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

interface ForwardedToken {
    function transferFrom(address from, address to, uint256 amount) external returns (bool);
    function approve(address spender, uint256 amount) external returns (bool);
    function transfer(address to, uint256 amount) external returns (bool);
    function balanceOf(address holder) external view returns (uint256);
}

/// The least that a contract between an account and a venue that pulls can do: bring the input, approve exactly that, call,
/// send on. It checks nothing and obeys anybody: the floor under the gas of such a hop, never to be used.
contract BareForwarder {
    function forward(
        ForwardedToken tokenIn,
        uint256 amount,
        address venue,
        bytes calldata call_,
        ForwardedToken tokenOut
    ) external {
        tokenIn.transferFrom(msg.sender, address(this), amount);
        tokenIn.approve(venue, amount);
        (bool done,) = venue.call(call_);
        require(done);
        if (address(tokenOut) != address(0)) tokenOut.transfer(msg.sender, tokenOut.balanceOf(address(this)));
    }
}
