/** Stories and programs that use the service as its users do. */
@NullMarked
package org.bricscodes.samples;

import org.jspecify.annotations.NullMarked;
