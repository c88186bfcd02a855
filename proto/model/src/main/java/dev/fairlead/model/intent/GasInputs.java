package dev.fairlead.model.intent;

import dev.fairlead.model.BlockRef;
import dev.fairlead.model.FeePerGas;
import dev.fairlead.model.TokenAmount;
import dev.fairlead.model.fee.DataFee;
import dev.fairlead.model.fee.InclusionSpeed;
import org.jspecify.annotations.Nullable;

/**
 * What gas was taken to cost when routes were weighed against each other.
 *
 * @param at the newest block when the fees were asked for
 * @param baseFee that the next block was expected to have
 * @param nativeWorth what 10^18 wei were taken to be worth, in the token that the routes were
 *     compared in: the one bought, or the one sold; null where the market knew no price
 * @param speed how soon the trade was wanted in a block, which the priority fee is for; null where
 *     an older version did not say
 * @param dataFee what the bytes were taken to cost besides
 */
public record GasInputs(
    BlockRef at,
    FeePerGas baseFee,
    FeePerGas priorityFee,
    @Nullable TokenAmount nativeWorth,
    @Nullable InclusionSpeed speed,
    DataFee dataFee) {}
