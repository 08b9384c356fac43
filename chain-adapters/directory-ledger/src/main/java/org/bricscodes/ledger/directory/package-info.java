/**
 * A ledger that is a second, independently keyed transparency log in a directory: {@link
 * org.bricscodes.ledger.directory.DirectoryLedgerProvider}, id {@code directory}. The README beside
 * this module says what it proves and what it does not.
 */
@NullMarked
package org.bricscodes.ledger.directory;

import org.jspecify.annotations.NullMarked;
