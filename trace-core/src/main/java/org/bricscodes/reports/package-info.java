/**
 * What consumers report of goods in their hands, and what the party that issued the code answers.
 * Start at {@link org.bricscodes.reports.Reports}.
 *
 * <p><b>What is kept of a report:</b> the code, a kind from a closed list, words in bounds if there
 * are any, the language of the page, what the page said of the code, and the hour. No name, no
 * address, nothing of device or network: nobody can be asked for what was never stored.
 *
 * <p><b>The reporter</b> gets a {@link org.bricscodes.reports.Reference}, 128 random bits that
 * stand nowhere here; a report lies under a hash of it. Whoever has it reads the answer and can
 * take the report back, which deletes its words. There is no other way to reach a reporter, and
 * none is needed.
 *
 * <p><b>The owner</b>, the party that issued or registered the code, lists, reads, answers and
 * closes reports. Who may see what is the caller's to check: {@link
 * org.bricscodes.reports.ReportFilter#owner}.
 *
 * <p>Words of both sides are hostile until shown otherwise: {@link org.bricscodes.reports.Words}
 * bounds them and refuses what is no text; whoever shows them escapes them. They are never logged.
 */
@NullMarked
package org.bricscodes.reports;

import org.jspecify.annotations.NullMarked;
