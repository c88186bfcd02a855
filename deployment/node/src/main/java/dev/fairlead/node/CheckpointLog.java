package dev.fairlead.node;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.fairlead.chain.Log;
import dev.fairlead.chain.abi.AbiReader;
import dev.fairlead.chain.abi.AbiWriter;
import dev.fairlead.chain.abi.Signature;
import dev.fairlead.event.proof.Checkpoint;
import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Bytes32;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;

/** The contract that keeps checkpoints, as this build made it, and how it is spoken to. */
public final class CheckpointLog {
  private static final String RESOURCE = "CheckpointLog.sol/CheckpointLog.json";
  private static final Signature PUT =
      Signature.of("put((bytes16,uint64,bytes32,bytes32,uint64,bytes32,bytes32[2]))");
  private static final Signature LATEST = Signature.of("latest(address,bytes16)");
  private static final Signature SENDERS = Signature.of("senders(address)");
  private static final Signature EVENT =
      Signature.of("Put(bytes16,address,uint64,bytes32,bytes32,uint64,bytes32,bytes32[2])");
  private static final int LOG_LENGTH = 16;

  private final Create2Site site;

  private CheckpointLog(Create2Site site) {
    this.site = site;
  }

  /** Reads the artifact beside this class; it is there in every build. */
  public static CheckpointLog load() {
    try (InputStream in = CheckpointLog.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException(RESOURCE + " is missing; the build compiles it");
      }
      JsonObject artifact =
          JsonParser.parseReader(new InputStreamReader(in, StandardCharsets.UTF_8))
              .getAsJsonObject();
      return new CheckpointLog(
          new Create2Site(
              "checkpoint log", code(artifact, "bytecode"), code(artifact, "deployedBytecode")));
    } catch (IOException e) {
      throw new IllegalStateException(RESOURCE + " can't be read", e);
    }
  }

  private static Bytes code(JsonObject artifact, String member) {
    return Bytes.parse(artifact.getAsJsonObject(member).get("object").getAsString());
  }

  /** Where it stands on every chain. */
  public Create2Site site() {
    return site;
  }

  /** The calldata that keeps a checkpoint. */
  Bytes put(Checkpoint checkpoint) {
    Bytes signature = hex(checkpoint.signature());
    return AbiWriter.call(PUT)
        .shortBytes(id(checkpoint.log()))
        .uint(checkpoint.size())
        .word(word(hex(checkpoint.root())))
        .word(word(hex(checkpoint.head())))
        .uint(ChronoUnit.MICROS.between(Instant.EPOCH, checkpoint.time()))
        .word(word(hex(checkpoint.publicKey())))
        .word(signature.bytes32At(0))
        .word(signature.bytes32At(Bytes32.LENGTH))
        .toBytes();
  }

  /** The call that {@link #size} reads the answer of. */
  Bytes latest(Address sender, UUID log) {
    return AbiWriter.call(LATEST).address(sender).shortBytes(id(log)).toBytes();
  }

  /** How many events the sender's newest checkpoint of a log speaks of; 0 when there is none. */
  long size(Bytes answer) {
    return AbiReader.of(answer).uintAsLong();
  }

  /** The call that {@link #span} reads the answer of. */
  Bytes senders(Address sender) {
    return AbiWriter.call(SENDERS).address(sender).toBytes();
  }

  /** The blocks of a sender's first and last checkpoint; 0 when there is none. */
  record Span(long first, long last) {}

  Span span(Bytes answer) {
    AbiReader reader = AbiReader.of(answer).skip(1);
    return new Span(reader.uintAsLong(), reader.uintAsLong());
  }

  /** The topics of all that a sender put. */
  List<List<Bytes32>> topics(Address sender) {
    byte[] padded = new byte[Bytes32.LENGTH];
    sender.writeTo(padded, Bytes32.LENGTH - Address.LENGTH);
    return List.of(List.of(EVENT.topic()), List.of(), List.of(Bytes32.wrap(padded)));
  }

  /** What was put, as its log says. */
  Checkpoint checkpoint(Log log) {
    ByteBuffer id = ByteBuffer.wrap(log.topics().get(1).toArray());
    AbiReader data = AbiReader.of(log.data());
    return new Checkpoint(
        new UUID(id.getLong(), id.getLong()),
        data.uintAsLong(),
        hex(data.word()),
        hex(data.word()),
        Instant.EPOCH.plus(data.uintAsLong(), ChronoUnit.MICROS),
        hex(data.word()),
        hex(data.word()) + hex(data.word()));
  }

  private static Bytes id(UUID log) {
    return Bytes.wrap(
        ByteBuffer.allocate(LOG_LENGTH)
            .putLong(log.getMostSignificantBits())
            .putLong(log.getLeastSignificantBits())
            .array());
  }

  private static Bytes hex(String digits) {
    return Bytes.parse("0x" + digits);
  }

  private static Bytes32 word(Bytes content) {
    return Bytes32.wrap(content.toArray());
  }

  private static String hex(Bytes32 word) {
    return word.toString().substring(2);
  }
}
