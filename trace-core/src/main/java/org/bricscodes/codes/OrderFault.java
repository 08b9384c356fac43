package org.bricscodes.codes;

/**
 * One thing wrong with an order.
 *
 * @param field its name on the wire, such as {@code gtin}
 * @param message what is wrong and what would be right
 */
public record OrderFault(String field, String message) {}
