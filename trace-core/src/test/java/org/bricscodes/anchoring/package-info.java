@NullMarked
package org.bricscodes.anchoring;

import org.jspecify.annotations.NullMarked;
