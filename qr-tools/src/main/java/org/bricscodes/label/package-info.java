/**
 * What a printing house takes: labels of a batch as ZPL for label printers and as PDF for sheets.
 * Start at {@link org.bricscodes.label.ZplLabels} and {@link org.bricscodes.label.PdfLabels}.
 *
 * <p>A job is made once from what a whole batch shares ({@link org.bricscodes.label.LabelFacts}),
 * its symbol and its layout. Making it proves everything: that the symbol will be read ({@link
 * org.bricscodes.label.SymbolPrint}), that every text fits without touching another, that a font
 * has every character. What is wrong is said then, all of it, in a {@link
 * org.bricscodes.label.LabelException}; after that nothing can fail for one label and not for
 * another.
 *
 * <p>Output is a pure function of the job and the serials, byte for byte, on every machine: a lost
 * file is made again identical, and a broken download goes on in the middle. A ZPL label has one
 * constant length; a page of PDF is a function of its own serials and its place.
 *
 * <p>A job is for one thread; {@code fork()} gives another thread its own.
 */
@NullMarked
package org.bricscodes.label;

import org.jspecify.annotations.NullMarked;
