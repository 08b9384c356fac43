/** Tests of the event model, its codec and what is derived from an event. */
@NullMarked
package org.bricscodes.epcis;

import org.jspecify.annotations.NullMarked;
