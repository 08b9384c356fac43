@NullMarked
package org.bricscodes.api;

import org.jspecify.annotations.NullMarked;
