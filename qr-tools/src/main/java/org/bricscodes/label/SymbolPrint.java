package org.bricscodes.label;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.bricscodes.label.LabelFault.Reason;
import org.bricscodes.qr.ErrorCorrection;
import org.bricscodes.qr.QrSymbol;
import org.jspecify.annotations.Nullable;

/**
 * How a symbol is going to be printed: the quality gate. {@link #faults} says everything that would
 * keep a phone or a scanner from reading it; an empty list is a yes. What no program can know, ink
 * and paper, it does not judge: a grade needs a verifier (ISO/IEC 15415).
 *
 * @param symbol what is printed
 * @param dotsPerInch of the printer or of the picture
 * @param dotsPerModule printer dots, or pixels, on the side of a module
 * @param quietZone modules that stay clear on every side
 * @param overprintShare the part of the symbol's area that a logo or another print covers, 0 to 1
 * @param polarity dark on light, or the reverse
 * @param use where it is scanned
 */
public record SymbolPrint(
    LabelSymbol symbol,
    int dotsPerInch,
    double dotsPerModule,
    int quietZone,
    double overprintShare,
    Polarity polarity,
    PrintUse use) {

  /** Largest share of a symbol at level Q or H that may be covered: decoders fail above. */
  public static final double MOST_OVERPRINT = 0.08;

  /**
   * Most modules across, quiet zone included. A phone's preview has 1,080 lines; a symbol held
   * within two thirds of it has 5 lines a module then, which a shaking hand needs.
   */
  public static final int MOST_MODULES = 144;

  private static final double MILLIMETRES_PER_INCH = 25.4;

  /** Bounds are given in thousandths of a millimetre: less is no difference. */
  private static final double ROUNDING = 0.0005;

  /** Which is darker, the modules or the ground. */
  public enum Polarity {
    DARK_ON_LIGHT,
    LIGHT_ON_DARK
  }

  /** A symbol printed as it should be: dark on light, nothing over it, its quiet zone around it. */
  public static SymbolPrint of(
      LabelSymbol symbol, int dotsPerInch, double dotsPerModule, PrintUse use) {
    return new SymbolPrint(
        symbol, dotsPerInch, dotsPerModule, symbol.quietZone(), 0, Polarity.DARK_ON_LIGHT, use);
  }

  /** The same with something printed over a part of it. */
  public SymbolPrint withOverprint(double share) {
    return new SymbolPrint(symbol, dotsPerInch, dotsPerModule, quietZone, share, polarity, use);
  }

  /** The same with another quiet zone. */
  public SymbolPrint withQuietZone(int modules) {
    return new SymbolPrint(
        symbol, dotsPerInch, dotsPerModule, modules, overprintShare, polarity, use);
  }

  /** The same with light and dark exchanged. */
  public SymbolPrint inverted() {
    Polarity other =
        polarity == Polarity.DARK_ON_LIGHT ? Polarity.LIGHT_ON_DARK : Polarity.DARK_ON_LIGHT;
    return new SymbolPrint(
        symbol, dotsPerInch, dotsPerModule, quietZone, overprintShare, other, use);
  }

  /** The side of a module: what the standards call X. */
  public double moduleMillimetres() {
    return dotsPerModule * MILLIMETRES_PER_INCH / dotsPerInch;
  }

  /** The side of the symbol with its quiet zone. */
  public double sideMillimetres() {
    return (symbol.size() + 2 * quietZone) * moduleMillimetres();
  }

  /** Every reason why this would not be read, and what would be; none when it will be. */
  public List<LabelFault> faults() {
    List<LabelFault> faults = new ArrayList<>();
    module(faults);
    int least =
        switch (symbol) {
          case LabelSymbol.Qr _ -> 4;
          case LabelSymbol.DataMatrix _ -> 1;
        };
    if (quietZone < least) {
      faults.add(
          fault(Reason.QUIET_ZONE, quietZone + " modules", "at least " + least + " on every side"));
    }
    overprint(level(symbol), overprintShare, faults);
    if (polarity == Polarity.LIGHT_ON_DARK) {
      faults.add(
          fault(Reason.INVERTED, "light modules on a dark ground", "dark modules on a light one"));
    }
    density(symbol.size() + 2 * symbol.quietZone(), faults);
    return faults;
  }

  /**
   * What keeps a symbol from being read however large it is printed, which a file of the symbol
   * alone does not decide.
   *
   * @param overprintShare as above
   */
  public static List<LabelFault> faultsAtAnySize(LabelSymbol symbol, double overprintShare) {
    List<LabelFault> faults = new ArrayList<>();
    overprint(level(symbol), overprintShare, faults);
    density(symbol.size() + 2 * symbol.quietZone(), faults);
    return faults;
  }

  /** The same of one code. */
  public static List<LabelFault> faultsAtAnySize(QrSymbol symbol, double overprintShare) {
    List<LabelFault> faults = new ArrayList<>();
    overprint(symbol.level(), overprintShare, faults);
    density(symbol.size() + 2 * QrSymbol.QUIET_ZONE, faults);
    return faults;
  }

  /** The same with the room there is, in which the symbol must fit with its quiet zone. */
  public List<LabelFault> faultsWithin(double roomMillimetres) {
    List<LabelFault> faults = new ArrayList<>(faults());
    if (sideMillimetres() > roomMillimetres + ROUNDING) {
      faults.add(
          fault(
              Reason.NO_ROOM,
              millimetres(roomMillimetres),
              "at least " + millimetres(sideMillimetres()) + " for the symbol and its quiet zone"));
    }
    return faults;
  }

  private void module(List<LabelFault> faults) {
    double x = moduleMillimetres();
    if (x < use.leastMillimetres() - ROUNDING) {
      faults.add(
          fault(
              Reason.MODULE_TOO_SMALL,
              millimetres(x),
              "at least " + millimetres(use.leastMillimetres()) + dots(leastDots())));
    }
    if (x > use.mostMillimetres() + ROUNDING) {
      int most = (int) ((use.mostMillimetres() + ROUNDING) * dotsPerInch / MILLIMETRES_PER_INCH);
      faults.add(
          fault(
              Reason.MODULE_TOO_LARGE,
              millimetres(x),
              "at most " + millimetres(use.mostMillimetres()) + dots(most)));
    }
    if (dotsPerModule != Math.rint(dotsPerModule)) {
      faults.add(
          fault(
              Reason.MODULE_NOT_WHOLE,
              String.format(Locale.ROOT, "%.3f dots", dotsPerModule),
              String.format(
                  Locale.ROOT,
                  "%.0f or %.0f dots",
                  Math.floor(dotsPerModule),
                  Math.ceil(dotsPerModule))));
    }
  }

  /** The fewest whole dots that make a module large enough. */
  int leastDots() {
    double dots = (use.leastMillimetres() - ROUNDING) * dotsPerInch / MILLIMETRES_PER_INCH;
    return (int) Math.ceil(dots);
  }

  private String dots(int dots) {
    return ", which is " + dots + " dots at " + dotsPerInch + " dpi";
  }

  private static void density(int across, List<LabelFault> faults) {
    if (across > MOST_MODULES) {
      faults.add(
          fault(
              Reason.TOO_DENSE,
              across + " modules across",
              "at most " + MOST_MODULES + ": a shorter link, or a lower level"));
    }
  }

  /** Of a QR Code; a DataMatrix has none to choose, and no room for a logo. */
  private static @Nullable ErrorCorrection level(LabelSymbol symbol) {
    return switch (symbol) {
      case LabelSymbol.Qr qr -> qr.level();
      case LabelSymbol.DataMatrix _ -> null;
    };
  }

  private static void overprint(
      @Nullable ErrorCorrection level, double overprintShare, List<LabelFault> faults) {
    if (overprintShare <= 0) {
      return;
    }
    String found = String.format(Locale.ROOT, "%.1f %% of the area", 100 * overprintShare);
    boolean strong = level == ErrorCorrection.Q || level == ErrorCorrection.H;
    if (!strong) {
      faults.add(
          fault(
              Reason.OVERPRINT,
              found,
              "nothing over it, or a QR Code at level Q with at most 8 %"));
    } else if (overprintShare > MOST_OVERPRINT) {
      faults.add(fault(Reason.OVERPRINT, found, "at most 8 % of the area"));
    }
  }

  private static LabelFault fault(Reason reason, String found, String expected) {
    return new LabelFault(reason, "symbol", found, expected);
  }

  private static String millimetres(double length) {
    return String.format(Locale.ROOT, "%.3f mm", length);
  }
}
