package org.bricscodes.provenance;

import org.jspecify.annotations.Nullable;

/**
 * A place as a reader knows it.
 *
 * @param uri canonical
 * @param name in the words of whoever described it
 * @param countryCode ISO 3166-1 alpha-2
 * @param latitude degrees, WGS 84
 * @param longitude degrees, WGS 84
 */
public record NamedPlace(
    String uri,
    String name,
    @Nullable String city,
    @Nullable String countryCode,
    @Nullable Double latitude,
    @Nullable Double longitude) {}
