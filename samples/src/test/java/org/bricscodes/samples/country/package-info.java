@NullMarked
package org.bricscodes.samples.country;

import org.jspecify.annotations.NullMarked;
