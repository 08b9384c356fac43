/**
 * A batch's files: its codes as CSV and NDJSON, its symbols as archives, its labels. Start at
 * {@link org.bricscodes.api.output.BatchFiles}.
 *
 * <p><b>A file is never stored, and never lost.</b> It is a head, a body of units and a tail. The
 * bytes of unit <i>i</i> are a pure function of the batch, the options and <i>i</i>, so any part of
 * the file can be made at any time, in any order, on any thread, and the whole is the same bytes
 * for as long as the {@linkplain org.bricscodes.api.output.BatchFormat#version version} of its
 * format is. {@link org.bricscodes.api.output.BatchFile#tag} names those bytes.
 *
 * <p><b>Seeking.</b> Where all units have one length, the length of the file and the place of every
 * unit are arithmetic. Where they have not, the file is read from its beginning at once, and on the
 * way, or in a pass that only measures, the places of every few hundred units are remembered; from
 * then on it is seekable too. What is remembered is bounded, is shared by all who read the same
 * file, and may be forgotten at any time: it can be measured again.
 *
 * <p><b>Tails.</b> The directory of an archive needs what is known of the entries: where each
 * begins, and its checksum. That is kept while the entries are made, up to a bound, and made again
 * beyond it. Tails have units of one length too.
 *
 * <p><b>Memory and threads.</b> A {@link org.bricscodes.api.output.FileReader} holds a few blocks
 * of at most a few hundred kilobytes, however long the file is. Blocks are made ahead by helper
 * threads and handed over in order; the reading thread makes them itself when no helper is free, so
 * a busy pool slows a download and never stops it.
 */
@NullMarked
package org.bricscodes.api.output;

import org.jspecify.annotations.NullMarked;
