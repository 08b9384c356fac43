package org.bricscodes.provenance;

import java.time.Instant;
import java.util.List;
import org.bricscodes.tlog.Digest;
import org.jspecify.annotations.Nullable;

/** What came of checking a proof bundle. */
public sealed interface BundleCheck {

  /**
   * Everything in the file holds.
   *
   * @param code whose past it is
   * @param origin the log that committed to it
   * @param logKey the key its checkpoint is signed with
   * @param logKeyPinned whether that key was the verifier's own, not merely the file's
   * @param size entries of the log under the checkpoint
   * @param root of its tree
   * @param cosigners who saw the log with this checkpoint, beside its operator
   */
  record Proven(
      String code,
      String origin,
      String logKey,
      boolean logKeyPinned,
      long size,
      Digest root,
      Cosigners cosigners,
      List<ProvenEvent> events,
      List<ProvenAnchor> anchors)
      implements BundleCheck {
    public Proven {
      events = List.copyOf(events);
      anchors = List.copyOf(anchors);
    }
  }

  /**
   * Everything in a {@link ResultSet} holds: the events were recorded as shown, and the log's
   * operator said that they are the whole answer.
   *
   * @param query what was asked
   * @param visibility what the asker may see: {@code everyone}, or a party's URI
   * @param origin the log that committed to it
   * @param logKey the key its checkpoint is signed with
   * @param logKeyPinned whether that key was the verifier's own, not merely the file's
   * @param size entries of the log under the checkpoint: those the answer was drawn from
   * @param cosigners who saw the log with this checkpoint, beside its operator
   */
  record ProvenSet(
      String query,
      String visibility,
      String origin,
      String logKey,
      boolean logKeyPinned,
      long size,
      Cosigners cosigners,
      List<ProvenEvent> events,
      List<ProvenAnchor> anchors)
      implements BundleCheck {
    public ProvenSet {
      events = List.copyOf(events);
      anchors = List.copyOf(anchors);
    }
  }

  /**
   * The file is a bundle, and something in it does not hold.
   *
   * @param pointer JSON pointer to the first thing that failed
   */
  record Failed(String pointer, String what) implements BundleCheck {}

  /** The file is no bundle of a known version, or what is pinned cannot be used. */
  record Unusable(String pointer, String what) implements BundleCheck {}

  /**
   * The witnesses on a checkpoint.
   *
   * @param proven whose cosignatures hold, those the verifier knows first
   * @param unchecked names on further signature lines, under keys that neither the verifier nor the
   *     file gives: they prove nothing
   */
  record Cosigners(List<ProvenCosigner> proven, List<String> unchecked) {
    public Cosigners {
      proven = List.copyOf(proven);
      unchecked = List.copyOf(unchecked);
    }
  }

  /**
   * A witness that cosigned.
   *
   * @param name in its key
   * @param time when, by its clock: then this was the largest tree of the log it had seen
   * @param pinned whether the key was the verifier's own, not merely the file's
   */
  record ProvenCosigner(String name, String key, Instant time, boolean pinned) {}

  /**
   * An event that was recorded, unchanged since.
   *
   * @param index place in the log
   * @param eventID {@code entry} and the index where the file does not show it
   * @param withheld what the file does not show of the event
   * @param cautions what it says that nobody who holds the goods may overlook
   * @param named what it says that of; empty where there is no caution
   */
  record ProvenEvent(
      long index,
      String eventID,
      Instant eventTime,
      @Nullable String bizStep,
      String party,
      Withheld withheld,
      List<Caution> cautions,
      List<String> named) {
    public ProvenEvent {
      cautions = List.copyOf(cautions);
      named = List.copyOf(named);
    }

    /** Whether a caution of this kind is among them. */
    public boolean says(Caution.Kind kind) {
      return cautions.stream().anyMatch(caution -> caution.kind() == kind);
    }
  }

  /**
   * A ledger that holds a checkpoint of the log; that it does is the file's word alone, unless the
   * receipt was {@link #checked}.
   *
   * @param ledger its id
   * @param trust what the receipt was checked under; empty if there was nothing to check it under
   * @param trustPinned whether that was the verifier's own, not merely the file's
   * @param size entries of the log that the anchored checkpoint covers
   * @param time the ledger's own time; null where it keeps none
   * @param events how many of the bundle's events it covers
   * @param offline whether the receipt was checked by itself
   * @param node where the ledger itself was asked and bore it out; null if it was not asked
   * @param publisher who wrote it there, by the receipt; null if that does not say
   */
  record ProvenAnchor(
      String ledger,
      String trust,
      boolean trustPinned,
      long size,
      @Nullable Instant time,
      int events,
      boolean offline,
      @Nullable String node,
      @Nullable ProvenPublisher publisher) {

    /** Whether the receipt itself, or a node of the verifier's choice, speaks for it. */
    public boolean checked() {
      return offline || node != null;
    }
  }

  /**
   * Who wrote an anchor. Where a ledger takes anchors from anyone, another may have published
   * another history of the same log there.
   *
   * @param id as the ledger names it
   * @param pinned whether the verifier named it, alone or as a part of {@link ProvenAnchor#trust}
   */
  record ProvenPublisher(String id, boolean pinned) {}
}
