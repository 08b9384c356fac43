/** GS1 identification keys, Digital Link, element strings and EPC URNs as proven values. */
@NullMarked
package org.bricscodes.gs1;

import org.jspecify.annotations.NullMarked;
