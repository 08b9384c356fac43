/**
 * Speaking to a running service over HTTP. Start at {@link org.bricscodes.api.client.ApiClient}.
 */
@NullMarked
package org.bricscodes.api.client;

import org.jspecify.annotations.NullMarked;
