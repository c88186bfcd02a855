package dev.fairlead.chain.rpc;

import dev.fairlead.chain.ChainException;
import java.io.ByteArrayOutputStream;
import java.util.List;

/**
 * A JSON-RPC body that was written elsewhere, with ids that belong to whoever wrote it: on the wire
 * it has ids of this client, and its answer gets the given ones back, in the order of the requests.
 */
final class PostedBody {
  private final byte[] given;
  private final Envelopes.Message requests;

  PostedBody(byte[] given) {
    this.given = given;
    this.requests = Envelopes.whole(given);
    if (requests.parts().stream().anyMatch(part -> part.idFrom() < 0)) {
      throw new IllegalArgumentException("a request without an id has no answer");
    }
  }

  int size() {
    return requests.parts().size();
  }

  List<String> methods() {
    return requests.parts().stream().map(Envelopes.Envelope::method).toList();
  }

  byte[] withIdsFrom(long first) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(given.length + 16 * size());
    int at = 0;
    long id = first;
    for (Envelopes.Envelope request : requests.parts()) {
      out.write(given, at, request.idFrom() - at);
      out.writeBytes(digits(id++));
      at = request.idTo();
    }
    out.write(given, at, given.length - at);
    return out.toByteArray();
  }

  /**
   * The answer as it would be to the given body.
   *
   * @throws ChainException if it answers something else
   */
  byte[] restored(byte[] answer, long first) {
    Envelopes.Message responses = Envelopes.whole(answer);
    if (!responses.batch() && responses.parts().getFirst().id() == Envelopes.NO_ID) {
      // An error about the body as a whole.
      return answer;
    }
    Envelopes.Envelope[] ordered = new Envelopes.Envelope[size()];
    for (Envelopes.Envelope response : responses.parts()) {
      long place = response.id() - first;
      if (response.id() == Envelopes.NO_ID || place < 0 || place >= size()) {
        throw ChainException.retryable(
            "an answer to request " + response.id() + ", which was not asked");
      }
      ordered[(int) place] = response;
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream(answer.length + 16 * size());
    if (responses.batch()) {
      out.write('[');
    }
    for (int i = 0; i < ordered.length; i++) {
      Envelopes.Envelope response = ordered[i];
      if (response == null) {
        throw ChainException.retryable(requests.parts().get(i).method() + " was not answered");
      }
      if (i > 0) {
        out.write(',');
      }
      Envelopes.Envelope request = requests.parts().get(i);
      out.write(answer, response.from(), response.idFrom() - response.from());
      out.write(given, request.idFrom(), request.idTo() - request.idFrom());
      out.write(answer, response.idTo(), response.to() - response.idTo());
    }
    if (responses.batch()) {
      out.write(']');
    }
    return out.toByteArray();
  }

  private static byte[] digits(long id) {
    return Long.toString(id).getBytes(java.nio.charset.StandardCharsets.US_ASCII);
  }
}
