package dev.fairlead.chain;

import dev.fairlead.chain.fee.FeeTerms;
import dev.fairlead.chain.proof.ProofRule;
import dev.fairlead.model.FeePerGas;

/** A profile like another one, but for what a test wants otherwise. */
public final class TestProfile {
  private final ChainProfile plain;
  private FeePerGas maxBaseFee;
  private ProofRule proof;
  private SoftConfirmation soft;
  private FeeTerms terms;

  private TestProfile(ChainProfile plain) {
    this.plain = plain;
    this.maxBaseFee = plain.maxBaseFee();
    this.proof = plain.proof();
    this.soft = plain.soft();
    this.terms = plain.terms();
  }

  public static TestProfile like(ChainProfile plain) {
    return new TestProfile(plain);
  }

  public TestProfile with(ProofRule other) {
    proof = other;
    return this;
  }

  public TestProfile with(SoftConfirmation other) {
    soft = other;
    return this;
  }

  public TestProfile with(FeeTerms other) {
    terms = other;
    return this;
  }

  public TestProfile withMaxBaseFee(long wei) {
    maxBaseFee = FeePerGas.of(wei);
    return this;
  }

  public ChainProfile profile() {
    return new ChainProfile(
        plain.id(),
        plain.name(),
        plain.wrappedNative(),
        plain.blockTime(),
        plain.pollInterval(),
        plain.finality(),
        plain.baseFeeRule(),
        plain.minPriorityFee(),
        plain.maxPriorityFee(),
        maxBaseFee,
        proof,
        soft,
        terms);
  }
}
