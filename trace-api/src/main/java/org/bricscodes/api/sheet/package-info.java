/**
 * Events from spreadsheets: rows of CSV or XLSX turned into EPCIS JSON-LD, every fault named by row
 * and column. Start at {@link org.bricscodes.api.sheet.SheetSplitter}.
 */
@NullMarked
package org.bricscodes.api.sheet;

import org.jspecify.annotations.NullMarked;
