package dev.fairlead.node.crash;

import dev.fairlead.intent.CrashPoint;
import dev.fairlead.intent.CrashPoints;
import dev.fairlead.model.intent.IntentId;
import dev.fairlead.node.Node;
import dev.fairlead.node.NodeOptions;
import dev.fairlead.node.config.ConfigReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;

/**
 * A node in a process of its own that stops at a fail-point and stays there until it is killed.
 *
 * <p>Says {@code READY port} when it serves, {@code ARMED point} when told {@code arm point
 * intent}, and {@code REACHED point} when it gets there. Ends in order when its standard input
 * does, so it never outlives who started it.
 */
final class CrashNode implements CrashPoints {
  private record Trap(CrashPoint point, IntentId intent) {}

  private static final IntentId NOBODY = new IntentId(new UUID(0, 0));

  private volatile Trap trap = new Trap(CrashPoint.RECEIVED, NOBODY);

  private CrashNode() {}

  static void main(String[] arguments) throws IOException, InterruptedException {
    CrashNode points = new CrashNode();
    try (Node node =
            Node.start(
                ConfigReader.read(Path.of(arguments[0]), Map.of()),
                NodeOptions.embedded().withCrashPoints(points));
        BufferedReader commands =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      say("READY " + node.apiPort());
      String command = commands.readLine();
      while (command != null) {
        String[] words = command.split(" ", -1);
        points.trap = new Trap(CrashPoint.valueOf(words[1]), IntentId.parse(words[2]));
        say("ARMED " + words[1]);
        command = commands.readLine();
      }
    }
  }

  @Override
  public void reach(CrashPoint point, IntentId id) {
    if (trap.equals(new Trap(point, id))) {
      say("REACHED " + point);
      stay();
    }
  }

  private static void stay() {
    CountDownLatch never = new CountDownLatch(1);
    while (true) {
      try {
        never.await();
      } catch (InterruptedException e) {
        // Only the kill ends it: this place must not be left, whoever asks.
      }
    }
  }

  private static void say(String line) {
    synchronized (System.out) {
      System.out.println(line);
      System.out.flush();
    }
  }
}
