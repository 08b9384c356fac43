/**
 * A country's trade as data, made of a seed: growers, factories, laboratories, forwarders,
 * carriers, importers and shops; products, lots, and the EPCIS 2.0 documents that all of them would
 * send. Same seed and same codes, same bytes; memory does not grow with the number of events. Begin
 * with {@link org.bricscodes.samples.country.CountryData}, the command, or {@link
 * org.bricscodes.samples.country.Season}, the stream.
 */
@NullMarked
package org.bricscodes.samples.country;

import org.jspecify.annotations.NullMarked;
