/** Recording events: idempotency, jobs, the life of an event from bytes to log entry. */
@NullMarked
package org.bricscodes.capture;

import org.jspecify.annotations.NullMarked;
