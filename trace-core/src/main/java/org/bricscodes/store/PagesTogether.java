package org.bricscodes.store;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Pages that are read together, when the first of them is wanted: all that were asked for by then.
 * Small ones, so that {@link Limits#MAX_SCANS} of them are not too many rows for one call.
 */
final class PagesTogether {

  private final Store store;
  private final List<Asked> asked = new ArrayList<>();

  PagesTogether(Store store) {
    this.store = store;
  }

  Supplier<Page> ask(Scan scan) {
    Asked one = new Asked(scan);
    asked.add(one);
    return one;
  }

  private void read() {
    for (int from = 0; from < asked.size(); from += Limits.MAX_SCANS) {
      List<Asked> some = asked.subList(from, Math.min(asked.size(), from + Limits.MAX_SCANS));
      List<Page> pages = store.scanAll(some.stream().map(one -> one.scan).toList());
      for (int i = 0; i < some.size(); i++) {
        some.get(i).page = pages.get(i);
      }
    }
    asked.clear();
  }

  private final class Asked implements Supplier<Page> {

    private final Scan scan;
    private @Nullable Page page;

    Asked(Scan scan) {
      this.scan = scan;
    }

    @Override
    public Page get() {
      if (page == null) {
        read();
      }
      if (page == null) {
        throw new IllegalStateException("a page was asked for and not read");
      }
      return page;
    }
  }
}
