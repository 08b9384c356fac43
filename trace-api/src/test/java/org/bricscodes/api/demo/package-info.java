@NullMarked
package org.bricscodes.api.demo;

import org.jspecify.annotations.NullMarked;
