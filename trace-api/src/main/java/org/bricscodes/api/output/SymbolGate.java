package org.bricscodes.api.output;

import java.util.List;
import org.bricscodes.label.LabelFault;
import org.bricscodes.label.SymbolPrint;
import org.bricscodes.qr.QrSymbol;

/** Whether phones would read one symbol, however large it is printed. */
public final class SymbolGate {

  private SymbolGate() {}

  /**
   * Every reason why not, by the option that would mend it; none if they would.
   *
   * @param overprint percent of its area that something else will be printed over
   */
  public static List<OptionFault> faults(QrSymbol symbol, int overprint) {
    List<LabelFault> faults = SymbolPrint.faultsAtAnySize(symbol, overprint / 100.0);
    return LabelFaults.options(faults);
  }
}
