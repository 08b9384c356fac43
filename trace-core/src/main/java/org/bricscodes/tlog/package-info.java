/** The transparency log: RFC 9162 tree, C2SP tiles, signed notes and proofs. */
@NullMarked
package org.bricscodes.tlog;

import org.jspecify.annotations.NullMarked;
