package org.bricscodes.provenance;

import java.time.LocalDate;
import java.util.List;

/** The fact behind a verdict that its word does not say. */
public sealed interface Reason {

  /** What it is about, for readers who say it in their own language. */
  Kind kind();

  /** In English, for programs and their people. */
  String text();

  /** Every fact a verdict can rest on. */
  enum Kind {
    /** The code names a product or a lot. */
    NO_ITEM("no-item", "the code names no single item"),
    WRONG_LOT("wrong-lot", "this serial was issued for another lot"),
    REGISTERED_FOR_ANOTHER_LOT(
        "registered-for-another-lot", "this serial was registered for another lot"),
    NOT_ISSUED("not-issued", "this serial was never issued"),
    KEY_MISSING("key-missing", "the key of this code is not here"),
    MADE_ELSEWHERE("made-elsewhere", "this serial was not made here"),
    /** What, by whom and since when. */
    RECALLED("recalled", "recalled on "),
    /** Before a day. */
    BEST_BEFORE("best-before", "best before "),
    /** By a party. */
    REGISTERED("registered", "registered by "),
    /** In the words of whoever changed the code's state. */
    OWNER("owner", ""),
    /** In the words of whoever tried to read it: us. */
    MALFORMED("malformed", "");

    private final String word;
    private final String text;

    Kind(String word, String text) {
      this.word = word;
      this.text = text;
    }

    /** The last part of a key of the pages' texts. */
    public String word() {
      return word;
    }
  }

  /** A fact without particulars. */
  record Plain(Kind kind) implements Reason {
    @Override
    public String text() {
      return kind.text;
    }
  }

  /** A fact about a day. */
  record Dated(Kind kind, LocalDate day) implements Reason {
    @Override
    public String text() {
      return kind.text + day;
    }
  }

  /**
   * A recall that stands.
   *
   * @param party who recalled, as events name it
   * @param name what it is called; the party again where it has no name. Whoever shows it takes it
   *     for foreign text
   * @param day since when, in UTC
   * @param others of other parties, whose recalls stand besides
   */
  record Recalled(
      RecallScope scope, String party, String name, LocalDate day, List<Recalled> others)
      implements Reason {

    public Recalled {
      others = List.copyOf(others);
    }

    /** Of one party alone. */
    public Recalled(RecallScope scope, String party, String name, LocalDate day) {
      this(scope, party, name, day, List.of());
    }

    /** The same, with those of others. */
    Recalled with(List<Recalled> others) {
      return new Recalled(scope, party, name, day, others);
    }

    @Override
    public Kind kind() {
      return Kind.RECALLED;
    }

    @Override
    public String text() {
      return kind().text + day + " by " + name + ": " + scope.text();
    }
  }

  /**
   * A fact in others' words.
   *
   * @param words a name or a sentence; whoever shows it takes it for foreign text
   */
  record Said(Kind kind, String words) implements Reason {
    @Override
    public String text() {
      return kind.text + words;
    }
  }
}
