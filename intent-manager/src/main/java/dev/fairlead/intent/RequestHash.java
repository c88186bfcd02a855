package dev.fairlead.intent;

import dev.fairlead.model.Bytes32;
import dev.fairlead.model.intent.RouteTerms;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * What tells two requests under one id apart: SHA-256 over every field of a request, each with its
 * length before it, so that no two different requests give the same bytes.
 */
final class RequestHash {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
  private final DataOutputStream out = new DataOutputStream(bytes);

  private RequestHash() {}

  static Bytes32 of(IntentRequest request) {
    RequestHash hash = new RequestHash();
    hash.field("fairlead.intent-request.1");
    hash.field(request.id());
    hash.field(request.strategy());
    hash.field(request.type().name());
    hash.count(request.assets().size());
    for (IntentRequest.Target target : request.assets()) {
      hash.asset(target.asset());
      hash.field(target.amount());
    }
    hash.asset(request.funding());
    hash.terms(request.terms());
    return Bytes32.wrap(sha256(hash.bytes.toByteArray()));
  }

  private void terms(IntentRequest.Terms terms) {
    field(terms.maxSlippage() == null ? null : terms.maxSlippage().billionths());
    field(terms.timeWindow());
    field(terms.notBefore());
    field(terms.deadline());
    field(terms.limitPrice() == null ? null : terms.limitPrice().sellUnits());
    field(terms.limitPrice() == null ? null : terms.limitPrice().buyUnits());
    field(terms.maxGasCost());
    field(terms.privacy() == null ? null : terms.privacy().name());
    field(terms.style().name());
    set(terms.venues().allowed());
    set(terms.venues().denied());
    set(terms.tokens().allowed());
    set(terms.tokens().denied());
    if (terms.speed() != null) {
      field("speed");
      field(terms.speed().name());
    }
    if (!terms.route().equals(RouteTerms.OPEN)) {
      route(terms.route());
    }
    if (terms.limitPrice() != null && terms.limitPrice().partiallyFillable()) {
      field("partially fillable");
    }
  }

  /** Nothing of it where nothing is said, so that older requests keep their hash. */
  private void route(RouteTerms route) {
    field("route");
    field(route.maxPriceImpact() == null ? null : route.maxPriceImpact().billionths());
    field(route.maxHops());
    field(route.maxLegs());
    field(route.maxGas());
    set(route.pools().allowed());
    set(route.pools().denied());
  }

  private void asset(IntentRequest.@Nullable AssetName asset) {
    field(asset == null ? null : asset.chain());
    field(asset == null ? null : asset.address());
    field(asset == null ? null : asset.symbol());
    field(asset == null ? null : asset.decimals());
  }

  private void set(Collection<?> values) {
    count(values.size());
    values.stream().map(Object::toString).sorted().forEach(this::field);
  }

  private void count(int count) {
    try {
      out.writeInt(count);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A length of -1 marks what was left open. */
  private void field(@Nullable Object value) {
    if (value == null) {
      count(-1);
      return;
    }
    byte[] text = value.toString().getBytes(StandardCharsets.UTF_8);
    count(text.length);
    bytes.writeBytes(text);
  }

  private static byte[] sha256(byte[] content) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(content);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
