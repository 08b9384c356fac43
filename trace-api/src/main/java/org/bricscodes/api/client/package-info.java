/**
 * Speaking to a running service over HTTP: blocking, typed, on the JDK's own client. Start at
 * {@link org.bricscodes.api.client.TraceClient}.
 */
@NullMarked
package org.bricscodes.api.client;

import org.jspecify.annotations.NullMarked;
