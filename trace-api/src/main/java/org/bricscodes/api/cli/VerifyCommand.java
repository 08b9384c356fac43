package org.bricscodes.api.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.bricscodes.ledger.LedgerContext;
import org.bricscodes.ledger.LedgerProviders;
import org.bricscodes.provenance.BundleCheck;
import org.bricscodes.provenance.BundlePins;
import org.bricscodes.provenance.BundleVerifier;
import org.bricscodes.provenance.Cautions;
import org.bricscodes.tlog.TrustPolicy;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code trace verify}. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    header = "Checks a proof bundle with nothing but the file and the keys you pin.",
    description = {
      "",
      "Takes the bundle of a code (/scan/…/proof) and that of a query's answer"
          + " (/export/events.proof.json).",
      "",
      "Without --log-key or --policy the bundle is checked under the keys it names itself, and that"
          + " is said: compare them with keys obtained elsewhere. A policy (c2sp.org/tlog-policy)"
          + " lists the logs you trust, the witnesses you know, and which of them must have"
          + " cosigned.",
      ""
    },
    footer = {
      "",
      "Exit codes: 0 everything in the file holds, 1 something does not, 2 it is no bundle, or"
          + " something in it could not be checked: a receipt needs a node or what you pin, or a"
          + " node did not answer. A recall in it changes none of that: it is said in the lines"
          + " below the first.",
      "",
      "Example:",
      "  curl -o proof.json https://trace.example/scan/01/…/proof",
      "  trace verify proof.json --log-key \"$(cat log.vkey)\"",
      "  trace verify proof.json --policy my.policy",
      "  trace verify proof.json --ledger-node https://node.example --ledger-publisher 0x52…"
    })
final class VerifyCommand implements Callable<Integer> {

  @Mixin private BundleOptions given;

  @Option(
      names = "--witness",
      paramLabel = "VKEY",
      description = "A cosignature key of a witness you trust; repeat it for several.")
  private List<String> witnesses = List.of();

  @Option(
      names = "--quorum",
      paramLabel = "N",
      defaultValue = "0",
      description = "How many of the witnesses must have cosigned. Default: ${DEFAULT-VALUE}.")
  private int quorum;

  @Option(
      names = "--ledger",
      paramLabel = "ID=TRUST",
      description = {
        "What receipts of a ledger are to be checked under, from a source of your own: a second"
            + " log's verifier key, blocks:HASH of a chain, a channel's line. Repeat it for"
            + " several.",
        "What the file itself says is taken for a second log alone, whose key is shown, never for a"
            + " chain or a channel: hashes and certificates are made up as easily as receipts."
      })
  private Map<String, String> trust = Map.of();

  @Option(
      names = "--ledger-node",
      paramLabel = "[LEDGER=]ADDRESS",
      description = {
        "Read the anchor again from a node you choose; needs no credentials. LEDGER is a ledger's"
            + " id, or the name before its colon; it may be left out where the file names one"
            + " ledger. Repeat it for several.",
        "For a directory ledger: its directory, or the http address its log is served under."
      })
  private List<String> nodes = List.of();

  @Option(
      names = "--ledger-publisher",
      paramLabel = "[LEDGER=]ADDRESS",
      description =
          "Who must have published the anchors, as the ledger names its writers: where anyone may"
              + " write, one log may have another history there under another name. LEDGER as"
              + " above; without it, of every ledger not named otherwise. Repeat it for several.")
  private List<String> publishers = List.of();

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // the parser fills given and spec
  VerifyCommand() {}

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    byte[] bundle = given.bytes();
    Optional<TrustPolicy> policy = given.policy();
    LedgerProviders ledgers = LedgerProviders.load(VerifyCommand.class.getClassLoader());
    LedgerContext context = new LedgerContext(InstantSource.system(), new SecureRandom());
    LedgerNodes asked = new LedgerNodes(ledgers, nodes, context);
    AnchorLines lines = new AnchorLines(ledgers, out);
    BundleVerifier verifier =
        new BundleVerifier(
            ledgers,
            new BundlePins(given.logKeys(), witnesses, quorum, policy, trust, allowed()),
            asked);
    int exit =
        switch (verifier.check(bundle)) {
          case BundleCheck.Proven proven -> {
            int code = exit(proven.anchors(), asked);
            out.println("PROVEN  " + plain(proven.code()));
            printCautions(out, proven.events());
            printLog(
                out,
                proven.origin(),
                proven.size(),
                proven.logKey(),
                proven.logKeyPinned(),
                proven.cosigners());
            printMet(out, policy);
            print(out, lines, proven.anchors(), proven.events());
            yield code;
          }
          case BundleCheck.ProvenSet proven -> {
            int code = exit(proven.anchors(), asked);
            print(out, lines, proven, policy);
            yield code;
          }
          case BundleCheck.Failed failed -> BundleOptions.print(out, failed);
          case BundleCheck.Unusable unusable -> BundleOptions.print(out, unusable);
        };
    out.flush();
    return exit;
  }

  /** Of each ledger that is named, who may have published there. */
  private Map<String, List<String>> allowed() {
    Map<String, List<String>> allowed = new TreeMap<>();
    for (String option : publishers) {
      PerLedger publisher = PerLedger.parse(option);
      allowed.computeIfAbsent(publisher.ledger(), _ -> new ArrayList<>()).add(publisher.value());
    }
    return allowed;
  }

  /**
   * Success is for files of which nothing is left unchecked.
   *
   * @throws UnusableInput if something was named or pinned that the file has no use for: most
   *     likely its ledger was spelled otherwise, and went unpinned
   */
  private int exit(List<BundleCheck.ProvenAnchor> anchors, LedgerNodes asked) {
    asked.requireAllAsked();
    for (String name : trust.keySet()) {
      requireAnchor(anchors, "--ledger", name, anchor -> anchor.ledger().equals(name));
    }
    for (String name : allowed().keySet()) {
      requireAnchor(anchors, "--ledger-publisher", name, anchor -> isOf(anchor.ledger(), name));
    }
    return anchors.stream().allMatch(BundleCheck.ProvenAnchor::checked)
        ? Trace.PROVEN
        : Trace.UNUSABLE;
  }

  private static void requireAnchor(
      List<BundleCheck.ProvenAnchor> anchors,
      String option,
      String name,
      Predicate<BundleCheck.ProvenAnchor> used) {
    if (anchors.stream().noneMatch(used)) {
      throw new UnusableInput(
          option + (name.isEmpty() ? "" : " " + name) + ": the file has no anchor there");
    }
  }

  /** Whether a ledger is named by its id, by the name before its colon, or as any. */
  private static boolean isOf(String ledger, String name) {
    return name.isEmpty()
        || ledger.equals(name)
        || ledger.substring(0, ledger.indexOf(':')).equals(name);
  }

  private static void print(
      PrintWriter out,
      AnchorLines lines,
      BundleCheck.ProvenSet proven,
      Optional<TrustPolicy> policy) {
    int count = proven.events().size();
    out.println("PROVEN  " + count + (count == 1 ? " event" : " events") + " of a query's answer");
    printCautions(out, proven.events());
    out.println("  query " + plain(proven.query()));
    out.println(
        "  as seen by "
            + plain(proven.visibility())
            + "; that nothing is missing is what the log's operator signed, not proven");
    printLog(
        out,
        proven.origin(),
        proven.size(),
        proven.logKey(),
        proven.logKeyPinned(),
        proven.cosigners());
    printMet(out, policy);
    print(out, lines, proven.anchors(), proven.events());
  }

  /** What nobody who holds the goods may overlook stands above everything else. */
  private static void printCautions(PrintWriter out, List<BundleCheck.ProvenEvent> events) {
    Cautions.summary(events).forEach(line -> out.println("  " + plain(line.words())));
  }

  private static void printLog(
      PrintWriter out,
      String origin,
      long size,
      String key,
      boolean pinned,
      BundleCheck.Cosigners cosigners) {
    out.println("  log " + origin + ", " + size + " entries, key " + key + whose(pinned));
    for (BundleCheck.ProvenCosigner by : cosigners.proven()) {
      String named = by.pinned() ? "" : ", key " + by.key();
      out.println("  cosigned by " + by.name() + ", " + by.time() + named + whose(by.pinned()));
    }
    for (String name : cosigners.unchecked()) {
      out.println("  signed also in the name of " + plain(name) + ": not checked, no key is given");
    }
    if (cosigners.proven().isEmpty()) {
      out.println("  cosigned by nobody that can be checked");
    }
  }

  private static String whose(boolean pinned) {
    return pinned ? " (pinned)" : " (the file's own: compare it)";
  }

  /** A bundle that does not meet the policy is not proven, so here it does. */
  private static void printMet(PrintWriter out, Optional<TrustPolicy> policy) {
    policy.ifPresent(met -> out.println("  policy met: it asks for " + met.asked()));
  }

  private static void print(
      PrintWriter out,
      AnchorLines lines,
      List<BundleCheck.ProvenAnchor> anchors,
      List<BundleCheck.ProvenEvent> events) {
    anchors.forEach(lines::print);
    for (BundleCheck.ProvenEvent event : events) {
      out.println(
          "  "
              + event.eventTime()
              + "  "
              + (event.bizStep() == null ? "event" : event.bizStep())
              + "  by "
              + plain(event.party())
              + "  "
              + plain(event.eventID()));
      if (event.withheld().isPart()) {
        out.println("    " + plain(event.withheld().words()));
      }
      event.cautions().forEach(caution -> out.println("    " + plain(caution.words())));
    }
  }

  /** A file's text may hold what a terminal would obey. */
  static String plain(String text) {
    return text.replaceAll("\\p{Cntrl}", "\uFFFD");
  }
}
