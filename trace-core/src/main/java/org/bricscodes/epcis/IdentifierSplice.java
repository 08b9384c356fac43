package org.bricscodes.epcis;

import java.util.ArrayList;
import java.util.List;

/**
 * Copies parts of an event, with its identifiers in another form: every byte that is not part of a
 * translated identifier is the received one. For one event.
 */
final class IdentifierSplice {

  private final Utf8Buffer out;
  private final JsonTape tape;
  private final EpcTranslation translation;

  /** Up to where the received bytes have been dealt with. */
  private int done;

  IdentifierSplice(Utf8Buffer out, JsonTape tape, EpcTranslation translation) {
    this.out = out;
    this.tape = tape;
    this.translation = translation;
  }

  /** Copies a member of the event object. */
  void member(int key) {
    done = tape.start(key);
    IdentifierSpot spot = translation.isNone() ? null : IdentifierSpot.EVENT.under(tape, key);
    if (spot != null) {
      value(key + 1, spot);
    }
    copyTo(tape.end(key + 1));
  }

  private void value(int value, IdentifierSpot spot) {
    switch (tape.first(value)) {
      case '[' -> {
        if (spot.isIdentifier()) {
          list(value);
        } else {
          for (int item = value + 1; item < tape.next(value); item = tape.next(item)) {
            value(item, spot);
          }
        }
      }
      case '{' -> {
        for (int key = value + 1; key < tape.next(value); key = tape.next(key + 1)) {
          IdentifierSpot inner = spot.under(tape, key);
          if (inner != null) {
            value(key + 1, inner);
          }
        }
      }
      case '"' -> {
        if (spot.isIdentifier() && mayChange(value)) {
          String uri = Jcs.text(tape, value);
          replace(value, uri, translation.of(uri));
        }
      }
      default -> {} // the reader let nothing else through
    }
  }

  private void list(int list) {
    if (!anyMayChange(list)) {
      return;
    }
    List<String> uris = new ArrayList<>();
    for (int item = list + 1; item < tape.next(list); item = tape.next(item)) {
      uris.add(Jcs.text(tape, item));
    }
    List<String> translated = translation.ofUnique(uris);
    int at = 0;
    for (int item = list + 1; item < tape.next(list); item = tape.next(item)) {
      replace(item, uris.get(at), translated.get(at));
      at++;
    }
  }

  private boolean anyMayChange(int list) {
    for (int item = list + 1; item < tape.next(list); item = tape.next(item)) {
      if (mayChange(item)) {
        return true;
      }
    }
    return false;
  }

  /** Also true for a text that begins with an escape. */
  private boolean mayChange(int value) {
    byte first = tape.bytes()[tape.start(value) + 1];
    return first == '\\' || translation.mayChange(first);
  }

  @SuppressWarnings({"ReferenceEquality", "StringEquality"}) // the contract of EpcTranslation.of
  private void replace(int value, String uri, String translated) {
    if (translated != uri) {
      copyTo(tape.start(value));
      new Jcs(out).quote(translated);
      done = tape.end(value);
    }
  }

  private void copyTo(int end) {
    out.append(tape.bytes(), done, end);
    done = end;
  }
}
