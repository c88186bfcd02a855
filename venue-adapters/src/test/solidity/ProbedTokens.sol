// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {PlainToken} from "./TestTokens.sol";

/// A token whose owner can stop it and block accounts.
contract GuardedToken is PlainToken {
    uint8 public constant decimals = 18;
    bool public paused;
    mapping(address => bool) public isBlacklisted;

    function pause(bool paused_) external {
        paused = paused_;
    }

    function blacklist(address account) external {
        isBlacklisted[account] = true;
    }

    function _move(address from, address to, uint256 amount) internal override {
        require(!paused, "paused");
        require(!isBlacklisted[from] && !isBlacklisted[to], "blocked");
        super._move(from, to, amount);
    }
}

/// Can be bought and never sold: only its maker's holders may send it.
contract HoneypotToken is PlainToken {
    uint8 public constant decimals = 18;
    mapping(address => bool) public maySend;

    function allow(address holder) external {
        maySend[holder] = true;
    }

    function _move(address from, address to, uint256 amount) internal override {
        require(maySend[from], "not you");
        super._move(from, to, amount);
    }
}

/// Burns gas with every move.
contract CostlyToken is PlainToken {
    uint8 public constant decimals = 18;
    mapping(uint256 => uint256) private burnt;
    uint256 private next;

    function _move(address from, address to, uint256 amount) internal override {
        for (uint256 i = 0; i < 30; ++i) burnt[++next] = 1;
        super._move(from, to, amount);
    }
}

/// Moves what it is asked to, and says that it did not.
contract LyingToken is PlainToken {
    uint8 public constant decimals = 18;

    function transfer(address to, uint256 amount) external override returns (bool) {
        _move(msg.sender, to, amount);
        return false;
    }
}

/// Lets nobody be allowed anything.
contract UnapprovableToken is PlainToken {
    uint8 public constant decimals = 18;

    function approve(address, uint256) external pure override returns (bool) {
        return false;
    }
}
