package org.bricscodes.resolver;

/**
 * Where a request leads that asks for nothing in particular: address and title and nothing else,
 * since a default link has no optional attributes (clause 2.5.7).
 */
public record DefaultLink(String href, String title) {}
