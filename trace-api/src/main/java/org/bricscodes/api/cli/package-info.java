/**
 * The command line: one class per command, each a thin layer over the server or the domain. The
 * entry point is {@link org.bricscodes.api.cli.Trace}.
 */
@NullMarked
package org.bricscodes.api.cli;

import org.jspecify.annotations.NullMarked;
