package org.bricscodes.samples.country;

/**
 * Codes that a factory needs for a lot.
 *
 * @param factory who orders
 * @param expiry {@code YYYY-MM-DD}
 * @param plant a Digital Link of the place
 * @param reference the order's own name: ordered twice, it is issued once
 */
public record CodeOrder(
    Party factory,
    String gtin,
    String lot,
    int quantity,
    String expiry,
    String plant,
    String product,
    String reference) {}
