/** The server and the command line: the one place where everything is wired together. */
@NullMarked
package org.bricscodes.api;

import org.jspecify.annotations.NullMarked;
