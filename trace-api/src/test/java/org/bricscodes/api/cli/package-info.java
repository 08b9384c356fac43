@NullMarked
package org.bricscodes.api.cli;

import org.jspecify.annotations.NullMarked;
