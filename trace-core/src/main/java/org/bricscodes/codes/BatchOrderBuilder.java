package org.bricscodes.codes;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.bricscodes.gs1.Gs1Exception;
import org.bricscodes.gs1.Gtin;
import org.jspecify.annotations.Nullable;

/**
 * Collects the fields of an order as they came from outside and, in {@link #build}, reports all
 * that is wrong with them together. Not thread-safe.
 */
public final class BatchOrderBuilder {

  private final String owner;
  private @Nullable String gtin;
  private @Nullable String lot;
  private @Nullable Long quantity;
  private @Nullable String expiry;
  private @Nullable String plant;
  private @Nullable String product;
  private List<String> markets = List.of();
  private @Nullable String idempotencyKey;

  BatchOrderBuilder(String owner) {
    this.owner = owner;
  }

  /** GTIN-8, -12, -13 or -14; required. */
  public BatchOrderBuilder gtin(@Nullable String digits) {
    gtin = digits;
    return this;
  }

  /** Batch or lot number, AI (10); required. */
  public BatchOrderBuilder lot(@Nullable String text) {
    lot = text;
    return this;
  }

  /** How many codes; required. */
  public BatchOrderBuilder quantity(@Nullable Long number) {
    quantity = number;
    return this;
  }

  /** Last day of use as {@code 2027-12-31}. */
  public BatchOrderBuilder expiry(@Nullable String isoDate) {
    expiry = isoDate;
    return this;
  }

  /** Where the lot was made. */
  public BatchOrderBuilder plant(@Nullable String text) {
    plant = text;
    return this;
  }

  /** What to call the product. */
  public BatchOrderBuilder product(@Nullable String text) {
    product = text;
    return this;
  }

  /** Countries the goods may be sold in, such as {@code CN}; none: anywhere. */
  public BatchOrderBuilder markets(List<String> countries) {
    markets = List.copyOf(countries);
    return this;
  }

  /** Makes repeating this order harmless. */
  public BatchOrderBuilder idempotencyKey(@Nullable String text) {
    idempotencyKey = text;
    return this;
  }

  /**
   * @throws CodesException.InvalidOrder with every fault of every field
   */
  public BatchOrder build() {
    OrderFaults faults = new OrderFaults();
    faults.text("owner", owner);
    Gtin provenGtin = parseGtin(faults);
    String givenLot = lot;
    if (givenLot == null) {
      faults.add("lot", "is missing; give the lot number, AI (10)");
    } else {
      faults.lot(givenLot);
    }
    Long givenQuantity = quantity;
    if (givenQuantity == null) {
      faults.add("quantity", OrderFaults.QUANTITY);
    } else {
      faults.quantity(givenQuantity);
    }
    LocalDate provenExpiry = parseExpiry(faults);
    faults.text("plant", plant);
    faults.text("product", product);
    faults.markets(markets);
    faults.idempotencyKey(idempotencyKey);
    faults.throwIfAny();
    if (provenGtin == null || givenLot == null || givenQuantity == null) {
      throw new AssertionError("a missing field is a fault");
    }
    return new BatchOrder(
        owner,
        provenGtin,
        givenLot,
        givenQuantity,
        provenExpiry,
        plant,
        product,
        markets,
        idempotencyKey);
  }

  private @Nullable Gtin parseGtin(OrderFaults faults) {
    if (gtin == null) {
      faults.add("gtin", "is missing; give 8, 12, 13 or 14 digits");
      return null;
    }
    try {
      return Gtin.parse(gtin);
    } catch (Gs1Exception e) {
      e.faults().forEach(fault -> faults.add("gtin", fault.message()));
      return null;
    }
  }

  private @Nullable LocalDate parseExpiry(OrderFaults faults) {
    if (expiry == null) {
      return null;
    }
    try {
      return OrderFaults.expiry(expiry);
    } catch (DateTimeParseException _) {
      faults.add("expiry", "is not a date; give year-month-day as in 2027-12-31");
      return null;
    }
  }
}
