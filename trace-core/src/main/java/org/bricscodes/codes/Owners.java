package org.bricscodes.codes;

import java.util.Collection;
import java.util.Set;
import org.bricscodes.gs1.Gtin;

/**
 * Whose products and lots are, as far as anybody issued or registered codes of them here. Who owns
 * a product may recall it; anybody can order codes of any, so where several did, the party that
 * registered the product's links counts alone, if there is one.
 *
 * <p>May be called from any thread; blocks on the store. Every answer costs a bounded number of
 * reads, however many codes there are.
 */
public interface Owners {

  /**
   * The parties that issued codes of a product here; or, if nobody did, registered some. Besides,
   * the one that registered its links; if several issued or registered codes, that one alone. Empty
   * if nobody did anything of the kind.
   */
  Set<String> ofProduct(Gtin gtin);

  /**
   * The parties that issued codes of this lot here; or, if nobody did, registered some of it; or,
   * if nobody did, those of the product. If several did, and the one that registered the product's
   * links is among them, that one alone.
   */
  Set<String> ofLot(Gtin gtin, String lot);

  /**
   * Those of these products of which somebody may have issued or registered codes; one batched
   * read. Of the others {@link #ofProduct} and {@link #ofLot} know nobody but who registered links.
   *
   * @param gtins at most 1,000
   */
  Set<Gtin> known(Collection<Gtin> gtins);
}
