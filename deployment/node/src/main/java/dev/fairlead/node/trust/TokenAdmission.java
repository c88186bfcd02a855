package dev.fairlead.node.trust;

import dev.fairlead.model.Address;
import dev.fairlead.model.Token;
import dev.fairlead.model.intent.VenueId;
import dev.fairlead.venue.Market;
import dev.fairlead.venue.Pool;
import dev.fairlead.venue.token.TokenFinding;
import dev.fairlead.venue.token.TokenProbe;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What is known of a market's tokens, and which of them are due for a probe. For one thread. */
public final class TokenAdmission {
  static final String NOT_PROBED = "it has not passed a probe yet";

  private final Set<Address> trusted;
  private final Map<VenueId, Address> vaults;
  private final int probeEvery;
  private final Map<Token, TokenFinding> findings = new LinkedHashMap<>();

  /**
   * Knows nothing yet.
   *
   * @param trusted tokens that are never probed
   * @param vaults who holds the tokens of venues whose pools have no address
   */
  public TokenAdmission(Set<Address> trusted, Map<VenueId, Address> vaults, int probeEvery) {
    this.trusted = Set.copyOf(trusted);
    this.vaults = Map.copyOf(vaults);
    this.probeEvery = probeEvery;
  }

  /** Probes what is due at the market's block; the new findings. */
  public List<TokenFinding> probe(Market market, TokenProbe probe) {
    List<TokenFinding> fresh = new ArrayList<>();
    for (Token token : market.tokens()) {
      if (isDue(token, market)) {
        TokenFinding finding = probe.probe(token, holders(market, token));
        findings.put(token, finding);
        fresh.add(finding);
      }
    }
    return fresh;
  }

  private boolean isDue(Token token, Market market) {
    if (trusted.contains(token.address())) {
      return false;
    }
    TokenFinding last = findings.get(token);
    return last == null
        || market.block().number().value() >= last.at().number().value() + probeEvery
        || market.block().number().value() < last.at().number().value();
  }

  private Collection<Address> holders(Market market, Token token) {
    Set<Address> holders = new LinkedHashSet<>();
    for (int index : market.indicesOf(token)) {
      Pool pool = market.pool(index);
      Address vault = vaults.get(pool.id().venue());
      if (vault != null) {
        holders.add(vault);
      } else if (pool.id().key().length() == Address.LENGTH) {
        holders.add(pool.id().key().addressAt(0));
      }
    }
    return holders;
  }
}
