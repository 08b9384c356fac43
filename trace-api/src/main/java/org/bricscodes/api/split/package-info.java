/**
 * Files of any size cut into documents a service takes, without ever being held. Start at {@link
 * org.bricscodes.api.split.Splitter}.
 */
@NullMarked
package org.bricscodes.api.split;

import org.jspecify.annotations.NullMarked;
