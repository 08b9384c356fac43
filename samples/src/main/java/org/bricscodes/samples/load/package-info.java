/**
 * Drives a running service at a constant rate, whatever it answers, and says what every request had
 * to wait from the moment it was due; beside it, in the same run, what the work is measured
 * against. Begin with {@link org.bricscodes.samples.load.LoadDriver}; {@link
 * org.bricscodes.samples.load.Growth} asks whether a service that holds more costs more.
 */
@NullMarked
package org.bricscodes.samples.load;

import org.jspecify.annotations.NullMarked;
