/**
 * EPCIS 2.0 events as a sealed model, with strict codecs, the event hash, index terms and the query
 * language as values. Start at {@link org.bricscodes.epcis.EpcisDocuments}: bytes in, XML or JSON,
 * {@link org.bricscodes.epcis.ParsedDocument} out, with every fault named.
 */
@NullMarked
package org.bricscodes.epcis;

import org.jspecify.annotations.NullMarked;
