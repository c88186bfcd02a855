// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

/// Tokens as they are met: anyone may mint, and each has one habit.
contract PlainToken {
    mapping(address => uint256) public balanceOf;
    mapping(address => mapping(address => uint256)) public allowance;

    event Transfer(address indexed from, address indexed to, uint256 amount);

    function mint(address to, uint256 amount) external {
        balanceOf[to] += amount;
    }

    function approve(address spender, uint256 amount) external virtual returns (bool) {
        allowance[msg.sender][spender] = amount;
        return true;
    }

    function transfer(address to, uint256 amount) external virtual returns (bool) {
        _move(msg.sender, to, amount);
        return true;
    }

    function transferFrom(address from, address to, uint256 amount) external virtual returns (bool) {
        allowance[from][msg.sender] -= amount;
        _move(from, to, amount);
        return true;
    }

    function _move(address from, address to, uint256 amount) internal virtual {
        balanceOf[from] -= amount;
        balanceOf[to] += amount;
        emit Transfer(from, to, amount);
    }
}

/// Counts with as many decimals as wanted.
contract DecimalsToken is PlainToken {
    uint8 public immutable decimals;

    constructor(uint8 decimals_) {
        decimals = decimals_;
    }
}

/// Keeps some of every transfer.
contract FeeOnTransferToken is PlainToken {
    uint256 public percent = 1;

    function keep(uint256 percent_) external {
        percent = percent_;
    }

    function _move(address from, address to, uint256 amount) internal override {
        balanceOf[from] -= amount;
        balanceOf[to] += amount - amount * percent / 100;
    }
}

/// From some moment on moves nothing, and says so only by returning false.
contract FalseReturningToken is PlainToken {
    bool public frozen;

    function freeze() external {
        frozen = true;
    }

    function transfer(address to, uint256 amount) external override returns (bool) {
        if (!frozen) _move(msg.sender, to, amount);
        return !frozen;
    }

    function transferFrom(address from, address to, uint256 amount) external override returns (bool) {
        if (!frozen) _move(from, to, amount);
        return !frozen;
    }
}

/// Calls whatever it was told to before each move, and remembers how the last call ended.
contract ReentrantToken is PlainToken {
    address public target;
    bytes public payload;
    uint256 public calls;
    bool public succeeded;
    bytes public answer;

    function arm(address target_, bytes calldata payload_) external {
        target = target_;
        payload = payload_;
    }

    function _move(address from, address to, uint256 amount) internal override {
        if (target != address(0)) {
            (succeeded, answer) = target.call(payload);
            ++calls;
        }
        super._move(from, to, amount);
    }
}

/// Returns nothing, and refuses to change one approval into another: as USDT does.
contract NoReturnToken {
    mapping(address => uint256) public balanceOf;
    mapping(address => mapping(address => uint256)) public allowance;

    function mint(address to, uint256 amount) external {
        balanceOf[to] += amount;
    }

    function approve(address spender, uint256 amount) external {
        require(amount == 0 || allowance[msg.sender][spender] == 0, "approval in place");
        allowance[msg.sender][spender] = amount;
    }

    function transfer(address to, uint256 amount) external {
        balanceOf[msg.sender] -= amount;
        balanceOf[to] += amount;
    }

    function transferFrom(address from, address to, uint256 amount) external {
        allowance[from][msg.sender] -= amount;
        balanceOf[from] -= amount;
        balanceOf[to] += amount;
    }
}
