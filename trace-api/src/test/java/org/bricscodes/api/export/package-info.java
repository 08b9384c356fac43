@NullMarked
package org.bricscodes.api.export;

import org.jspecify.annotations.NullMarked;
