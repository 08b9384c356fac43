package org.bricscodes.api.output;

import java.util.List;
import org.bricscodes.codes.SerialRun;
import org.bricscodes.label.LabelFault;
import org.bricscodes.label.LabelSymbol;
import org.bricscodes.label.SymbolPrint;
import org.bricscodes.qr.PngWriter;

/** A ZIP archive with a symbol per code, each file named by its serial. */
final class SymbolArchive {

  /** No SVG of a module needs more, and an entry has this before its file. */
  private static final long SVG_BYTES_PER_MODULE = 12;

  private static final long ENTRY_BYTES = 1024;

  private SymbolArchive() {}

  static BatchFile png(
      FileName name, SerialRun run, Slice slice, CodeFacts facts, FileOptions options) {
    LabelSymbol symbols = readable(facts, options);
    Drawings drawings = new SymbolPng(symbols, new PngWriter(symbols.size(), options.pixels()));
    return of(name, run, slice, drawings, drawings.maxBytes() + ENTRY_BYTES);
  }

  static BatchFile svg(
      FileName name, SerialRun run, Slice slice, CodeFacts facts, FileOptions options) {
    LabelSymbol symbols = readable(facts, options);
    long most = SVG_BYTES_PER_MODULE * symbols.size() * symbols.size() + ENTRY_BYTES;
    return of(name, run, slice, new SymbolSvg(symbols), most);
  }

  /**
   * @throws OptionsException with everything that keeps the symbols from being read at any size
   */
  private static LabelSymbol readable(CodeFacts facts, FileOptions options) {
    LabelSymbol symbols = Symbols.of(facts, options);
    List<LabelFault> faults =
        SymbolPrint.faultsAtAnySize(symbols, options.labels().overprint() / 100);
    if (!faults.isEmpty()) {
      throw LabelFaults.of(faults);
    }
    return symbols;
  }

  /**
   * @param most bytes of an entry at most; it decides about bytes, so it is fixed for good, however
   *     much room a writer asks for
   */
  static BatchFile of(FileName name, SerialRun run, Slice slice, Drawings drawings, long most) {
    boolean wide = slice.count() * most >= ZipForm.MAX_32;
    ZipForm form = new ZipForm(drawings.suffix(), run.batch().created(), wide);
    ZipEntries entries = new ZipEntries(run, slice, drawings, form);
    return new BatchFile(
        name, new byte[0], entries, List.of(new ZipDirectory(entries), new ZipEnd(entries)));
  }
}
