// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title One active pledge for one asset.
/// @notice An asset is a keyed fingerprint, a holder an opaque handle: nobody learns from here what
/// is pledged or by whom. A pledge belongs to the handle and to the account that wrote it; nobody
/// else extends or releases it, and nobody owns this contract. It ends by itself when the time of a
/// block reaches its end.
contract PledgeRegistry {
    /// @dev Two words. A reason of zero: not released.
    struct Entry {
        bytes32 holder;
        address signer;
        uint64 until;
        uint8 reason;
    }

    uint256 private constant PLEDGE = 1 << 64;
    uint256 private constant EXTEND = 2 << 64;
    uint256 private constant RELEASE = 3 << 64;

    mapping(bytes32 fingerprint => Entry) private entries;

    /// @dev What was done under a request id, for ever; the signer is part of the key, so that
    /// nobody can use up another's.
    mapping(bytes32 key => uint256 act) private requests;

    event Pledged(
        bytes32 indexed fingerprint, bytes32 indexed holder, address indexed signer, uint64 until, bytes32 request
    );
    event Extended(
        bytes32 indexed fingerprint, bytes32 indexed holder, address indexed signer, uint64 until, bytes32 request
    );
    event Released(
        bytes32 indexed fingerprint, bytes32 indexed holder, address indexed signer, uint8 reason, bytes32 request
    );

    /// @notice The asset is pledged.
    error Held(bytes32 holder, uint64 until);

    /// @notice No pledge of this holder, written by this account, is active.
    error NotHeld();

    /// @notice The end asked for has come already.
    error TooLate(uint64 until, uint256 time);

    /// @notice An extension must end later than what it extends.
    error NotLater(uint64 until, uint64 heldUntil);

    /// @notice The request id was used for another act.
    error RequestUsed(bytes32 request);

    /// @notice A release has a reason, 1 to 255.
    error NoReason();

    /// @notice Takes an asset that is free, until a time in seconds since 1970.
    function pledge(bytes32 fingerprint, bytes32 holder, bytes32 request, uint64 until) external {
        if (done(fingerprint, holder, request, PLEDGE | until)) return;
        Entry storage entry_ = entries[fingerprint];
        if (active(entry_)) revert Held(entry_.holder, entry_.until);
        if (until <= block.timestamp) revert TooLate(until, block.timestamp);
        entry_.holder = holder;
        entry_.signer = msg.sender;
        entry_.until = until;
        entry_.reason = 0;
        emit Pledged(fingerprint, holder, msg.sender, until, request);
    }

    /// @notice Moves the end of one's own pledge to a later time.
    function extend(bytes32 fingerprint, bytes32 holder, bytes32 request, uint64 until) external {
        if (done(fingerprint, holder, request, EXTEND | until)) return;
        Entry storage entry_ = own(fingerprint, holder);
        if (until <= block.timestamp) revert TooLate(until, block.timestamp);
        if (until <= entry_.until) revert NotLater(until, entry_.until);
        entry_.until = until;
        emit Extended(fingerprint, holder, msg.sender, until, request);
    }

    /// @notice Gives one's own pledge up.
    function release(bytes32 fingerprint, bytes32 holder, bytes32 request, uint8 reason) external {
        if (reason == 0) revert NoReason();
        if (done(fingerprint, holder, request, RELEASE | reason)) return;
        Entry storage entry_ = own(fingerprint, holder);
        entry_.reason = reason;
        emit Released(fingerprint, holder, msg.sender, reason, request);
    }

    /// @notice The last pledge of an asset, whether it is active or not; zeros if there never was one.
    function entry(bytes32 fingerprint)
        external
        view
        returns (bytes32 holder, address signer, uint64 until, uint8 reason)
    {
        Entry storage entry_ = entries[fingerprint];
        return (entry_.holder, entry_.signer, entry_.until, entry_.reason);
    }

    /// @dev Whether this very act took effect under this request before; remembers it if not. A
    /// revert later on forgets it again.
    function done(bytes32 fingerprint, bytes32 holder, bytes32 request, uint256 act) private returns (bool) {
        bytes32 key = keccak256(abi.encode(msg.sender, fingerprint, holder, request));
        uint256 before = requests[key];
        if (before == act) return true;
        if (before != 0) revert RequestUsed(request);
        requests[key] = act;
        return false;
    }

    function own(bytes32 fingerprint, bytes32 holder) private view returns (Entry storage entry_) {
        entry_ = entries[fingerprint];
        if (!active(entry_) || entry_.holder != holder || entry_.signer != msg.sender) revert NotHeld();
    }

    function active(Entry storage entry_) private view returns (bool) {
        return entry_.reason == 0 && block.timestamp < entry_.until;
    }
}
