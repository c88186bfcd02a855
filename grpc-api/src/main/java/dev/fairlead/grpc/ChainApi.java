package dev.fairlead.grpc;

import dev.fairlead.api.v1.ChainFees;
import dev.fairlead.api.v1.ChainServiceGrpc;
import dev.fairlead.api.v1.ChainStep;
import dev.fairlead.api.v1.GetChainsRequest;
import dev.fairlead.api.v1.GetChainsResponse;
import dev.fairlead.api.v1.GetFeesRequest;
import dev.fairlead.api.v1.GetFeesResponse;
import dev.fairlead.api.v1.WatchChainRequest;
import dev.fairlead.model.ChainId;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;

/** Answers for the chains. */
final class ChainApi extends ChainServiceGrpc.ChainServiceImplBase {
  private static final Duration HEARTBEAT = Duration.ofSeconds(1);

  private final ChainSource chains;
  private final Executor threads;

  /** Each watch blocks a thread of {@code threads}. */
  ChainApi(ChainSource chains, Executor threads) {
    this.chains = chains;
    this.threads = threads;
  }

  @Override
  public void getChains(GetChainsRequest request, StreamObserver<GetChainsResponse> responses) {
    Calls.answer(
        responses, () -> GetChainsResponse.newBuilder().addAllChains(chains.conditions()).build());
  }

  @Override
  public void getFees(GetFeesRequest request, StreamObserver<GetFeesResponse> responses) {
    threads.execute(() -> Calls.answer(responses, () -> fees(request.getChainId())));
  }

  private GetFeesResponse fees(long chain) {
    return GetFeesResponse.newBuilder()
        .addAllChains(chain == 0 ? chains.fees() : List.of(feesOf(Fields.chain("chain_id", chain))))
        .build();
  }

  private ChainFees feesOf(ChainId chain) {
    return chains.fees(chain).orElseThrow(() -> unknown(chain));
  }

  private static StatusRuntimeException unknown(ChainId chain) {
    return Status.NOT_FOUND.withDescription("the node has no chain " + chain).asRuntimeException();
  }

  @Override
  public void watchChain(WatchChainRequest request, StreamObserver<ChainStep> responses) {
    EventStream<ChainStep> stream =
        new EventStream<>((ServerCallStreamObserver<ChainStep>) responses);
    Calls.stream(
        threads, stream, () -> watch(Fields.chain("chain_id", request.getChainId()), stream));
  }

  private void watch(ChainId chain, EventStream<ChainStep> stream) throws InterruptedException {
    try (ChainSource.Steps steps = chains.follow(chain).orElseThrow(() -> unknown(chain))) {
      while (!stream.isCancelled()) {
        Optional<ChainStep> step = next(steps);
        if (step.isPresent() && !stream.send(step.get())) {
          stream.fail(
              Status.RESOURCE_EXHAUSTED
                  .withDescription("the reader did not read for too long")
                  .asRuntimeException());
          return;
        }
        if (step.isPresent() && step.get().hasHalted()) {
          stream.complete();
          return;
        }
      }
    }
  }

  private static Optional<ChainStep> next(ChainSource.Steps steps) throws InterruptedException {
    try {
      return steps.poll(HEARTBEAT);
    } catch (IllegalStateException e) {
      throw Status.UNAVAILABLE.withDescription(e.getMessage()).asRuntimeException();
    }
  }
}
