/** What can be said and proven about one code. */
@NullMarked
package org.bricscodes.provenance;

import org.jspecify.annotations.NullMarked;
