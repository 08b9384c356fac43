@NullMarked
package org.bricscodes.tlog;

import org.jspecify.annotations.NullMarked;
