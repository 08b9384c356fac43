package org.bricscodes.samples;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The runs of the ledger contract, and what each ledger claims in them, written out: a run that is
 * no longer made is missed, and so is a capability that is no longer claimed. A new adapter, and a
 * case that not every ledger can show, get their lines here.
 */
final class ContractRuns {

  /** In which builds a run is made. */
  enum Build {
    EVERY,
    ANVIL,
    FABRIC;

    private boolean isThisOne() {
      return switch (this) {
        case EVERY -> true;
        case ANVIL -> Boolean.getBoolean("ledgers.anvil");
        case FABRIC -> Boolean.getBoolean("ledgers.fabric");
      };
    }
  }

  /**
   * One run.
   *
   * @param claims when the ledger is final, and its capabilities in their own order
   * @param notClaimed the cases that say nothing about this ledger
   */
  record Run(Build build, String claims, Set<String> notClaimed) {}

  private static final Set<String> WIRE =
      Set.of(
          "wire_answersLost_submitTellsTheTruthAndIsFoundById",
          "wire_requestsLost_submitIsNeverRefusedAndTheSameBytesGoThrough",
          "wire_silentOrCut_everyCallComesBackAndSaysUnreachable");
  private static final Set<String> NODE =
      Set.of(
          "reader_atANodeOfTheVerifiersChoice_saysTheSame",
          "reader_ofAnotherLedger_isRefusedAtThisNode",
          "reader_receiptOfAnotherTransactionOrTime_isAMismatch",
          "publisher_ofAReceipt_isTheSignerOfTheLedgerThatWroteIt");
  private static final Set<String> LEAVING = Set.of("whatLeavesTheProcess_holdsNoSecretAndNoPath");
  private static final Set<String> ONE_WRITER = Set.of("open_whileOpen_isRefusedOnOneKey");
  private static final Set<String> EXPIRY = Set.of("unsubmitted_expires_isDead");
  private static final Set<String> OTHER_SIGNER =
      Set.of(
          "release_byAnotherSignerUnderTheSameHandle_isNotHeld",
          "request_idOfAnotherSigner_isNotUsedUp");
  private static final Set<String> PLEDGE_TAKEN_BACK =
      Set.of("pledge_reorganisedAway_isNotSettledAndComesAgain");
  private static final Set<String> EVENTS =
      Set.of(
          "eventReceipt_anyByteChanged_isNotValid",
          "eventReceipt_ofOtherEvent_isNotValid",
          "event_again_isTaken",
          "event_answerLost_isFoundByIdAndTakenOnce",
          "event_besideAnchors_movesNoHead",
          "event_final_hasAReceiptThatHoldsAndRoundTrips",
          "event_notSubmitted_hasNoReceiptAndNoEffect",
          "events_severalOpen_becomeFinalTogether");
  private static final Set<String> PLEDGES =
      Set.of(
          "asset_unknown_isFree",
          "extend_byItsHolder_movesTheEndAndNeverBack",
          "pledge_final_isHeldAcrossReopening",
          "pledge_itsTimeCome_isExpiredAndAnotherMayPledge",
          "pledge_pastItsEnd_isRefused",
          "pledge_prepared_changesNothing",
          "pledge_reorganisedAway_isNotSettledAndComesAgain",
          "pledge_sameRequestAfterRelease_doesNotComeBack",
          "pledge_sameRequestAgain_isFinalAndChangesNothing",
          "pledge_whileHeld_isHeldForItsHolderToo",
          "pledges_competing_exactlyOneBecomesFinalAndTheLoserLearnsTheHandle",
          "prepared_bytesChanged_pledgesForNobodyElse",
          "prepared_underAnotherContent_isRefused",
          "release_byAnotherHandle_isNotHeld",
          "release_byAnotherSignerUnderTheSameHandle_isNotHeld",
          "release_byItsHolder_keepsTheReasonAndFreesTheAsset",
          "release_ofWhatIsFree_isNotHeld",
          "request_idOfAnotherSigner_isNotUsedUp",
          "request_usedForAnotherAct_isRejected");

  private static final String XINGHUO =
      "INSTANT MONOTONIC_HEAD REPLACEMENT NATIVE_EXPIRY PUBLIC_READ PER_EVENT";
  private static final String REORGANISING_CHAIN =
      " MONOTONIC_HEAD REPLACEMENT CAN_REORGANISE PUBLIC_READ PER_EVENT EXCLUSIVE_REGISTRY";

  private static final Map<String, Run> ALL =
      Map.ofEntries(
          Map.entry(
              "DirectoryLedgerContractTest",
              new Run(
                  Build.EVERY,
                  "INSTANT OFFLINE_VERIFIABLE CONTENT_ADDRESSED MONOTONIC_HEAD PUBLIC_READ"
                      + " PER_EVENT EXCLUSIVE_REGISTRY",
                  union(WIRE, EXPIRY, OTHER_SIGNER, PLEDGE_TAKEN_BACK))),
          Map.entry("BifEd25519ContractTest", new Run(Build.EVERY, XINGHUO, PLEDGES)),
          Map.entry("BifSm2ContractTest", new Run(Build.EVERY, XINGHUO, PLEDGES)),
          Map.entry("ZetrixContractTest", new Run(Build.EVERY, XINGHUO, PLEDGES)),
          Map.entry(
              "EvmLedgerContractAnvilIT",
              new Run(Build.ANVIL, "TAGGED" + REORGANISING_CHAIN, EXPIRY)),
          Map.entry(
              "EvmConfirmationsContractAnvilIT",
              new Run(Build.ANVIL, "PROBABILISTIC" + REORGANISING_CHAIN, EXPIRY)),
          Map.entry(
              "EvmInstantContractAnvilIT",
              new Run(
                  Build.ANVIL,
                  "INSTANT MONOTONIC_HEAD REPLACEMENT PUBLIC_READ PER_EVENT EXCLUSIVE_REGISTRY",
                  union(EXPIRY, PLEDGE_TAKEN_BACK))),
          Map.entry(
              "FabricLedgerContractIT",
              new Run(
                  Build.FABRIC,
                  "INSTANT OFFLINE_VERIFIABLE MONOTONIC_HEAD PER_EVENT EXCLUSIVE_REGISTRY",
                  union(ONE_WRITER, EXPIRY, PLEDGE_TAKEN_BACK))),
          Map.entry(
              "PlainLedgerTest",
              new Run(
                  Build.EVERY,
                  "INSTANT",
                  union(WIRE, NODE, LEAVING, ONE_WRITER, EXPIRY, EVENTS, PLEDGES))),
          Map.entry(
              "AddressedLedgerTest",
              new Run(
                  Build.EVERY,
                  "INSTANT CONTENT_ADDRESSED MONOTONIC_HEAD PER_EVENT",
                  union(WIRE, NODE, LEAVING, ONE_WRITER, EXPIRY, PLEDGES))),
          Map.entry(
              "ExpiringLedgerTest",
              new Run(
                  Build.EVERY,
                  "INSTANT REPLACEMENT NATIVE_EXPIRY EXCLUSIVE_REGISTRY",
                  union(WIRE, NODE, LEAVING, ONE_WRITER, EVENTS, PLEDGE_TAKEN_BACK))),
          Map.entry(
              "SlottedLedgerTest",
              new Run(
                  Build.EVERY,
                  "PROBABILISTIC MONOTONIC_HEAD REPLACEMENT CAN_REORGANISE PER_EVENT"
                      + " EXCLUSIVE_REGISTRY",
                  union(WIRE, NODE, LEAVING, ONE_WRITER, EXPIRY))));

  private ContractRuns() {}

  /** Those that have to be there now, by the class that made them. */
  static SortedMap<String, Run> ofThisBuild() {
    SortedMap<String, Run> now = new TreeMap<>(ALL);
    now.values().removeIf(run -> !run.build().isThisOne());
    return now;
  }

  /** Whether one may lie there, from a build with other profiles. */
  static boolean isKnown(String name) {
    return ALL.containsKey(name);
  }

  @SafeVarargs
  private static Set<String> union(Set<String>... cases) {
    Set<String> all = new HashSet<>();
    for (Set<String> each : cases) {
      all.addAll(each);
    }
    return Set.copyOf(all);
  }
}
