package org.bricscodes.resolver;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some registrations of one party, by GTIN, product before lots and items.
 *
 * @param next the {@code after} of the next page; null: this is the last
 */
@SuppressWarnings("ArrayRecordComponent") // a result object, never compared
public record LinkPage(List<Registered> registered, byte @Nullable [] next) {

  // Spelled out: in a compact constructor's class file the parameters lose their @Nullable.
  public LinkPage(List<Registered> registered, byte @Nullable [] next) {
    this.registered = List.copyOf(registered);
    this.next = next;
  }
}
