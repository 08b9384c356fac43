package org.bricscodes.codes;

import java.util.Collection;
import java.util.Set;
import org.bricscodes.gs1.Gtin;

/**
 * Whose products and lots are, as far as anybody issued or registered codes of them here. Who owns
 * a product may recall it. Anybody can order codes of any product, so nobody's word is taken from
 * him by what another ordered: where several issued or registered codes, all of them count, each by
 * name. Only of several issuers the one that registered the product's links counts alone.
 *
 * <p>May be called from any thread; blocks on the store. Every answer costs a bounded number of
 * reads, however many codes there are.
 */
public interface Owners {

  /**
   * The parties that issued or registered codes of a product here, and the one that registered its
   * links; if that is one of several issuers, the other issuers do not count. Empty if nobody did
   * anything of the kind.
   */
  Set<String> ofProduct(Gtin gtin);

  /**
   * The parties that issued or registered codes of this very lot here; if the one that registered
   * the product's links is among several issuers, the others do not count. Empty if nobody did.
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
