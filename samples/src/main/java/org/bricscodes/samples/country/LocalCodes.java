package org.bricscodes.samples.country;

import java.util.List;
import org.bricscodes.codes.Batch;
import org.bricscodes.codes.BatchOrder;
import org.bricscodes.codes.CodeBook;

/**
 * Orders from the code of a service in this process: packs are genuine to whatever opens its store.
 */
public final class LocalCodes implements CodeSource {

  private final CodeBook book;

  public LocalCodes(CodeBook book) {
    this.book = book;
  }

  @Override
  public List<String> serials(CodeOrder order) {
    Batch batch =
        book.issue(
            BatchOrder.builder(order.factory().uri())
                .gtin(order.gtin())
                .lot(order.lot())
                .quantity((long) order.quantity())
                .expiry(order.expiry())
                .plant(order.plant())
                .product(order.product())
                .idempotencyKey(order.reference())
                .build());
    return book.serials(batch).stream().map(serial -> serial.text()).toList();
  }
}
