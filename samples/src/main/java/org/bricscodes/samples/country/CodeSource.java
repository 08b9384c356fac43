package org.bricscodes.samples.country;

import java.util.List;

/**
 * Where serials come from: a service, or the code of one in this process. Packs scan as genuine
 * there, and nowhere else.
 *
 * <p>Called by one thread, lot after lot; may block. The same order yields the same serials,
 * however often it is placed.
 */
public interface CodeSource {

  /**
   * @return as many as were ordered, in the order of issue
   */
  List<String> serials(CodeOrder order);
}
