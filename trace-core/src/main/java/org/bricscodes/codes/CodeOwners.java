package org.bricscodes.codes;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.bricscodes.gs1.Gtin;
import org.bricscodes.store.Store;
import org.jspecify.annotations.Nullable;

/**
 * Owners by the codes of a store. Of who issued codes, the first {@link Parties#MAX} by name are
 * told, and as many of who registered some. Until {@link EarlierParties} is done, issuers are
 * besides looked for among the first batches of each epoch.
 */
public final class CodeOwners implements Owners {

  private final Rows rows;
  private final Parties parties;
  private final CodeBook codes;
  private final Brands brands;

  /**
   * @param store opened with {@link CodeBook#tables()} and {@link Aliases#tables()}
   * @param codes of the same store
   */
  public CodeOwners(Store store, CodeBook codes, Brands brands) {
    this.rows = new Rows(store);
    this.parties = new Parties(rows);
    this.codes = codes;
    this.brands = brands;
  }

  @Override
  public Set<String> ofProduct(Gtin gtin) {
    String brand = brands.of(gtin);
    Set<String> counting = counting(codes.issuers(gtin), parties.registrants(gtin, null), brand);
    return brand == null ? counting : both(counting, Set.of(brand));
  }

  @Override
  public Set<String> ofLot(Gtin gtin, String lot) {
    return counting(codes.issuers(gtin, lot), parties.registrants(gtin, lot), brands.of(gtin));
  }

  /** A brand outweighs others that issued codes; who registered codes of his own it does not. */
  private static Set<String> counting(
      Set<String> issuers, Set<String> registrants, @Nullable String brand) {
    boolean alone = brand != null && issuers.contains(brand);
    return both(alone ? Set.of(brand) : issuers, registrants);
  }

  @Override
  public Set<Gtin> known(Collection<Gtin> gtins) {
    List<Gtin> asked = new ArrayList<>(new HashSet<>(gtins));
    if (!codes.partiesAreKnown()) {
      return Set.copyOf(asked);
    }
    List<byte @Nullable []> found = rows.getAll(asked.stream().map(Parties::there).toList());
    Set<Gtin> known = new HashSet<>();
    for (int i = 0; i < found.size(); i++) {
      if (found.get(i) != null) {
        known.add(asked.get(i));
      }
    }
    return known;
  }

  private static Set<String> both(Set<String> one, Set<String> other) {
    Set<String> both = new HashSet<>(one);
    both.addAll(other);
    return both;
  }
}
