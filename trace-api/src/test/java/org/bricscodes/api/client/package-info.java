@NullMarked
package org.bricscodes.api.client;

import org.jspecify.annotations.NullMarked;
