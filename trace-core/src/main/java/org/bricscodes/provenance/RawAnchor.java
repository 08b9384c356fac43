package org.bricscodes.provenance;

import java.util.List;
import org.bricscodes.tlog.Digest;

/** An anchor of a bundle as the file gives it, unchecked. */
record RawAnchor(String trust, String receipt, List<Digest> consistency) {}
