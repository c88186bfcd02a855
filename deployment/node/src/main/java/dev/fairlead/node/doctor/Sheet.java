package dev.fairlead.node.doctor;

import dev.fairlead.chain.ChainException;
import java.util.function.Consumer;

/** Where the findings about one subject are written. */
final class Sheet {
  private final String area;
  private final String subject;
  private final Consumer<Finding> findings;

  Sheet(String area, String subject, Consumer<Finding> findings) {
    this.area = area;
    this.subject = subject;
    this.findings = findings;
  }

  /** Another subject of the same area. */
  Sheet about(String other) {
    return new Sheet(area, other, findings);
  }

  void proved(String check, String what) {
    write(check, new Outcome.Proved(what));
  }

  void notProved(String check, String why) {
    write(check, new Outcome.NotProved(why));
  }

  void wrong(String check, String what, String remedy) {
    write(check, new Outcome.Wrong(what, remedy));
  }

  /** A check that an endpoint's silence, or what makes no sense of its words, leaves unproved. */
  void attempt(String check, Runnable work) {
    try {
      work.run();
    } catch (ChainException e) {
      notProved(check, "the endpoint did not say: " + e.getMessage());
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      notProved(check, "the answer makes no sense: " + e.getMessage());
    }
  }

  private void write(String check, Outcome outcome) {
    findings.accept(new Finding(area, subject, check, outcome));
  }
}
