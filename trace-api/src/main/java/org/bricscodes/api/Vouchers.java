package org.bricscodes.api;

import java.util.List;
import org.bricscodes.provenance.BundleMaker;
import org.bricscodes.provenance.Trace;
import org.bricscodes.tlog.Cosignature;
import org.bricscodes.tlog.SignedCheckpoint;

/**
 * Who cosigned the checkpoint that the past of one code is proven under.
 *
 * @param size entries under that checkpoint; 0 if nothing of the past is in the log yet
 */
record Vouchers(long size, List<Cosignature> cosignatures) {

  static final Vouchers NONE = new Vouchers(0, List.of());

  Vouchers {
    cosignatures = List.copyOf(cosignatures);
  }

  static Vouchers of(ShownLog log, Trace trace) {
    long needed = BundleMaker.logged(trace, log.size());
    if (needed == 0) {
      return NONE;
    }
    SignedCheckpoint checkpoint = log.covering(needed);
    return new Vouchers(checkpoint.size(), checkpoint.cosignatures());
  }
}
