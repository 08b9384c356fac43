@NullMarked
package org.bricscodes.api.output;

import org.jspecify.annotations.NullMarked;
