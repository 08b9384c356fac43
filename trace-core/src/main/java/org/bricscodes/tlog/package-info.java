/**
 * The transparency log: RFC 9162 tree, C2SP tiles, signed notes, checkpoints and proofs, on plain
 * {@code java.*}. Writers start at {@link org.bricscodes.tlog.TransparencyLog}, verifiers at {@link
 * org.bricscodes.tlog.TrustedLog}, auditors at {@link org.bricscodes.tlog.LogAudit}; logs that have
 * witnesses at {@link org.bricscodes.tlog.WitnessedLog}, witnesses at {@link
 * org.bricscodes.tlog.Witness}.
 */
@NullMarked
package org.bricscodes.tlog;

import org.jspecify.annotations.NullMarked;
