// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Program} from "./Program.sol";
import {Tokens} from "./Tokens.sol";
import {BalancerV2Vault, BalancerV3Vault, CurvePool, Erc4626Vault, UniswapV2Pair} from "./Venues.sol";
import {UniswapV3Pool, UniswapV4PoolManager, Weth} from "./Venues.sol";

/// @title Runs a trade over several venues, split over several paths, in one transaction or not at all
/// @notice One account owns it, is the only one that it obeys, pays for and sends to. It pulls exactly the input that the
/// program names, and reverts unless the owner's balance of the output has grown by the minimum before the deadline is
/// over. Between trades it holds nothing: no token, no allowance, no storage.
///
/// What it trusts, and why:
/// - The program. It is in the calldata that the owner signs, so it may name any pair or pool. A pool that lies can get
///   the input of its own hop and nothing more, and only if the trade's minimum arrives all the same.
/// - WETH, the V4 PoolManager and the Balancer Vault, fixed when it is deployed: there is one of each on a chain; they are
///   sent native currency, trusted to echo data, or approved; and an immutable costs 320 gas less than an address in
///   calldata. V2, V3 and Curve pools are many, so they are in the program. So is the Balancer V3 Vault: it calls back
///   and is paid what is due, like a V3 pool, and is trusted with no more.
/// - No callback's arguments. Who may call back, in which token, how much and out of whose account is written down in
///   transient storage before a pool is called. The one callback accepted comes from that pool, and uses it up.
///
/// The chain's own coin is sold as the value of the call, which must be the whole input and is zero for any other token. It
/// is wrapped before anything else sees it, and unwrapped for the owner only.
///
/// Each hop takes all of its input or the trade reverts, so there is never a remainder to bring home. Legs may meet at a
/// token in between, which is then here until others go on from there: how much of it this trade has brought is counted as
/// the difference that each leg made, and all of it must be gone at the end. What was sent here by mistake is not touched
/// by trades (they move differences of balances, not balances), only by `rescue`.
///
/// Deployed with no owner it is the code of accounts that run it as themselves (EIP-7702): the account then calls itself,
/// is its own owner, and pays without any approval to this contract. Called at its own address such code obeys nobody.
///
/// @dev The output is measured at the owner, which saves a transfer. If code run by the trade (a token, a hook, a false
/// pool) can make a third party pay the owner what it is owed anyway, in the output token, that counts as output too; so
/// plan with known tokens, pools and hooks. Nothing that changes state may be added without `onlyOwner` or
/// `_acceptCallback`.
contract FairleadExecutor {
    using Program for uint256;
    using Tokens for address;

    error NotOwner();
    error Reentered();
    error UnexpectedCallback();
    error UnexpectedEther();
    error Expired();
    error MalformedProgram();
    /// A leg takes more than what the legs before it have brought and left where it begins.
    error NotHeld(uint256 held, uint256 amount);
    /// A venue did not take the whole input of its hop.
    error PartialFill();
    error ShortOutput(uint256 amountOut, uint256 minAmountOut);

    /// @notice A trade was done; the owner received `amountOut`, as measured.
    event Executed(uint256 amountOut);

    /// What is here between legs.
    struct Place {
        address token;
        uint256 held;
    }

    /// What a hop takes, what it gives and to whom. The input is at the owner for the first hop of a leg from there, at the
    /// pair for any other on V2, else here. What the leg gives stays here where others begin with it.
    struct Hop {
        address token;
        address tokenOut;
        uint256 amount;
        bool fromOwner;
        address to;
        bool stays;
    }

    /// How programs name the chain's own coin.
    address private constant COIN = address(0);
    address private immutable OWNER;
    Weth private immutable WETH;
    UniswapV4PoolManager private immutable POOL_MANAGER;
    BalancerV2Vault private immutable BALANCER_VAULT;

    // The frame: idle, busy, or busy and expecting a callback, when it is the pool's address and who pays.
    uint256 private constant IDLE = 0;
    uint256 private constant BUSY = 1;
    uint256 private constant FROM_OWNER = 1 << 160;
    uint256 private transient frame;
    // What the expected callback is to be paid. Meaningless, and never read, when none is expected.
    address private transient dueToken;
    uint256 private transient due;

    uint160 private constant LOWEST_SQRT_PRICE = 4295128740;
    uint160 private constant HIGHEST_SQRT_PRICE = 1461446703485210103287273052203988822378723970341;

    /// @param owner The account that is served, or zero for code that accounts delegate to.
    constructor(address owner, Weth weth, UniswapV4PoolManager poolManager, BalancerV2Vault balancerVault) {
        OWNER = owner;
        WETH = weth;
        POOL_MANAGER = poolManager;
        BALANCER_VAULT = balancerVault;
    }

    modifier onlyOwner() {
        if (msg.sender != _owner()) revert NotOwner();
        if (frame != IDLE) revert Reentered();
        frame = BUSY;
        _;
        frame = IDLE;
    }

    /// @notice Does the trade that `program` describes (see Program.sol).
    /// @return amountOut By how much the owner's balance of the output token has grown.
    function execute(bytes calldata program) external payable onlyOwner returns (uint256 amountOut) {
        uint256 pos;
        assembly ("memory-safe") {
            pos := program.offset
        }
        if (block.timestamp > pos.uint40At()) revert Expired();
        address tokenIn = (pos + 5).addressAt();
        uint256 amountIn = (pos + 25).uint128At();
        if (msg.value != (tokenIn == COIN ? amountIn : 0)) revert UnexpectedEther();
        address tokenOut = (pos + 41).addressAt();
        uint256 before = tokenOut == COIN ? _owner().balance : tokenOut.balanceOf(_owner());
        if (tokenIn == tokenOut) {
            if (tokenIn == COIN) revert MalformedProgram();
            before -= amountIn;
        }
        _legs(pos, pos + program.length);

        // Read again, as all of the program is: there is no room on the stack to keep it while legs run.
        tokenOut = (pos + 41).addressAt();
        amountOut = (tokenOut == COIN ? _owner().balance : tokenOut.balanceOf(_owner())) - before;
        uint256 minAmountOut = (pos + 61).uint128At();
        if (amountOut < minAmountOut) revert ShortOutput(amountOut, minAmountOut);
        emit Executed(amountOut);
    }

    /// @notice Sends to the owner what was left here by mistake: all of `token`, or native currency when it is zero.
    function rescue(address token) external onlyOwner {
        if (token != COIN) token.push(_owner(), token.balanceOf(address(this)));
        else Tokens.sendCoin(_owner(), address(this).balance);
    }

    /// @notice Pays the V3 pool that is being called.
    function uniswapV3SwapCallback(int256 delta0, int256 delta1, bytes calldata) external {
        bool fromOwner = _acceptCallback();
        if (uint256(delta0 > 0 ? delta0 : delta1) != due) revert PartialFill();
        _pay(dueToken, fromOwner, msg.sender, due);
    }

    /// @notice Swaps over one or more V4 pools in a row, pays for the first and takes from the last.
    function unlockCallback(bytes calldata hop) external returns (bytes memory) {
        bool fromOwner = _acceptCallback();
        uint256 pos;
        assembly ("memory-safe") {
            pos := hop.offset
        }
        uint256 end = pos + hop.length;
        address to = pos.addressAt();
        address currencyIn = (pos + 20).uint8At() == 0 ? dueToken : address(0);
        if (currencyIn == address(0) && dueToken != address(WETH)) revert MalformedProgram();
        pos += 21;

        address currency = currencyIn;
        uint256 amount = due;
        while (pos < end) (pos, currency, amount) = _swapV4(pos, currency, amount);
        if (pos != end) revert MalformedProgram();

        POOL_MANAGER.sync(currencyIn);
        if (currencyIn == address(0)) {
            if (fromOwner) _pull(dueToken, due);
            WETH.withdraw(due);
            POOL_MANAGER.settle{value: due}();
        } else {
            _pay(currencyIn, fromOwner, address(POOL_MANAGER), due);
            POOL_MANAGER.settle();
        }
        if (currency == address(0)) {
            POOL_MANAGER.take(currency, address(this), amount);
            WETH.deposit{value: amount}();
            if (to != address(this)) address(WETH).push(to, amount);
        } else {
            POOL_MANAGER.take(currency, to, amount);
        }
        return "";
    }

    /// @notice Swaps in a pool of the Balancer V3 Vault that is being called, pays, and has it pay `to`. A pool that is one of
    /// the two tokens is the Vault's buffer of that ERC-4626 vault.
    function balancerV3Callback(address pool, address tokenOut, address to) external {
        bool fromOwner = _acceptCallback();
        (address token, uint256 amount) = (dueToken, due);
        BalancerV3Vault vault = BalancerV3Vault(msg.sender);
        (, uint256 taken, uint256 given) = pool == token || pool == tokenOut
            ? vault.erc4626BufferWrapOrUnwrap(BalancerV3Vault.WrapParams(0, pool == token ? 1 : 0, pool, amount, 0))
            : vault.swap(BalancerV3Vault.SwapParams(0, pool, token, tokenOut, amount, 0, ""));
        if (taken != amount) revert PartialFill();
        _pay(token, fromOwner, msg.sender, amount);
        vault.settle(token, amount);
        vault.sendTo(tokenOut, to, given);
    }

    /// Native currency is only ever here on its way between WETH and the PoolManager or the owner; an account may get it
    /// from anyone.
    receive() external payable {
        if (msg.sender != address(WETH) && msg.sender != address(POOL_MANAGER) && _owner() != address(this)) {
            revert UnexpectedEther();
        }
    }

    /// Runs the legs of the program from `pos` to `end`, each from where others have left its input to where others will
    /// take its output.
    function _legs(uint256 pos, uint256 end) private {
        address tokenIn = (pos + 5).addressAt();
        uint256 unspent = (pos + 25).uint128At();
        Place[] memory places;
        if ((pos + 77).uint8At() != 0) places = new Place[]((pos + 77).uint8At());
        pos += Program.HEADER;
        Hop memory hop;
        while (pos < end) {
            uint256 amount = (pos + 2).uint128At();
            if (pos.uint8At() == 0) {
                if (amount == 0) amount = unspent;
                if (amount > unspent) revert NotHeld(unspent, amount);
                unchecked {
                    unspent -= amount;
                }
                (hop.token, hop.amount, hop.fromOwner) = (tokenIn, amount, true);
            } else {
                _take(_place(places, pos.uint8At()), amount, hop);
            }
            uint256 to = (pos + 1).uint8At();
            hop.stays = to != 0;
            pos = _leg(pos + Program.LEG, hop);
            if (hop.stays) _bring(_place(places, to), hop);
        }
        if (unspent != 0 || pos != end) revert MalformedProgram();
        for (uint256 i = places.length; i != 0; --i) {
            if (places[i - 1].held != 0) revert MalformedProgram();
        }
    }

    function _place(Place[] memory places, uint256 number) private pure returns (Place memory) {
        if (number > places.length) revert MalformedProgram();
        return places[number - 1];
    }

    function _take(Place memory place, uint256 amount, Hop memory hop) private pure {
        if (amount == 0) amount = place.held;
        if (amount == 0) revert MalformedProgram();
        if (amount > place.held) revert NotHeld(place.held, amount);
        unchecked {
            place.held -= amount;
        }
        (hop.token, hop.amount, hop.fromOwner) = (place.token, amount, false);
    }

    function _bring(Place memory place, Hop memory hop) private pure {
        if (place.token == address(0)) place.token = hop.token;
        else if (place.token != hop.token) revert MalformedProgram();
        place.held += hop.amount;
    }

    /// Runs the hops at `pos`, each sending its output to where the next one wants it: straight to a V2 pair, to the owner
    /// after the last unless what it gives stays here, else here. Begins with what `hop` takes, and leaves in it as that what
    /// has come here. Returns where the leg ends.
    function _leg(uint256 pos, Hop memory hop) private returns (uint256) {
        uint256 hops = (pos++).uint8At();
        // Without a hop the input would stay where it is, and nobody would hold it.
        if (hops == 0) revert MalformedProgram();
        uint256 first = pos.uint8At();
        if (hop.fromOwner) {
            // The coin is here, not at the owner: a leg that leaves it alone would leave it behind.
            if (hop.token == COIN && first != Program.WRAPPING) revert MalformedProgram();
        } else if (first == Program.UNISWAP_V2) {
            hop.token.push((pos + Program.HOP).addressAt(), hop.amount);
        }
        for (; hops != 0; --hops) {
            uint256 venue = pos.uint8At();
            uint256 next = pos.end(venue);
            hop.tokenOut = (pos + 1).addressAt();
            hop.to = hops == 1
                ? hop.stays ? address(this) : _owner()
                : next.uint8At() == Program.UNISWAP_V2 ? (next + Program.HOP).addressAt() : address(this);
            // What is to go on from here is measured. Curve knows no recipient but its caller.
            bool lands = hop.to == address(this) ? hops != 1 || hop.stays : venue == Program.CURVE;
            uint256 before = lands ? hop.tokenOut.balanceOf(address(this)) : 0;

            pos += Program.HOP;
            if (venue == Program.UNISWAP_V2) _swapV2(pos, hop);
            else if (venue == Program.UNISWAP_V3) _swapV3(pos, hop);
            else if (venue == Program.UNISWAP_V4) _unlockV4(pos, next, hop);
            else if (venue == Program.CURVE) _swapCurve(pos, hop);
            else if (venue == Program.BALANCER_V2) _swapBalancer(pos, hop);
            else if (venue == Program.BALANCER_V3) _unlockBalancerV3(pos, hop);
            else if (venue == Program.ERC4626) _convertErc4626(pos, hop);
            else _wrap(hop);

            if (lands) {
                hop.amount = hop.tokenOut.balanceOf(address(this)) - before;
                if (hop.to != address(this)) hop.tokenOut.push(hop.to, hop.amount);
            }
            hop.token = hop.tokenOut;
            hop.fromOwner = false;
            pos = next;
        }
        return pos;
    }

    /// The input is measured in the pair, so that a token that takes a fee on transfers gives less here instead of failing
    /// the pair's invariant. Unless it is at the owner it is there already.
    function _swapV2(uint256 pos, Hop memory hop) private {
        address pair = pos.addressAt();
        if (hop.fromOwner) _pay(hop.token, true, pair, hop.amount);
        (uint256 reserveIn, uint256 reserveOut,) = UniswapV2Pair(pair).getReserves();
        bool zeroForOne = hop.token < hop.tokenOut;
        if (!zeroForOne) (reserveIn, reserveOut) = (reserveOut, reserveIn);
        uint256 amount = (hop.token.balanceOf(pair) - reserveIn) * (10_000 - (pos + 20).uint16At());
        uint256 out = amount * reserveOut / (reserveIn * 10_000 + amount);
        UniswapV2Pair(pair).swap(zeroForOne ? 0 : out, zeroForOne ? out : 0, hop.to, "");
    }

    function _swapV3(uint256 pos, Hop memory hop) private {
        address pool = pos.addressAt();
        _expectCallback(pool, hop);
        bool zeroForOne = hop.token < hop.tokenOut;
        UniswapV3Pool(pool).swap(
            hop.to, zeroForOne, int256(hop.amount), zeroForOne ? LOWEST_SQRT_PRICE : HIGHEST_SQRT_PRICE, ""
        );
        // A false pool may not have called back: it shall not do so later.
        frame = BUSY;
    }

    function _unlockV4(uint256 pos, uint256 end, Hop memory hop) private {
        _expectCallback(address(POOL_MANAGER), hop);
        POOL_MANAGER.unlock(abi.encodePacked(hop.to, msg.data[pos + 2:end]));
    }

    function _swapV4(uint256 pos, address currency, uint256 amount) private returns (uint256, address, uint256) {
        address currencyOut = pos.addressAt();
        bool zeroForOne = currency < currencyOut;
        UniswapV4PoolManager.PoolKey memory key = UniswapV4PoolManager.PoolKey({
            currency0: zeroForOne ? currency : currencyOut,
            currency1: zeroForOne ? currencyOut : currency,
            fee: (pos + 40).uint24At(),
            tickSpacing: (pos + 43).int24At(),
            hooks: (pos + 20).addressAt()
        });
        uint256 size = (pos + 46).uint16At();
        pos += 48;
        int256 delta = POOL_MANAGER.swap(
            key,
            UniswapV4PoolManager.SwapParams(
                zeroForOne, -int256(amount), zeroForOne ? LOWEST_SQRT_PRICE : HIGHEST_SQRT_PRICE
            ),
            msg.data[pos:pos + size]
        );
        (int128 taken, int128 given) = (int128(delta >> 128), int128(delta));
        if (!zeroForOne) (taken, given) = (given, taken);
        if (taken != -int256(amount) || given < 0) revert PartialFill();
        return (pos + size, currencyOut, uint128(given));
    }

    function _swapCurve(uint256 pos, Hop memory hop) private {
        address pool = pos.addressAt();
        _approve(pool, hop);
        (uint256 call, uint256 coinIn, uint256 coinOut) = (pos + 20).coinsAt();
        if (call == Program.CURVE_EXCHANGE) {
            CurvePool(pool).exchange(int128(int256(coinIn)), int128(int256(coinOut)), hop.amount, 0);
        } else if (call == Program.CURVE_BY_UINT) {
            CurvePool(pool).exchange(coinIn, coinOut, hop.amount, 0);
        } else {
            CurvePool(pool).exchange_underlying(int128(int256(coinIn)), int128(int256(coinOut)), hop.amount, 0);
        }
        _requireSpent(pool, hop);
    }

    function _swapBalancer(uint256 pos, Hop memory hop) private {
        _approve(address(BALANCER_VAULT), hop);
        BALANCER_VAULT.swap(
            BalancerV2Vault.SingleSwap(pos.bytes32At(), 0, hop.token, hop.tokenOut, hop.amount, ""),
            BalancerV2Vault.FundManagement(address(this), false, payable(hop.to), false),
            0,
            block.timestamp
        );
        _requireSpent(address(BALANCER_VAULT), hop);
    }

    function _unlockBalancerV3(uint256 pos, Hop memory hop) private {
        address vault = pos.addressAt();
        _expectCallback(vault, hop);
        BalancerV3Vault(vault).unlock(
            abi.encodeCall(this.balancerV3Callback, ((pos + 20).addressAt(), hop.tokenOut, hop.to))
        );
        // A false vault may not have called back: it shall not do so later.
        frame = BUSY;
    }

    /// Shares are redeemed by their holder, who needs no approval for it; how many are left is only the vault's own word.
    function _convertErc4626(uint256 pos, Hop memory hop) private {
        if (pos.uint8At() != 0) {
            _approve(hop.tokenOut, hop);
            Erc4626Vault(hop.tokenOut).deposit(hop.amount, hop.to);
            _requireSpent(hop.tokenOut, hop);
        } else {
            if (hop.fromOwner) _pull(hop.token, hop.amount);
            Erc4626Vault(hop.token).redeem(hop.amount, hop.to, address(this));
        }
    }

    /// The coin is wrapped where it is, here, and unwrapped for the owner alone, who is the last that a leg pays.
    function _wrap(Hop memory hop) private {
        if (hop.tokenOut == COIN) {
            if (hop.token != address(WETH) || hop.to != _owner()) revert MalformedProgram();
            if (hop.fromOwner) _pull(hop.token, hop.amount);
            WETH.withdraw(hop.amount);
            if (hop.to != address(this)) Tokens.sendCoin(hop.to, hop.amount);
        } else {
            if (hop.token != COIN || hop.tokenOut != address(WETH)) revert MalformedProgram();
            WETH.deposit{value: hop.amount}();
            if (hop.to != address(this)) hop.tokenOut.push(hop.to, hop.amount);
        }
    }

    /// For venues that pull: brings the input here and lets `spender` take exactly that.
    function _approve(address spender, Hop memory hop) private {
        if (hop.fromOwner) _pull(hop.token, hop.amount);
        hop.token.approve(spender, hop.amount);
    }

    /// An exact approval that was used up is back at zero; any other reverts with the trade.
    function _requireSpent(address spender, Hop memory hop) private view {
        if (hop.token.allowanceOf(address(this), spender) != 0) revert PartialFill();
    }

    function _expectCallback(address pool, Hop memory hop) private {
        dueToken = hop.token;
        due = hop.amount;
        frame = hop.fromOwner ? uint160(pool) | FROM_OWNER : uint160(pool);
    }

    function _acceptCallback() private returns (bool fromOwner) {
        uint256 expected = frame;
        if (expected <= BUSY || msg.sender != address(uint160(expected))) revert UnexpectedCallback();
        frame = BUSY;
        return expected & FROM_OWNER != 0;
    }

    function _pull(address token, uint256 amount) private {
        if (_owner() != address(this)) token.pull(_owner(), address(this), amount);
    }

    function _pay(address token, bool fromOwner, address to, uint256 amount) private {
        if (fromOwner && _owner() != address(this)) token.pull(_owner(), to, amount);
        else token.push(to, amount);
    }

    /// The account that is served: the only place that says who.
    function _owner() private view returns (address) {
        return OWNER == address(0) ? address(this) : OWNER;
    }
}
