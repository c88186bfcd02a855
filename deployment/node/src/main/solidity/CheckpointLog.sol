// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

/// Keeps what nodes say of their logs where nobody can take it back. Whoever sends says it: nobody
/// writes for another account, and signatures are checked by those who read. Has no owner and holds
/// nothing.
contract CheckpointLog {
    /// Of `size` events of the log the Merkle tree has this root, and the chain this hash at its end.
    struct Checkpoint {
        bytes16 log;
        uint64 size;
        bytes32 root;
        bytes32 head;
        uint64 micros;
        bytes32 key;
        bytes32[2] signature;
    }

    struct Latest {
        uint64 size;
        bytes32 root;
        bytes32 head;
    }

    /// The log that an account spoke of last, and the blocks of its first and its last checkpoint.
    struct Sender {
        bytes16 log;
        uint64 first;
        uint64 last;
    }

    event Put(
        bytes16 indexed log,
        address indexed sender,
        uint64 size,
        bytes32 root,
        bytes32 head,
        uint64 micros,
        bytes32 key,
        bytes32[2] signature
    );

    /// The account has said before that the log has this many events.
    error WentBackwards(uint64 size);

    mapping(address sender => mapping(bytes16 log => Latest)) public latest;
    mapping(address sender => Sender) public senders;

    function put(Checkpoint calldata checkpoint) external {
        Latest storage kept = latest[msg.sender][checkpoint.log];
        if (checkpoint.size < kept.size) {
            revert WentBackwards(kept.size);
        }
        kept.size = checkpoint.size;
        kept.root = checkpoint.root;
        kept.head = checkpoint.head;

        Sender storage sender = senders[msg.sender];
        if (sender.first == 0) {
            sender.first = uint64(block.number);
        }
        sender.log = checkpoint.log;
        sender.last = uint64(block.number);

        emit Put(
            checkpoint.log,
            msg.sender,
            checkpoint.size,
            checkpoint.root,
            checkpoint.head,
            checkpoint.micros,
            checkpoint.key,
            checkpoint.signature
        );
    }
}
