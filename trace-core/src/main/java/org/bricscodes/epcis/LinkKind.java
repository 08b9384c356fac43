package org.bricscodes.epcis;

/** Lists of events whose entries have a type of their own. */
public enum LinkKind {
  BIZ_TRANSACTION("bizTransaction", Vocabulary.BIZ_TRANSACTION),
  SOURCE("source", Vocabulary.SOURCE_DESTINATION),
  DESTINATION("destination", Vocabulary.SOURCE_DESTINATION);

  private final String term;
  private final Vocabulary types;

  LinkKind(String term, Vocabulary types) {
    this.term = term;
    this.types = types;
  }

  /** The name of its {@link EventTerms}. */
  public String term() {
    return term;
  }

  /** What its parameters begin with; the type follows. */
  String prefix() {
    return "EQ_" + term + "_";
  }

  Vocabulary types() {
    return types;
  }
}
