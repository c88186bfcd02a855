package dev.fairlead.node.cli;

import dev.fairlead.api.v1.Lane;
import dev.fairlead.api.v1.ResumeAccountRequest;
import dev.fairlead.api.v1.ResumeAccountResponse;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lets an account send again. */
@Command(
    name = "resume",
    description = {
      "Let an account send again that a running node holds, since the chain has nonces of it that",
      "the log does not know. Look at its transactions first; who and why is recorded."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Example:",
      "  fairlead account resume 1:0x52908400098527886E0F7030069857D2E4169EE7 \\\\",
      "      --reason 'restored the backup of Monday; both trades are booked'"
    })
final class ResumeCommand implements Callable<Integer> {
  @Mixin private NodeOption node = new NodeOption();

  @Parameters(paramLabel = "CHAIN:ACCOUNT", description = "The chain's id and the address.")
  private String lane = "";

  @Option(
      names = "--reason",
      required = true,
      paramLabel = "TEXT",
      description = "What explains the nonces.")
  private String reason = "";

  @Option(
      names = "--by",
      paramLabel = "NAME",
      description = "Who has looked; left out, the name of this system's user.")
  private String by = System.getProperty("user.name");

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    Lane account = HistoryCommand.lane(lane);
    try (NodeConnection connection = node.connect()) {
      ResumeAccountResponse ended =
          connection
              .node()
              .resumeAccount(
                  ResumeAccountRequest.newBuilder()
                      .setChainId(account.getChainId())
                      .setAccount(account.getAccount())
                      .setBy(by)
                      .setReason(reason)
                      .build());
      Objects.requireNonNull(spec, "spec")
          .commandLine()
          .getOut()
          .printf(
              "resumed; the nonces from %d to before %d count as explained%n",
              ended.getFirstNonce(), ended.getNextNonce());
    }
    return 0;
  }
}
