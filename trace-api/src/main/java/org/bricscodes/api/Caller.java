package org.bricscodes.api;

import java.time.Instant;
import org.bricscodes.query.Visibility;

/**
 * Who stands behind an API key.
 *
 * @param keyId public name of the key: the first 16 hexadecimal digits of its hash
 * @param party a URI that names the party in events and batches
 * @param name how people call the party
 */
record Caller(String keyId, String party, String name, Role role, Instant created) {

  /** Which events it may see: an auditor and an admin every event, others their own party's. */
  Visibility visibility() {
    return switch (role) {
      case ADMIN, AUDITOR -> Visibility.everyone();
      case EXPORTER, PARTNER -> Visibility.of(party);
    };
  }
}
