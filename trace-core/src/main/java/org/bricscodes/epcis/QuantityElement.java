package org.bricscodes.epcis;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * So much of a class of things (EPCIS 2.0 §7.3.3.3).
 *
 * @param epcClass a lot or a trade item
 * @param quantity absent when unknown
 * @param uom UN/ECE Recommendation 20 code; absent when the quantity counts instances
 */
public record QuantityElement(
    UriRef epcClass, @Nullable BigDecimal quantity, @Nullable String uom) {}
