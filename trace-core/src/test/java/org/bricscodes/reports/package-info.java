/** Tests of reports of consumers. */
@NullMarked
package org.bricscodes.reports;

import org.jspecify.annotations.NullMarked;
