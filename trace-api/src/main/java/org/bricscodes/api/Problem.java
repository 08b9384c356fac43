package org.bricscodes.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Why a request failed, thrown by handlers and answered as {@code application/problem+json} (RFC
 * 9457). It carries no stack trace: it is an answer, not a bug.
 */
final class Problem extends RuntimeException {

  private static final long serialVersionUID = 1;

  /** Faults listed in one document at most; the rest is counted. */
  static final int MAX_FAULTS = 100;

  private final ProblemKind kind;
  private final transient List<Fault> faults;
  private final transient Map<String, String> members;

  /**
   * One thing that is wrong.
   *
   * @param where a JSON pointer, a parameter name, a header name or a path
   * @param message what is wrong there and what would be right
   */
  record Fault(String where, String message) {}

  Problem(ProblemKind kind, String detail) {
    this(kind, detail, List.of());
  }

  Problem(ProblemKind kind, String detail, List<Fault> faults) {
    this(kind, detail, faults, Map.of());
  }

  private Problem(
      ProblemKind kind, String detail, List<Fault> faults, Map<String, String> members) {
    super(detail, null, false, false);
    this.kind = kind;
    this.faults = List.copyOf(faults);
    this.members = Map.copyOf(members);
  }

  /** The same with an extension member (RFC 9457 §3.2). */
  Problem with(String name, String value) {
    Map<String, String> more = new TreeMap<>(members);
    more.put(name, value);
    return new Problem(kind, detail(), faults, more);
  }

  /** The same with more faults. */
  Problem with(List<Fault> more) {
    List<Fault> all = new ArrayList<>(faults);
    all.addAll(more);
    return new Problem(kind, detail(), all, members);
  }

  static Problem invalidParameter(String name, String message) {
    return new Problem(
        ProblemKind.INVALID_PARAMETER, name + ": " + message, List.of(new Fault(name, message)));
  }

  ProblemKind kind() {
    return kind;
  }

  /** What went wrong this time, for people; never a secret. */
  String detail() {
    return String.valueOf(getMessage());
  }

  List<Fault> faults() {
    return faults;
  }

  Map<String, String> members() {
    return members;
  }
}
