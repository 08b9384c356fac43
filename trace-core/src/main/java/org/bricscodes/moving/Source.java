package org.bricscodes.moving;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.bricscodes.store.Store;
import org.bricscodes.store.Table;
import org.bricscodes.tlog.TransparencyLog;

/**
 * A service at rest, to be exported: its parts, open and used by nobody else.
 *
 * @param data its data directory
 * @param tables all there are
 * @param keys by name, what tells each of its secrets from another without telling anything of it
 */
public record Source(
    Path data, Store store, Set<Table> tables, TransparencyLog log, Map<String, String> keys) {

  public Source {
    tables = Set.copyOf(tables);
    keys = Map.copyOf(keys);
  }
}
