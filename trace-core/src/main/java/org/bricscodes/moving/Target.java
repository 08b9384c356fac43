package org.bricscodes.moving;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.bricscodes.store.Store;
import org.bricscodes.store.Table;
import org.bricscodes.tlog.LogOptions;
import org.bricscodes.tlog.VerifierKey;

/**
 * Where an export goes: a data directory that holds the keys and nothing else yet, and an empty
 * store of any engine.
 *
 * @param store opens it; it is closed by the import
 * @param tables all that this program knows
 * @param log folder of the log to be
 * @param logKey of the log's key that is there
 * @param keys of those that are there, as {@link Source#keys}
 */
public record Target(
    Path data,
    Supplier<Store> store,
    Set<Table> tables,
    Path log,
    LogOptions logOptions,
    VerifierKey logKey,
    Map<String, String> keys) {

  public Target {
    tables = Set.copyOf(tables);
    keys = Map.copyOf(keys);
  }
}
