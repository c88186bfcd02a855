package dev.fairlead.chain;

import dev.fairlead.model.BlockRef;
import java.time.Duration;
import java.util.Optional;

/**
 * How sure a chain's blocks were at a moment: each of these is in the verified chain, and none is
 * above the one before.
 *
 * @param head the newest; on a rollup, the sequencer's word alone
 * @param safe the newest that the chain calls safe, by one endpoint's word; empty where it says
 *     nothing of the kind
 * @param finalized the newest final one, by the rule of the chain's profile
 * @param stalled for how long the tag that says what is final stands still, once that is longer
 *     than its patience
 */
public record FinalityLevels(
    BlockRef head, Optional<BlockRef> safe, BlockRef finalized, Optional<Duration> stalled) {}
