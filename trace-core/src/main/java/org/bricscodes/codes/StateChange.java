package org.bricscodes.codes;

/**
 * One line of a list: what a code is to become.
 *
 * @param code as it was checked
 * @param reason in its owner's words, 1 to 200 characters
 */
public record StateChange(CodeCheck.Genuine code, CodeState.Status status, String reason) {}
