package org.bricscodes.api;

import java.time.Instant;

/**
 * Who stands behind an API key.
 *
 * @param keyId public name of the key: the first 16 hexadecimal digits of its hash
 * @param party a URI that names the party in events and batches
 * @param name how people call the party
 */
record Caller(String keyId, String party, String name, Role role, Instant created) {}
