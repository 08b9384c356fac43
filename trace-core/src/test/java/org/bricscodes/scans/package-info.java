/** Tests of scan history, its rules and their replay. */
@NullMarked
package org.bricscodes.scans;

import org.jspecify.annotations.NullMarked;
