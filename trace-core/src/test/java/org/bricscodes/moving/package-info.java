@NullMarked
package org.bricscodes.moving;

import org.jspecify.annotations.NullMarked;
