/**
 * EPCIS 2.0 events as a sealed model, with strict codecs, event hash and the query language as
 * values.
 */
@NullMarked
package org.bricscodes.epcis;

import org.jspecify.annotations.NullMarked;
