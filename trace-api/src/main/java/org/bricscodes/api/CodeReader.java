package org.bricscodes.api;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.bricscodes.codes.Serial;
import org.bricscodes.gs1.DigitalLink;
import org.bricscodes.gs1.Gtin;
import org.bricscodes.gs1.ScannedText;
import org.bricscodes.provenance.Provenance;
import org.bricscodes.provenance.ProvenanceReader;
import org.bricscodes.qr.FoundSymbol;
import org.bricscodes.qr.ImageFault;
import org.bricscodes.qr.PictureReading;
import org.bricscodes.qr.SymbolReader;
import org.jspecify.annotations.Nullable;

/**
 * From a photo or a scanner's text to products, and to what a scan of them says. Any thread; blocks
 * on the store where it checks, and keeps its thread busy while it looks at a picture.
 */
public final class CodeReader {

  /** How long attempts on one picture are begun. */
  static final Duration TIME = Duration.ofSeconds(4);

  /** Products told of one code at most. */
  private static final int MAX_TARGETS = 20;

  private final SymbolReader symbols = new SymbolReader(TIME, System::nanoTime);
  private final @Nullable ProvenanceReader provenance;
  private final OpaqueCodes opaque;

  CodeReader(@Nullable ProvenanceReader provenance, OpaqueCodes opaque) {
    this.provenance = provenance;
    this.opaque = opaque;
  }

  /** One that reads and checks nothing. */
  public static CodeReader offline() {
    return new CodeReader(null, OpaqueCodes.NONE);
  }

  /** One that also checks what it reads. */
  public static CodeReader checking(Assembly assembly) {
    Assembly.Parts parts = assembly.parts();
    return new CodeReader(parts.provenance(), new RegisteredCodes(parts.aliases()));
  }

  /** Reads what a scanner sent or a person typed. */
  public ReadCode text(String text) {
    return code(null, ScannedText.read(text));
  }

  /**
   * Reads the symbols of a picture; none found is an answer.
   *
   * @throws ImageFault if the file is too large, of another format, or broken
   */
  public ReadPicture picture(byte[] file) throws ImageFault {
    PictureReading reading = symbols.look(file);
    List<ReadCode> codes = new ArrayList<>();
    for (FoundSymbol symbol : reading.symbols()) {
      codes.add(code(symbol, ScannedText.read(symbol.transmitted())));
    }
    return new ReadPicture(codes, reading.coverage());
  }

  private ReadCode code(@Nullable FoundSymbol symbol, ScannedText read) {
    ScannedText text = read instanceof ScannedText.Faulty faulty ? registered(faulty) : read;
    Set<DigitalLink> links = new LinkedHashSet<>();
    DigitalLink contradicted = null;
    switch (text) {
      case ScannedText.Keyed keyed -> {
        links.add(keyed.link());
        if (mayBeOthers(keyed)) {
          links.addAll(opaque.targets(keyed.text()));
        }
        if (hasTail(keyed)
            && opaque.targets(keyed.text()).isEmpty()
            && opaque.hasWholeCode(keyed.link())) {
          contradicted = keyed.link();
        }
      }
      case ScannedText.Opaque other -> {
        links.addAll(opaque.targets(other.text()));
        DigitalLink open = other.link();
        if (open != null) {
          contradicted = links.isEmpty() && opaque.hasWholeCode(open) ? open : null;
          links.add(open);
        }
      }
      case ScannedText.Faulty _ -> {
        // leads nowhere
      }
    }
    List<ReadCode.Target> targets = new ArrayList<>();
    for (DigitalLink link : links) {
      if (targets.size() < MAX_TARGETS) {
        targets.add(link.equals(contradicted) ? ReadCode.Target.otherTail(link) : target(link));
      }
    }
    return new ReadCode(symbol, text, targets);
  }

  /**
   * A code made elsewhere may look like a broken one of GS1; where it is registered, it is none.
   */
  private ScannedText registered(ScannedText.Faulty faulty) {
    String symbology = faulty.symbology();
    String text = faulty.text().substring(symbology.length());
    return opaque.targets(text).isEmpty()
        ? faulty
        : new ScannedText.Opaque(text, symbology, ScannedText.Kind.OTHER, null, List.of());
  }

  /**
   * Company-internal data, of a form that is no crypto tail: cut, lengthened, or something else.
   */
  private static boolean hasTail(ScannedText.Keyed keyed) {
    return keyed.form() == ScannedText.Form.ELEMENT_STRING
        && Stream.of("91", "92", "93").anyMatch(ai -> keyed.link().parameter(ai).isPresent());
  }

  /** Digits and hex that only happen to be a key of GS1; in an EAN they are one. */
  private static boolean mayBeOthers(ScannedText.Keyed keyed) {
    return switch (keyed.form()) {
      case TRADE_ITEM_NUMBER -> !keyed.symbology().startsWith("]E");
      case EPC_BINARY -> true;
      case DIGITAL_LINK, ELEMENT_STRING, EPC_URN -> false;
    };
  }

  private ReadCode.Target target(DigitalLink link) {
    Optional<Gtin> gtin = link.gtin();
    if (provenance == null || gtin.isEmpty()) {
      return new ReadCode.Target(link, null, null, null);
    }
    Provenance check =
        provenance.of(gtin.get(), link.lot().orElse(null), link.serial().orElse(null));
    return switch (check.verdict()) {
      case MALFORMED, NOT_ISSUED -> new ReadCode.Target(link, check, typed(link), null);
      case WRONG_LOT, RECALLED, VOID, EXPIRED, GENUINE, REGISTERED, UNKNOWN ->
          new ReadCode.Target(Spelling.issued(link, check), check, null, null);
    };
  }

  /** The link as someone may have meant it who typed the serial off a label; null: as it is. */
  private static @Nullable DigitalLink typed(DigitalLink link) {
    try {
      String scanned = link.serial().orElse("");
      String serial = Serial.parseTyped(scanned).text();
      return serial.equals(scanned) ? null : Spelling.with(link, serial);
    } catch (IllegalArgumentException _) {
      return null;
    }
  }
}
