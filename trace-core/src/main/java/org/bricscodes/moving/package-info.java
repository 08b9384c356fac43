/**
 * Carrying a whole service to another store: every row of every table, the log's entries and signed
 * checkpoint, and the small files beside them, as a folder that any engine can be filled from.
 * Start at {@link org.bricscodes.moving.StoreExport} and {@link org.bricscodes.moving.StoreImport};
 * the folder is described in {@code docs/moving.md}.
 *
 * <p><b>Nothing lost, nothing made up.</b> An export is of one moment: nothing writes to the source
 * meanwhile, and what was begun before the service ran again is not gone on with. An import is done
 * when every table's rows have been read back from the new store and add up to what the export
 * said, and the log's root over the moved entries is the one its key signed.
 *
 * <p><b>Killed at any moment</b>, both go on where they were when they are run again, and end with
 * the same. A folder is an export when its manifest is there, which is written last; a data
 * directory is usable when its mark is gone, which is removed last.
 */
@NullMarked
package org.bricscodes.moving;

import org.jspecify.annotations.NullMarked;
