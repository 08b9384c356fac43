package org.bricscodes.resolver;

/**
 * One thing that is wrong with a registration.
 *
 * @param pointer JSON pointer into the document, such as {@code /links/2/href}
 * @param message what is wrong there and what would be right
 */
public record LinkFault(String pointer, String message) {}
