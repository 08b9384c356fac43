package org.bricscodes.epcis;

import org.jspecify.annotations.Nullable;

/** A business document the event belongs to: an order, an invoice, a certificate. */
public record BizTransaction(@Nullable UriRef type, UriRef bizTransaction) {}
