// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title Checkpoints of transparency logs, one head for each publisher and log.
/// @notice A head only grows. Whoever sends a transaction is its publisher: nobody moves another's
/// head, nobody owns this contract, and nothing in it can be changed or taken back.
contract CheckpointAnchors {
    /// @dev Two words: sizes and heights above 2^64 do not occur.
    struct Head {
        uint64 size;
        uint64 blockNumber;
        bytes32 root;
    }

    mapping(address publisher => mapping(bytes32 logId => Head)) private heads;

    /// @notice A checkpoint stands here. Each event names the head before it, so that the history of
    /// a log can be followed backwards and a missing part is seen. A checkpoint that stood already
    /// names itself.
    /// @param logId keccak256 of the log's origin
    /// @param note keccak256 of the signed checkpoint as the log wrote it
    event Anchored(
        address indexed publisher,
        bytes32 indexed logId,
        uint64 indexed size,
        bytes32 root,
        bytes32 note,
        uint64 previousSize,
        bytes32 previousRoot
    );

    /// @notice A single entry of a log, for those who must record each by itself.
    /// @param leaf the entry's RFC 9162 leaf hash
    event Recorded(address indexed publisher, bytes32 indexed logId, uint64 indexed index, bytes32 leaf);

    /// @notice The log stands here at a larger size already.
    error StaleHead(uint64 size, uint64 heldSize, bytes32 heldRoot);

    /// @notice The log stands here at this size with another root: it has forked.
    error Contradiction(uint64 size, bytes32 root, bytes32 heldRoot);

    /// @notice Puts a checkpoint here. The same checkpoint again is no change and no fault.
    function anchor(bytes32 logId, uint64 size, bytes32 root, bytes32 note) external {
        Head storage head_ = heads[msg.sender][logId];
        uint64 heldSize = head_.size;
        bytes32 heldRoot = head_.root;
        if (size < heldSize) revert StaleHead(size, heldSize, heldRoot);
        if (size > heldSize) {
            head_.size = size;
            head_.blockNumber = uint64(block.number);
            head_.root = root;
        } else if (root != heldRoot) {
            revert Contradiction(size, root, heldRoot);
        }
        emit Anchored(msg.sender, logId, size, root, note, heldSize, heldRoot);
    }

    /// @notice Records one entry. Anyone may record anything under their own name.
    function record(bytes32 logId, uint64 index, bytes32 leaf) external {
        emit Recorded(msg.sender, logId, index, leaf);
    }

    /// @notice The newest checkpoint of a log, and the block it came in; zeros where there is none.
    function head(address publisher, bytes32 logId)
        external
        view
        returns (uint64 size, uint64 blockNumber, bytes32 root)
    {
        Head storage head_ = heads[publisher][logId];
        return (head_.size, head_.blockNumber, head_.root);
    }
}
