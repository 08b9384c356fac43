package org.bricscodes.provenance;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.bricscodes.capture.EventCommitment;
import org.bricscodes.capture.EventTree;
import org.bricscodes.epcis.ContentDigest;
import org.bricscodes.epcis.EpcisEvent;
import org.bricscodes.epcis.EpcisJson;
import org.bricscodes.epcis.EpcisLimits;
import org.bricscodes.epcis.EventHash;
import org.bricscodes.epcis.HashProfile;
import org.bricscodes.epcis.RecordedEvent;
import org.bricscodes.epcis.ShownPieces;
import org.bricscodes.ledger.LedgerProviders;
import org.bricscodes.tlog.Cosignature;
import org.bricscodes.tlog.Digest;
import org.bricscodes.tlog.NoteSignature;
import org.bricscodes.tlog.Salt;
import org.bricscodes.tlog.SaltedTree;
import org.bricscodes.tlog.SignedCheckpoint;
import org.bricscodes.tlog.TlogException;
import org.bricscodes.tlog.TrustPolicy;
import org.bricscodes.tlog.TrustedLog;
import org.bricscodes.tlog.VerifierKey;
import org.jspecify.annotations.Nullable;

/** Checks the parts that every kind of bundle has: log key, checkpoint, events, anchors. */
final class PartChecks {

  private static final Pattern EVENT_HASH =
      Pattern.compile("ni:///sha-256;([0-9a-f]{64})\\?ver=CBV2\\.0");

  /** Without a leap second and without an hour 24, which the JDK would move on. */
  private static final Pattern RECORD_TIME =
      Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}T([01][0-9]|2[0-3])(:[0-5][0-9]){2}\\.[0-9]{3}Z");

  private static final EpcisJson READER = new EpcisJson(EpcisLimits.DEFAULT);

  private final BundlePins pins;
  private final AnchorChecks anchors;

  PartChecks(LedgerProviders ledgers, BundlePins pins, AnchorReader nodes) {
    this.pins = pins;
    this.anchors = new AnchorChecks(ledgers, pins, nodes);
  }

  /** What to hold the checkpoint against: the pinned keys, or the file's own. */
  TrustedLog log(String key) throws BundleFault {
    VerifierKey named;
    try {
      named = VerifierKey.parse(key);
    } catch (TlogException | IllegalArgumentException e) {
      throw BundleFault.unproven("/log", "is no verifier key: " + e.getMessage());
    }
    try {
      List<VerifierKey> pinned = pinnedLogs();
      List<VerifierKey> keys = pinned.isEmpty() ? List.of(named) : pinned;
      if (!keys.contains(named)) {
        throw BundleFault.unproven("/log", "is not a key you pinned for the log");
      }
      // A key vouches for the log of its own name alone.
      keys = keys.stream().filter(one -> one.name().equals(named.name())).toList();
      return new TrustedLog(named.name(), keys, pinnedWitnesses(), pins.quorum());
    } catch (TlogException | IllegalArgumentException e) {
      throw BundleFault.unreadable("", "the pinned keys cannot be used: " + e.getMessage());
    }
  }

  private List<VerifierKey> pinnedLogs() {
    Stream<VerifierKey> listed =
        pins.policy().stream().flatMap(policy -> policy.logs().stream()).map(TrustPolicy.Log::key);
    return Stream.concat(keys(pins.logKeys()), listed).distinct().toList();
  }

  private List<VerifierKey> pinnedWitnesses() {
    Stream<VerifierKey> listed =
        pins.policy().stream().flatMap(policy -> policy.witnessKeys().stream());
    return Stream.concat(keys(pins.witnesses()), listed).distinct().toList();
  }

  private static Stream<VerifierKey> keys(List<String> texts) {
    return texts.stream().map(VerifierKey::parse);
  }

  /** Whether the log's key is the verifier's own, not merely the file's. */
  boolean pinsLog() {
    return !pinnedLogs().isEmpty();
  }

  static SignedCheckpoint checkpoint(String note, TrustedLog log) throws BundleFault {
    try {
      return log.verify(note.getBytes(StandardCharsets.UTF_8));
    } catch (TlogException e) {
      throw BundleFault.unproven("/checkpoint", text(e));
    }
  }

  /**
   * Who cosigned the checkpoint, by the verifier's keys and by those the file names.
   *
   * @param checkpoint verified under {@link #log}
   * @param named keys of witnesses, as the file gives them
   */
  BundleCheck.Cosigners cosigners(SignedCheckpoint checkpoint, List<String> named, TrustedLog log)
      throws BundleFault {
    List<VerifierKey> pinned = checkpoint.cosignatures().stream().map(Cosignature::key).toList();
    if (pins.policy().isPresent() && !pins.policy().get().isMetBy(pinned)) {
      throw BundleFault.unproven(
          "/checkpoint",
          "is not cosigned as the policy asks: " + pins.policy().get().lacking(pinned));
    }
    List<BundleCheck.ProvenCosigner> proven = new ArrayList<>();
    checkpoint.cosignatures().forEach(by -> proven.add(proven(by, true)));
    List<VerifierKey> known = new ArrayList<>(log.keys());
    known.addAll(log.witnesses());
    if (new HashSet<>(named).size() < named.size()) {
      throw BundleFault.unproven("/witnesses", "names one witness twice");
    }
    for (int i = 0; i < named.size(); i++) {
      Cosignature by = cosignature(checkpoint, named.get(i), log, "/witnesses/" + i);
      if (!pinned.contains(by.key())) {
        known.add(by.key());
        proven.add(proven(by, false));
      }
    }
    return new BundleCheck.Cosigners(proven, unchecked(checkpoint, known));
  }

  private static BundleCheck.ProvenCosigner proven(Cosignature by, boolean pinned) {
    return new BundleCheck.ProvenCosigner(by.witness(), by.key().toString(), by.time(), pinned);
  }

  /** A cosignature that the file says is there. */
  private static Cosignature cosignature(
      SignedCheckpoint checkpoint, String named, TrustedLog log, String at) throws BundleFault {
    List<Cosignature> found;
    try {
      VerifierKey key = VerifierKey.parse(named);
      TrustedLog one = new TrustedLog(log.origin(), log.keys(), List.of(key), 0);
      found = one.verify(checkpoint.note()).cosignatures();
    } catch (TlogException | IllegalArgumentException e) {
      throw BundleFault.unproven(at, text(e));
    }
    if (found.isEmpty()) {
      throw BundleFault.unproven(at, "has not cosigned the checkpoint");
    }
    return found.getFirst();
  }

  /** Names on signature lines that nobody gave a key for. */
  private static List<String> unchecked(SignedCheckpoint checkpoint, List<VerifierKey> known) {
    return checkpoint.note().signatures().stream()
        .filter(
            line ->
                known.stream()
                    .noneMatch(
                        key -> key.keyId() == line.keyId() && key.name().equals(line.name())))
        .map(NoteSignature::name)
        .distinct()
        .toList();
  }

  /**
   * The hash of the log entry that commits to an event as the file gives it. Nothing is read into
   * it yet: what the log does not hold needs no reading.
   */
  static Digest leafHash(RawEvent raw, String at) throws BundleFault {
    EventPart part = raw.part();
    if (part == null && raw.salt().length != Salt.BYTES) {
      throw BundleFault.unproven(at + "/salt", "must be 32 bytes");
    }
    if (raw.party().isEmpty()) {
      throw BundleFault.unproven(at + "/party", "must not be empty");
    }
    if (!isRecordTime(raw.recordTime())) {
      throw BundleFault.unproven(at + "/recordTime", "is no UTC time with three decimals");
    }
    byte[] context = raw.context().getBytes(StandardCharsets.UTF_8);
    if (part != null) {
      return EventTree.commitment(
              context, raw.party(), raw.recordTime(), part.members(), root(part, at))
          .leafHash();
    }
    Matcher hash = EVENT_HASH.matcher(raw.hash());
    if (!hash.matches()) {
      throw BundleFault.unproven(at + "/hash", "is no event hash of CBV 2.0");
    }
    return EventCommitment.of(
            raw.entryVersion(),
            Salt.of(raw.salt()),
            raw.event().getBytes(StandardCharsets.UTF_8),
            context,
            HexFormat.of().parseHex(hash.group(1)),
            raw.party(),
            raw.recordTime())
        .leafHash();
  }

  /** The root of the tree that has these pieces where the part says they are. */
  private static Digest root(EventPart part, String at) throws BundleFault {
    EventShape shape = EventShape.parse(part.members(), at + "/members");
    List<Integer> leaves = new ArrayList<>();
    List<Digest> hashes = new ArrayList<>();
    EventShape.Walk walk = shape.new Walk();
    long before = 0;
    for (int i = 0; i < part.pieces().size(); i++) {
      EventPart.Piece piece = part.pieces().get(i);
      String here = at + "/pieces/" + i;
      if (piece.at() <= before || piece.at() >= shape.leaves()) {
        throw BundleFault.unproven(
            here + "/at", "must be above the one before and that of a piece of the event");
      }
      if (piece.salt().length != Salt.BYTES) {
        throw BundleFault.unproven(here + "/salt", "must be 32 bytes");
      }
      if (!ShownPieces.isPointer(piece.pointer())
          || !piece.member().equals(walk.memberOf(piece.at()))) {
        throw BundleFault.unproven(
            here + "/pointer", "does not lead into the member that has its piece there");
      }
      before = piece.at();
      leaves.add((int) before);
      byte[] value = piece.value().getBytes(StandardCharsets.UTF_8);
      hashes.add(SaltedTree.leafHash(piece.salt(), EventTree.content(piece.pointer(), value)));
    }
    try {
      return SaltedTree.root(shape.leaves(), leaves, hashes, part.nodes());
    } catch (TlogException e) {
      throw BundleFault.unproven(at + "/nodes", text(e));
    }
  }

  /** Says that an event is not what the log has. */
  static BundleFault notAsShown(@Nullable EventPart part, String at, Exception e) {
    String what = "event, context, hash, party, record time, salt, index or path";
    String ofPart = "pieces, nodes, members, context, party, record time, index or path";
    return BundleFault.unproven(
        at,
        "is not in the log as shown; its "
            + (part == null ? what : ofPart)
            + " was changed: "
            + text(e));
  }

  /**
   * Reads an event whose {@link #leafHash} is in the log. Of one that is shown whole, computes the
   * event hash; one that is shown in part must show what it cannot be told without.
   */
  static EventSource.Found event(RawEvent raw, String at) throws BundleFault {
    EventPart part = raw.part();
    return part == null ? whole(raw, at) : part(raw, part, at);
  }

  private static EventSource.Found whole(RawEvent raw, String at) throws BundleFault {
    byte[] bytes = raw.event().getBytes(StandardCharsets.UTF_8);
    byte[] context = raw.context().getBytes(StandardCharsets.UTF_8);
    EpcisEvent event;
    try {
      event = READER.parseEvent(bytes, context);
    } catch (IllegalArgumentException e) {
      throw BundleFault.unproven(at + "/event", "is no sound EPCIS event: " + text(e));
    }
    EventHash hash = EventHash.of(event, HashProfile.CBV_2_0);
    if (!hash.uri().equals(raw.hash())) {
      throw BundleFault.unproven(at + "/hash", "the event's hash is " + hash.uri());
    }
    String eventID = event.eventID() == null ? hash.uri() : event.eventID();
    return new EventSource.Found(
        recorded(raw, eventID, raw.salt(), hash.digest(), context, bytes), event);
  }

  private static EventSource.Found part(RawEvent raw, EventPart part, String at)
      throws BundleFault {
    EventShape shape = EventShape.parse(part.members(), at + "/members");
    Withheld withheld = shape.withheld(part.pieces());
    String lacking = shape.lacking(withheld);
    if (!lacking.isEmpty()) {
      throw BundleFault.unproven(
          at + "/pieces", "withhold " + lacking + ", without which the event cannot be told");
    }
    byte[] context = raw.context().getBytes(StandardCharsets.UTF_8);
    byte[] bytes;
    EpcisEvent event;
    try {
      ShownPieces shown = new ShownPieces();
      part.pieces().forEach(piece -> shown.with(piece.pointer(), piece.value()));
      bytes = shown.event();
      event = READER.parsePart(bytes, context);
    } catch (IllegalArgumentException e) {
      throw BundleFault.unproven(at + "/pieces", "are no part of an EPCIS event: " + text(e));
    }
    String eventID = event.eventID() == null ? "entry " + raw.index() : event.eventID();
    byte[] unknown = new byte[Salt.BYTES];
    return new EventSource.Found(
        recorded(raw, eventID, unknown, unknown, context, bytes), event, withheld);
  }

  private static RecordedEvent recorded(
      RawEvent raw, String eventID, byte[] salt, byte[] hash, byte[] context, byte[] bytes) {
    return new RecordedEvent(
        eventID,
        raw.party(),
        Instant.parse(raw.recordTime()),
        raw.index(),
        salt,
        ContentDigest.of(bytes, context),
        hash,
        context,
        bytes,
        raw.entryVersion());
  }

  /** Whether it is a UTC time with three decimals, of a day and an hour that exist. */
  private static boolean isRecordTime(String text) {
    try {
      if (!RECORD_TIME.matcher(text).matches()) {
        return false;
      }
      Instant.parse(text);
      return true;
    } catch (DateTimeException e) {
      return false;
    }
  }

  /** The events as they are told, in their order. */
  static List<BundleCheck.ProvenEvent> proven(List<EventSource.Found> events) {
    Set<Original> declared = new HashSet<>();
    for (EventSource.Found event : events) {
      if (Caution.declares(event)) {
        declared.add(Original.of(event));
      }
    }
    return events.stream()
        .map(event -> proven(event, declared.contains(Original.of(event))))
        .toList();
  }

  /** What a party can declare in error: nobody can withdraw another's event. */
  private record Original(String party, String eventID) {

    static Original of(EventSource.Found event) {
      return new Original(event.recorded().party(), event.recorded().eventID());
    }
  }

  private static BundleCheck.ProvenEvent proven(EventSource.Found event, boolean declared) {
    List<Caution> cautions = Caution.of(event, declared);
    return new BundleCheck.ProvenEvent(
        event.recorded().sequence(),
        event.recorded().eventID(),
        event.event().eventTime(),
        JourneyMaker.word(event.event().bizStep()),
        event.recorded().party(),
        event.withheld(),
        cautions,
        cautions.isEmpty() ? List.of() : Cautions.named(event.event()));
  }

  /**
   * @param indices of the events in the bundle
   */
  List<BundleCheck.ProvenAnchor> anchors(
      List<RawAnchor> raws, TrustedLog log, SignedCheckpoint checkpoint, Set<Long> indices)
      throws BundleFault {
    return anchors.proven(raws, log, checkpoint, indices);
  }

  static String text(Exception e) {
    return String.valueOf(e.getMessage());
  }
}
