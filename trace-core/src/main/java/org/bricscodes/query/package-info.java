/** EPCIS queries answered from ordered term scans. */
@NullMarked
package org.bricscodes.query;

import org.jspecify.annotations.NullMarked;
