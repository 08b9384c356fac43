/**
 * GS1 identification keys, Digital Link, element strings, EPC URNs and EPC binary as proven values.
 * Start at {@link org.bricscodes.gs1.Identifier#parse} and {@link
 * org.bricscodes.gs1.DigitalLink#parse}; {@link org.bricscodes.gs1.Gs1Uri#canonical} is the one
 * text to index and compare by.
 */
@NullMarked
package org.bricscodes.gs1;

import org.jspecify.annotations.NullMarked;
