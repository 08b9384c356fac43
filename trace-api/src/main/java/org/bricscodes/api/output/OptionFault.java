package org.bricscodes.api.output;

/**
 * One thing wrong with what was asked for.
 *
 * @param option its name
 * @param message what would be right; reads on from the name
 */
public record OptionFault(String option, String message) {}
