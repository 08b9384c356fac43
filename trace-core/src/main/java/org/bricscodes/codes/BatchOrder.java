package org.bricscodes.codes;

import java.time.LocalDate;
import java.util.List;
import org.bricscodes.gs1.Gtin;
import org.jspecify.annotations.Nullable;

/**
 * What a party wants coded, proven: made by {@link #builder}, which reports every fault at once.
 *
 * @param owner the ordering party
 * @param quantity 1 to {@link #MAX_QUANTITY}
 * @param lot AI (10): 1 to 20 characters of GS1 character set 82
 * @param plant at most {@link #MAX_TEXT} characters
 * @param product at most {@link #MAX_TEXT} characters
 * @param markets where the goods may be sold: ISO 3166-1 alpha-2, each once, in their order, at
 *     most {@link #MAX_MARKETS}; empty: anywhere
 * @param idempotencyKey the client's name for this order; ordering again under it yields the same
 *     batch
 */
public record BatchOrder(
    String owner,
    Gtin gtin,
    String lot,
    long quantity,
    @Nullable LocalDate expiry,
    @Nullable String plant,
    @Nullable String product,
    List<String> markets,
    @Nullable String idempotencyKey) {

  /** Most codes of one batch. */
  public static final long MAX_QUANTITY = 100_000_000;

  /** Most characters of plant, product and owner. */
  public static final int MAX_TEXT = 200;

  /** Most markets of one order: more than ISO 3166 has countries. */
  public static final int MAX_MARKETS = 250;

  /** Most characters of an idempotency key: visible ASCII. */
  public static final int MAX_IDEMPOTENCY_KEY = 100;

  /**
   * @throws CodesException.InvalidOrder with every fault
   */
  public BatchOrder {
    markets = List.copyOf(markets);
    OrderFaults faults = new OrderFaults();
    faults.text("owner", owner);
    faults.lot(lot);
    faults.quantity(quantity);
    faults.text("plant", plant);
    faults.text("product", product);
    faults.markets(markets);
    faults.idempotencyKey(idempotencyKey);
    faults.throwIfAny();
  }

  /** Starts an order; every field is given as it came from outside. */
  public static BatchOrderBuilder builder(String owner) {
    return new BatchOrderBuilder(owner);
  }
}
