package org.bricscodes.provenance;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.bricscodes.tlog.BatchInclusionProof;
import org.bricscodes.tlog.Digest;
import org.bricscodes.tlog.SignedCheckpoint;
import org.bricscodes.tlog.SignedNote;
import org.bricscodes.tlog.TlogException;
import org.bricscodes.tlog.TrustedLog;

/**
 * Checks a {@link ResultSet}: checkpoint, commitments, their one proof, the operator's statement,
 * anchors, what the events say; in this order, stopping at the first thing that fails. The size
 * that everything is counted by is the signed checkpoint's.
 */
final class ResultSetCheck {

  private final PartChecks parts;

  ResultSetCheck(PartChecks parts) {
    this.parts = parts;
  }

  BundleCheck proven(ResultSetReader.Raw file) throws BundleFault {
    TrustedLog log = parts.log(file.log());
    SignedCheckpoint checkpoint = PartChecks.checkpoint(file.checkpoint(), log);
    BundleCheck.Cosigners cosigners = parts.cosigners(checkpoint, file.witnesses(), log);
    List<Digest> leafHashes = new ArrayList<>();
    Set<Long> indices = new LinkedHashSet<>();
    long before = -1;
    for (int i = 0; i < file.events().size(); i++) {
      String at = "/events/" + i;
      RawEvent raw = file.events().get(i);
      if (raw.index() <= before || raw.index() >= checkpoint.size()) {
        throw BundleFault.unproven(
            at + "/index", "must be above the one before and below the checkpoint's tree size");
      }
      before = raw.index();
      indices.add(before);
      leafHashes.add(PartChecks.leafHash(raw, at));
    }
    requireIncluded(leafHashes, List.copyOf(indices), file.nodes(), checkpoint);
    requireStated(file, checkpoint, log, List.copyOf(indices));
    List<BundleCheck.ProvenAnchor> anchors =
        parts.anchors(file.anchors(), log, checkpoint, indices);
    List<EventSource.Found> events = new ArrayList<>();
    for (int i = 0; i < file.events().size(); i++) {
      events.add(PartChecks.event(file.events().get(i), "/events/" + i));
    }
    return new BundleCheck.ProvenSet(
        file.query(),
        file.visibility(),
        checkpoint.checkpoint().origin(),
        file.log(),
        parts.pinsLog(),
        checkpoint.size(),
        cosigners,
        PartChecks.proven(events),
        anchors);
  }

  private static void requireIncluded(
      List<Digest> leafHashes, List<Long> indices, List<Digest> nodes, SignedCheckpoint checkpoint)
      throws BundleFault {
    if (leafHashes.isEmpty()) {
      if (!nodes.isEmpty()) {
        throw BundleFault.unproven("/nodes", "must be empty where there is no event");
      }
      return;
    }
    try {
      new BatchInclusionProof(checkpoint.size(), indices, nodes)
          .verify(leafHashes, checkpoint.root());
    } catch (TlogException e) {
      throw BundleFault.unproven(
          "/nodes",
          "the events are not in the log as shown; an event, context, hash, party, record time,"
              + " salt, index or node was changed: "
              + PartChecks.text(e));
    }
  }

  /** The statement must be about this answer, and signed by a key of the log. */
  private static void requireStated(
      ResultSetReader.Raw file, SignedCheckpoint checkpoint, TrustedLog log, List<Long> indices)
      throws BundleFault {
    String text =
        ResultSet.statement(checkpoint.checkpoint(), file.query(), file.visibility(), indices);
    try {
      SignedNote statement = SignedNote.parse(file.statement().getBytes(StandardCharsets.UTF_8));
      if (!statement.text().equals(text)) {
        throw BundleFault.unproven(
            "/statement", "is about another query, visibility, checkpoint or list of events");
      }
      if (statement.verify(log.keys()).isEmpty()) {
        throw BundleFault.unproven("/statement", "is not signed by a key of the log");
      }
    } catch (TlogException e) {
      throw BundleFault.unproven("/statement", PartChecks.text(e));
    }
  }
}
