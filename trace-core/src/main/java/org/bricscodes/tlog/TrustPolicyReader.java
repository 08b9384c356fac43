package org.bricscodes.tlog;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads one policy file, to its end, whatever is wrong in it. Used once. */
final class TrustPolicyReader {

  private final ListedLines file;
  private final List<TrustPolicy.Log> logs = new ArrayList<>();
  private final List<TrustPolicy.Witness> witnesses = new ArrayList<>();
  private final Map<String, TrustPolicy.Group> groups = new LinkedHashMap<>();

  /** Name of a witness or group → the line that defines it, faulty or not. */
  private final Map<String, Integer> defined = new HashMap<>();

  /** Member → the line that made it one. */
  private final Map<String, Integer> members = new HashMap<>();

  private final Set<Digest> logKeys = new HashSet<>();
  private final Set<Digest> witnessKeys = new HashSet<>();
  private @Nullable String quorum;

  TrustPolicyReader(byte[] bytes) {
    this.file = new ListedLines(bytes);
  }

  TrustPolicy read() {
    for (ListedLines.Line line : file.lines()) {
      switch (line.word()) {
        case "log" -> log(line);
        case "witness" -> witness(line);
        case "group" -> group(line);
        case "quorum" -> quorum(line);
        case String other ->
            file.fault(
                line.number(), other + " is none of the words log, witness, group and quorum");
      }
    }
    if (quorum == null) {
      file.fault(0, "has no quorum line; quorum none asks for no cosignature");
    }
    file.check();
    return new TrustPolicy(logs, witnesses, groups.values(), String.valueOf(quorum));
  }

  private void log(ListedLines.Line line) {
    if (!hasItems(line, 2, 3, "log VKEY [URL]")) {
      return;
    }
    VerifierKey key = key(line, line.items().get(1), KeyType::isLogs, "a log's");
    if (key != null && isNew(line, logKeys, key, logs.size(), "log")) {
      logs.add(new TrustPolicy.Log(key, url(line, 2)));
    }
  }

  private void witness(ListedLines.Line line) {
    if (!hasItems(line, 3, 4, "witness NAME VKEY [URL]")) {
      return;
    }
    String name = line.items().get(1);
    define(line, name);
    VerifierKey key = key(line, line.items().get(2), KeyType::isWitnesses, "a witness's");
    if (key != null && isNew(line, witnessKeys, key, witnesses.size(), "witness")) {
      witnesses.add(new TrustPolicy.Witness(name, key, url(line, 3)));
    }
  }

  private void group(ListedLines.Line line) {
    if (!hasItems(line, 4, 3 + 2 * TrustPolicy.MAX_EACH, "group NAME all|any|K MEMBER…")) {
      return;
    }
    String name = line.items().get(1);
    List<String> named = line.items().subList(3, line.items().size());
    named.forEach(member -> member(line, member));
    int threshold = threshold(line, line.items().get(2), named.size());
    define(line, name);
    if (groups.size() == TrustPolicy.MAX_EACH) {
      file.fault(line.number(), "is one group more than the " + TrustPolicy.MAX_EACH + " allowed");
    }
    groups.put(name, new TrustPolicy.Group(name, threshold, named));
  }

  private void member(ListedLines.Line line, String member) {
    if (!defined.containsKey(member)) {
      file.fault(line.number(), member + " is no witness or group of a line before");
    }
    Integer before = members.putIfAbsent(member, line.number());
    if (before != null) {
      file.fault(line.number(), member + " is a member already, by line " + before);
    }
  }

  private int threshold(ListedLines.Line line, String text, int count) {
    switch (text) {
      case "all" -> {
        return count;
      }
      case "any" -> {
        return 1;
      }
      case String number -> {
        if (number.matches("[1-9][0-9]{0,3}") && Integer.parseInt(number) <= count) {
          return Integer.parseInt(number);
        }
        file.fault(
            line.number(), "a group asks for all, any, or 1 to " + count + " of its members");
        return 1;
      }
    }
  }

  private void quorum(ListedLines.Line line) {
    if (!hasItems(line, 2, 2, "quorum NAME|none")) {
      return;
    }
    String name = line.items().get(1);
    if (quorum != null) {
      file.fault(line.number(), "is a second quorum line; there is exactly one");
    }
    if (!name.equals(TrustPolicy.NONE) && !defined.containsKey(name)) {
      file.fault(line.number(), name + " is no witness or group of a line before");
    }
    quorum = name;
  }

  private void define(ListedLines.Line line, String name) {
    if (name.equals(TrustPolicy.NONE)) {
      file.fault(line.number(), "none is no name of a witness or group");
    }
    Integer before = defined.putIfAbsent(name, line.number());
    if (before != null) {
      file.fault(line.number(), name + " was named before, by line " + before);
    }
  }

  private boolean hasItems(ListedLines.Line line, int least, int most, String form) {
    int count = line.items().size();
    if (count < least || count > most) {
      file.fault(line.number(), "must be " + form);
      return false;
    }
    return true;
  }

  /** Whether a key may be of the kind that a line asks for. */
  @FunctionalInterface
  private interface Kind {
    boolean fits(KeyType type);
  }

  private @Nullable VerifierKey key(ListedLines.Line line, String text, Kind kind, String whose) {
    try {
      VerifierKey key = VerifierKey.parse(text);
      if (kind.fits(key.type())) {
        return key;
      }
      file.fault(line.number(), "the key is none of " + whose + ": its type is " + key.type());
    } catch (NoteException | IllegalArgumentException e) {
      file.fault(line.number(), String.valueOf(e.getMessage()));
    }
    return null;
  }

  private boolean isNew(
      ListedLines.Line line, Set<Digest> keys, VerifierKey key, int count, String what) {
    if (!keys.add(Digest.sha256(key.publicKey()))) {
      file.fault(line.number(), "this public key is another " + what + "'s already");
      return false;
    }
    if (count == TrustPolicy.MAX_EACH) {
      file.fault(
          line.number(), "is one " + what + " more than the " + TrustPolicy.MAX_EACH + " allowed");
      return false;
    }
    return true;
  }

  private static Optional<String> url(ListedLines.Line line, int at) {
    return line.items().size() > at ? Optional.of(line.items().get(at)) : Optional.empty();
  }
}
