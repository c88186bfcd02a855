package dev.fairlead.chain.fee;

import dev.fairlead.chain.ChainException;
import dev.fairlead.chain.json.FieldNames;
import dev.fairlead.chain.json.JsonInput;
import dev.fairlead.chain.rpc.RpcRequest;
import dev.fairlead.model.FeePerGas;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.fee.InclusionSpeed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What an endpoint tells of the tips that blocks accepted: one row a block, ascending by height,
 * with a tip for each speed.
 */
record FeeHistory(long oldest, List<List<Uint256>> rows) {
  private static final String PERCENTILES =
      Arrays.stream(InclusionSpeed.values())
          .map(speed -> Integer.toString(speed.percentile()))
          .collect(Collectors.joining(","));

  /** Asks for so many blocks up to {@code newest}, or as many as there are. */
  static RpcRequest<FeeHistory> request(long newest, int blocks) {
    return new RpcRequest<>(
        "eth_feeHistory",
        "[\"0x%x\",\"0x%x\",[%s]]".formatted(blocks, newest, PERCENTILES),
        FeeHistory::read);
  }

  private static FeeHistory read(JsonInput in) {
    Fields fields = new Fields();
    in.object(Field.NAMES, fields::field);
    return new FeeHistory(fields.oldest, fields.rows);
  }

  /**
   * The rows of the blocks below {@code below}, if all is as it was asked for.
   *
   * @throws ChainException if it is another range, or a row has another length or goes down
   */
  List<TipSample> below(long below, long newest, int blocks) {
    long asked = Math.min(blocks, newest + 1);
    if (rows.size() != asked || oldest != newest + 1 - asked) {
      throw ChainException.retryable(
          "a fee history of %d blocks from %d, but asked for %d up to %d"
              .formatted(rows.size(), oldest, asked, newest));
    }
    List<TipSample> samples = new ArrayList<>();
    for (List<Uint256> row : rows) {
      samples.add(TipSample.told(tips(row)));
    }
    return List.copyOf(samples.subList(0, (int) Math.clamp(below - oldest, 0, asked)));
  }

  private static Tips tips(List<Uint256> row) {
    if (row.size() != InclusionSpeed.values().length) {
      throw ChainException.retryable("a fee history with " + row.size() + " tips of a block");
    }
    for (int i = 1; i < row.size(); i++) {
      if (row.get(i).isLessThan(row.get(i - 1))) {
        throw ChainException.retryable("a fee history whose tips go down: " + row);
      }
    }
    List<FeePerGas> tips = row.stream().map(FeePerGas::new).toList();
    return new Tips(tips.get(0), tips.get(1), tips.get(2), tips.get(3));
  }

  private enum Field {
    OLDEST_BLOCK,
    REWARD;

    private static final FieldNames<Field> NAMES = FieldNames.of(Field.class);
  }

  private static final class Fields {
    private long oldest = -1;
    private List<List<Uint256>> rows = List.of();

    void field(Field field, JsonInput in) {
      switch (field) {
        case OLDEST_BLOCK -> oldest = in.quantityAsLong();
        case REWARD -> rows = in.optional(FeeHistory::rows).orElse(List.of());
      }
    }
  }

  private static List<List<Uint256>> rows(JsonInput in) {
    return in.list(row -> row.optional(FeeHistory::row).orElse(List.of()));
  }

  private static List<Uint256> row(JsonInput in) {
    return in.list(JsonInput::quantity);
  }
}
