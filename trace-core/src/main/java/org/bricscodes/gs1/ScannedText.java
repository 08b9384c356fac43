package org.bricscodes.gs1;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a scanner sent, a photo held or a person typed, read as the code of a product.
 *
 * <p>Reading is strict, and never guesses in silence. What surrounds a code and cannot be part of
 * one is taken away or put right, and every such {@link Folding} is told: spaces, line ends,
 * invisible characters, full-width forms, FNC1 spelled out, a scheme that is missing or in mixed
 * case, an address percent-encoded as a whole. What changes the code itself is refused with every
 * fault and what would be right; where the repair is plain it is offered as a {@link Suggestion},
 * for a person to confirm against the label.
 *
 * <p>Immutable; reading takes one pass over at most {@value #MAX_LENGTH} characters and touches
 * nothing outside.
 */
public sealed interface ScannedText {

  /** Longest text that is read, in characters. */
  int MAX_LENGTH = 8192;

  /** Reads a text. Bad input is an answer, never an exception. */
  static ScannedText read(String text) {
    return ScannedTextReader.read(text);
  }

  /** The text without what surrounds it: the one to register and to find an opaque code by. */
  String text();

  /** The symbology identifier the reader put in front, such as {@code ]Q3}; empty without one. */
  String symbology();

  /**
   * A GS1 key in one of its written forms.
   *
   * @param link with the host of the text if it had one, otherwise on {@link
   *     DigitalLink#CANONICAL_BASE}
   */
  record Keyed(String text, String symbology, Form form, DigitalLink link, List<Folding> folded)
      implements ScannedText {
    public Keyed {
      folded = List.copyOf(folded);
    }
  }

  /**
   * A code that means something to those who made it; it finds a product where it was registered.
   *
   * @param link the product that the code names in the open beside what only its maker can read, or
   *     null
   */
  record Opaque(
      String text, String symbology, Kind kind, @Nullable DigitalLink link, List<Folding> folded)
      implements ScannedText {
    public Opaque {
      folded = List.copyOf(folded);
    }
  }

  /**
   * It claims to be a GS1 code and is none.
   *
   * @param faults at least one, with places in the text as it was given
   * @param suggestion what it would be if the look-alike characters and the order were put right
   */
  record Faulty(
      String text, String symbology, List<Gs1Fault> faults, Optional<Suggestion> suggestion)
      implements ScannedText {
    public Faulty {
      faults = List.copyOf(faults);
    }
  }

  /**
   * One thing that was taken differently from how it stood there.
   *
   * @param position in the text as it was given
   * @param found what stood there; a character that cannot be seen by its code point
   * @param taken what it was taken for; empty: left out
   */
  record Folding(int position, String found, String taken) {}

  /** A code that differs from the text by changes that only the label can confirm. */
  record Suggestion(DigitalLink link, List<Folding> changes) {
    public Suggestion {
      changes = List.copyOf(changes);
    }
  }

  /** The written forms of a GS1 key. */
  enum Form {
    DIGITAL_LINK("Digital Link"),
    ELEMENT_STRING("element string"),
    TRADE_ITEM_NUMBER("trade item number"),
    EPC_URN("EPC URN"),
    EPC_BINARY("EPC binary");

    private final String word;

    Form(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }
  }

  /** Kinds of opaque codes. */
  enum Kind {
    /** GTIN and serial in the open, with a key and a signature that only its operator can check. */
    CHESTNY_ZNAK("Честный ЗНАК"),
    /** A blockchain-based identifier, {@code did:bid:…}. */
    BID("BID"),
    /** An address that is no Digital Link, as many national and brand codes are. */
    WEB_ADDRESS("web address"),
    /** Any other text. */
    OTHER("other");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }
  }
}
