package org.bricscodes.tlog;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Whose signatures make a checkpoint valid, as a file anybody can read and hand on
 * (c2sp.org/tlog-policy): a checkpoint signed by any one of the logs and cosigned by witnesses as
 * the quorum asks. Immutable.
 *
 * <pre>{@code
 * log log.example/trace+63a34c76+AQ…
 * witness delhi witness.example.in/w1+20324abe+BC… https://witness.example.in/log
 * witness brasilia witness.example.br/w1+d5e5ba21+BC… https://witness.example.br/log
 * group abroad 1 delhi brasilia
 * quorum abroad
 * }</pre>
 *
 * <p>The names of witnesses and groups mean nothing outside the file; a witness is known to others
 * by the name in its key.
 */
public final class TrustPolicy {

  /** What a quorum is called that asks for no cosignature. */
  public static final String NONE = "none";

  /** Most logs, most witnesses and most groups of one policy. */
  public static final int MAX_EACH = 64;

  private final List<Log> logs;
  private final List<Witness> witnesses;
  private final Map<String, Group> groups;
  private final String quorum;

  /**
   * A log whose signature counts.
   *
   * @param key its name is the log's origin
   * @param url as it stands in the file
   */
  public record Log(VerifierKey key, Optional<String> url) {}

  /**
   * A witness that the quorum can ask for.
   *
   * @param name in the policy
   * @param url as it stands in the file: where it takes checkpoints, its submission prefix
   */
  public record Witness(String name, VerifierKey key, Optional<String> url) {}

  /**
   * Witnesses and groups of which some must have cosigned.
   *
   * @param threshold how many of the members
   */
  record Group(String name, int threshold, List<String> members) {
    Group {
      members = List.copyOf(members);
    }
  }

  TrustPolicy(List<Log> logs, List<Witness> witnesses, Collection<Group> groups, String quorum) {
    this.logs = List.copyOf(logs);
    this.witnesses = List.copyOf(witnesses);
    Map<String, Group> byName = new HashMap<>();
    groups.forEach(group -> byName.put(group.name(), group));
    this.groups = Map.copyOf(byName);
    this.quorum = quorum;
  }

  /**
   * Reads a policy file.
   *
   * @throws LinesException naming every fault by its line
   */
  public static TrustPolicy parse(byte[] file) {
    return new TrustPolicyReader(file).read();
  }

  /** Logs of which any one must have signed; empty: the file leaves that to whoever reads it. */
  public List<Log> logs() {
    return logs;
  }

  /** All witnesses, also those the quorum does not ask for. */
  public List<Witness> witnesses() {
    return witnesses;
  }

  /** The keys of all witnesses. */
  public List<VerifierKey> witnessKeys() {
    return witnesses.stream().map(Witness::key).toList();
  }

  /** Whether the quorum asks for no cosignature at all. */
  public boolean asksForNone() {
    return quorum.equals(NONE);
  }

  /** Whether cosignatures by these keys are enough. */
  public boolean isMetBy(Collection<VerifierKey> cosigners) {
    return asksForNone() || holds(quorum, new HashSet<>(cosigners));
  }

  private boolean holds(String name, Set<VerifierKey> cosigners) {
    Group group = groups.get(name);
    return group == null
        ? cosigners.contains(witness(name).key())
        : group.members().stream().filter(member -> holds(member, cosigners)).count()
            >= group.threshold();
  }

  private Witness witness(String name) {
    return witnesses.stream().filter(w -> w.name().equals(name)).findFirst().orElseThrow();
  }

  /** What the quorum asks for, for people. */
  public String asked() {
    return asksForNone() ? "no cosignature" : asked(quorum);
  }

  private String asked(String name) {
    Group group = groups.get(name);
    if (group == null) {
      return name;
    }
    List<String> members = group.members().stream().map(this::asked).toList();
    return group.threshold() + " of (" + String.join(", ", members) + ")";
  }

  /** What is lacking, for people: each group that is not met, with who is there and who is not. */
  public String lacking(Collection<VerifierKey> cosigners) {
    List<String> parts = new ArrayList<>();
    if (!isMetBy(cosigners)) {
      lacking(quorum, new HashSet<>(cosigners), parts);
    }
    return String.join("; ", parts);
  }

  private void lacking(String name, Set<VerifierKey> cosigners, List<String> parts) {
    Group group = groups.get(name);
    if (group == null) {
      parts.add("witness " + name + " has not cosigned");
      return;
    }
    List<String> there =
        group.members().stream().filter(member -> holds(member, cosigners)).toList();
    List<String> absent =
        group.members().stream().filter(member -> !there.contains(member)).toList();
    parts.add(
        "group "
            + name
            + " needs "
            + group.threshold()
            + " of "
            + group.members().size()
            + " and has "
            + there.size()
            + (there.isEmpty() ? "" : " (" + String.join(", ", there) + ")")
            + ", without "
            + String.join(", ", absent));
    absent.stream().filter(groups::containsKey).forEach(g -> lacking(g, cosigners, parts));
  }

  @Override
  public String toString() {
    return "policy of " + witnesses.size() + " witnesses, quorum " + asked();
  }
}
