/**
 * The service is killed, and its disk fails, at every durable step; nothing it acknowledged may be
 * lost. Start at {@link org.bricscodes.samples.crash.CrashDrill}.
 *
 * <p><b>What is tried.</b> The packaged service, {@code trace.jar serve} on its embedded engine, in
 * a process of its own. Nothing in it knows of the drill: it is struck from outside, at a system
 * call of one of its threads, by {@code strace}, which attaches to that thread alone. A {@link
 * org.bricscodes.samples.crash.Stroke} is {@code SIGKILL} before the call; {@code SIGKILL} after
 * it, when it has taken effect and the thread has not gone on; {@code EIO} or {@code ENOSPC} in its
 * place; or a write that the kernel itself cuts short, by a limit on the size of files. A {@link
 * org.bricscodes.samples.crash.FaultPoint} is a thread, a call and what clients are doing. Its
 * first, second, third … call is struck in turn until there is none, so that the points are found
 * by the code that runs and not by a list that ages. Kills at no call in particular, under
 * everything at once, come between them. Starts are struck in the same way, those of an empty
 * directory too.
 *
 * <p><b>What is checked</b> after each restart, of what was acknowledged until then ({@link
 * org.bricscodes.samples.crash.Told}): every event is answered by its id, and every term of the
 * index finds the same events, among them all that were acknowledged; documents end in success; the
 * log extends, by consistency proof, every checkpoint that was ever seen, and covers what was
 * acknowledged; batches have the codes they had, no code twice, and an order repeated under its own
 * name is the same batch; states, stages, reports, counted scans are there. Now and then, and at
 * the end: the log is recomputed from its entries and audited against all checkpoints; it has as
 * many entries as there are events; the ledger's own log holds no anchor twice, and one for the
 * newest checkpoint; subscribers have been sent every event; and, with the service stopped, every
 * entry of the log is derived again from its event.
 *
 * <p><b>After a failing disk</b> the process lives on. Then no write is acknowledged that is not
 * durable, writes are answered 503 with {@code Retry-After}, reads are answered, {@code /ready}
 * says why, and a restart finds everything acknowledged.
 *
 * <p>The first thing that does not hold ends the drill with what it was, the seed, and the
 * directory.
 */
@NullMarked
package org.bricscodes.samples.crash;

import org.jspecify.annotations.NullMarked;
