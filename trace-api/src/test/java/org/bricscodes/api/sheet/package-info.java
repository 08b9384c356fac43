@NullMarked
package org.bricscodes.api.sheet;

import org.jspecify.annotations.NullMarked;
