package dev.fairlead.node.doctor;

import dev.fairlead.chain.ChainException;
import dev.fairlead.chain.ChainObserver;
import dev.fairlead.chain.json.JsonInput;
import dev.fairlead.chain.relay.FlashbotsRelay;
import dev.fairlead.chain.relay.RequestSigner;
import dev.fairlead.chain.rpc.ChainIo;
import dev.fairlead.chain.rpc.RpcClient;
import dev.fairlead.chain.rpc.RpcEndpoint;
import dev.fairlead.chain.rpc.RpcError;
import dev.fairlead.chain.rpc.RpcReply;
import dev.fairlead.chain.rpc.RpcRequest;
import dev.fairlead.model.ChainId;
import dev.fairlead.signing.LocalSigner;
import dev.fairlead.signing.SecpKey;
import java.net.URI;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** A private relay: whether its address is discreet, and whether it answers a signed request. */
final class RelayCheck {
  private static final String DISCREET = "discreet address";
  private static final String ANSWERS = "answers a signed request";

  private final ChainIo io;
  private final Sheet sheet;

  RelayCheck(ChainIo io, Sheet sheet) {
    this.io = io;
    this.sheet = sheet;
  }

  /** Signs with a key made for it, so that nothing of the node's is told. */
  void examine(ChainId chain, URI address) {
    Sheet own = sheet.about("relay " + address.getHost());
    try (SecpKey key = SecpKey.generate(new SecureRandom())) {
      LocalSigner signer = new LocalSigner(key);
      RequestSigner header = RequestSigner.flashbots(signer.account(), signer::signPersonal);
      RpcEndpoint endpoint = RpcEndpoint.of(address, Optional.empty());
      if (isDiscreet(own, chain, endpoint, header)) {
        answers(own, chain, endpoint, header);
      }
    }
  }

  /** As every start finds it, before anything is sent. */
  private boolean isDiscreet(Sheet own, ChainId chain, RpcEndpoint endpoint, RequestSigner header) {
    try (FlashbotsRelay _ =
        new FlashbotsRelay(chain, "doctor", endpoint, header, io, ChainObserver.none())) {
      own.proved(DISCREET, "encrypted or on this machine, and nothing in it widens who sees");
      return true;
    } catch (IllegalArgumentException indiscreet) {
      own.wrong(
          DISCREET, String.valueOf(indiscreet.getMessage()), "correct the address of the relay");
      return false;
    }
  }

  /** Asks to forget a bundle that nobody has, so that whatever it says is right. */
  private void answers(Sheet own, ChainId chain, RpcEndpoint endpoint, RequestSigner header) {
    RpcRequest<Boolean> nothing =
        new RpcRequest<>(
            "eth_cancelBundle",
            "[{\"replacementUuid\":\"" + UUID.randomUUID() + "\"}]",
            RelayCheck::skipped);
    try (RpcClient rpc =
        new RpcClient(
            chain,
            endpoint,
            io,
            ChainObserver.none(),
            body -> Map.of("X-Flashbots-Signature", header.header(body)))) {
      switch (rpc.call(nothing)) {
        case RpcReply.Result<Boolean> _ ->
            own.proved(ANSWERS, "whether it takes bundles is seen with the first");
        case RpcReply.Failed<Boolean>(RpcError error) ->
            own.notProved(ANSWERS, "it is there, and says: " + error);
      }
    } catch (ChainException e) {
      own.wrong(
          ANSWERS,
          String.valueOf(e.getMessage()),
          "check the address of the relay and the network");
    }
  }

  private static boolean skipped(JsonInput in) {
    in.skip();
    return true;
  }
}
