@NullMarked
package org.bricscodes.api.split;

import org.jspecify.annotations.NullMarked;
