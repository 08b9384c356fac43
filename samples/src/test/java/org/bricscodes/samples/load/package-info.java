@NullMarked
package org.bricscodes.samples.load;

import org.jspecify.annotations.NullMarked;
