package org.bricscodes.provenance;

/** What was recalled, seen from one pack. */
public enum RecallScope {
  /** The product as a whole, every lot of it. */
  PRODUCT("product", "the whole product"),
  /** Its lot. */
  LOT("lot", "its lot"),
  /** This pack. */
  ITEM("item", "this item"),
  /** Something it was inside of. */
  CONTAINER("container", "what it was packed in"),
  /** Something it was made from. */
  INPUT("input", "something it was made from");

  private final String word;
  private final String text;

  RecallScope(String word, String text) {
    this.word = word;
    this.text = text;
  }

  /** The word in JSON, and the last part of a key of the pages' texts. */
  public String word() {
    return word;
  }

  /** In English. */
  String text() {
    return text;
  }

  static RecallScope of(TracedEvent.Via via) {
    return switch (via) {
      case ITEM -> ITEM;
      case LOT -> LOT;
      case CONTAINER -> CONTAINER;
      case INPUT -> INPUT;
      case PRODUCT -> PRODUCT;
    };
  }
}
