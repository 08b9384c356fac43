package org.bricscodes.api.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.bricscodes.api.client.ApiFailure;
import org.bricscodes.api.client.CaptureReceipt;
import org.bricscodes.api.client.Captures;
import org.bricscodes.api.client.DocumentLimits;
import org.bricscodes.api.client.ProblemFault;
import org.bricscodes.api.sheet.SheetFile;
import org.bricscodes.api.sheet.SheetSplitter;
import org.bricscodes.api.split.Piece;
import org.bricscodes.api.split.Splitter;
import org.bricscodes.api.split.UnusableFile;
import org.bricscodes.capture.ErrorBehaviour;

/**
 * Sends files, cut into documents the service takes, a bounded number of documents at a time, and
 * says in the order of the files what became of them.
 */
final class CaptureRun implements AutoCloseable {

  /** Errors printed at most; the rest is counted. */
  private static final int MAX_ERRORS = 1_000;

  private final Captures captures;
  private final ErrorBehaviour behaviour;
  private final int inFlight;
  private final InstantSource clock;
  private final PrintWriter out;
  private final ProgressBar bar;
  private final ExecutorService senders;
  private final Deque<Sent> sent = new ArrayDeque<>();
  private final CaptureTally total = new CaptureTally();
  private long allBytes;
  private long doneBytes;
  private long errors;

  /** A document under way. */
  private record Sent(FileTally file, Piece piece, Future<Outcome> outcome) {}

  /** What became of a document. */
  private sealed interface Outcome {
    record Judged(CaptureReceipt receipt) implements Outcome {}

    record Refused(ApiFailure.Refused failure) implements Outcome {}
  }

  /** One file's part of the count. */
  private static final class FileTally {
    private final String name;
    private final long bytes;
    private final CaptureTally tally = new CaptureTally();
    private long events;
    private int open = 1;

    FileTally(String name, long bytes) {
      this.name = name;
      this.bytes = bytes;
    }
  }

  CaptureRun(
      Captures captures,
      ErrorBehaviour behaviour,
      int inFlight,
      InstantSource clock,
      PrintWriter out,
      ProgressBar bar) {
    this.captures = captures;
    this.behaviour = behaviour;
    this.inFlight = inFlight;
    this.clock = clock;
    this.out = out;
    this.bar = bar;
    this.senders = Executors.newFixedThreadPool(inFlight);
  }

  /**
   * Sends everything and waits for it.
   *
   * @throws ApiFailure if the service cannot be reached or lets this key do nothing; what was
   *     recorded by then is known when it is sent again
   */
  CaptureTally run(List<EventFile> files) throws IOException, InterruptedException {
    DocumentLimits limits = captures.limits();
    for (EventFile file : files) {
      allBytes += file.size();
    }
    for (EventFile file : files) {
      FileTally tally = new FileTally(file.name(), file.size());
      try (Splitter splitter = open(file, tally, limits)) {
        tally.events = splitter.events();
        for (Piece piece = splitter.next(); piece != null; piece = splitter.next()) {
          send(tally, piece);
        }
      } catch (UnusableFile e) {
        error(tally, String.valueOf(e.getMessage()));
        total.unusable();
      }
      close(tally);
    }
    while (!sent.isEmpty()) {
      settle();
    }
    bar.clear();
    if (errors > MAX_ERRORS) {
      out.println((errors - MAX_ERRORS) + " more errors are not shown");
    }
    return total;
  }

  private Splitter open(EventFile file, FileTally tally, DocumentLimits limits)
      throws IOException, UnusableFile {
    return switch (FileKind.of(file.head())) {
      case JSON -> Splitter.json(file.source(), limits);
      case XML -> Splitter.xml(file.source(), limits);
      case CSV -> sheet(file, SheetFile.Format.CSV, tally, limits);
      case XLSX -> sheet(file, SheetFile.Format.XLSX, tally, limits);
    };
  }

  /** Tells every fault of every row; nothing goes unless all rows are right, or those are to. */
  private Splitter sheet(
      EventFile file, SheetFile.Format format, FileTally tally, DocumentLimits limits)
      throws IOException, UnusableFile {
    SheetSplitter sheet =
        SheetSplitter.open(new SheetFile(format, file.path(), file.source()), limits, clock);
    sheet.faults().forEach(fault -> error(tally, fault.toString()));
    if (sheet.faultsOmitted() > 0) {
      error(tally, sheet.faultsOmitted() + " more faults");
    }
    if (sheet.unsound() == 0) {
      return sheet;
    }
    boolean nothing = behaviour == ErrorBehaviour.ROLLBACK;
    int refused = sheet.unsound() + (nothing ? (int) sheet.events() : 0);
    tally.tally.refused(refused);
    total.refused(refused);
    if (nothing) {
      sheet.close();
      throw new UnusableFile(
          "nothing of it was sent; put it right, or send what is with --proceed");
    }
    return sheet;
  }

  private void send(FileTally file, Piece piece) throws InterruptedException {
    while (sent.size() >= inFlight) {
      settle();
    }
    file.open++;
    sent.addLast(new Sent(file, piece, senders.submit(() -> capture(piece))));
  }

  private Outcome capture(Piece piece) {
    try {
      return new Outcome.Judged(captures.capture(piece.document(), piece.form(), behaviour));
    } catch (ApiFailure.Refused e) {
      return new Outcome.Refused(e);
    }
  }

  /** Waits for the document sent first. */
  private void settle() throws InterruptedException {
    Sent first = sent.removeFirst();
    try {
      switch (first.outcome().get()) {
        case Outcome.Judged(CaptureReceipt receipt) -> judged(first, receipt);
        case Outcome.Refused(ApiFailure.Refused failure) -> refused(first, failure);
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof ApiFailure failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    }
    FileTally file = first.file();
    doneBytes += file.events == 0 ? 0 : file.bytes * first.piece().events() / file.events;
    bar.at(doneBytes, allBytes, total.events());
    close(file);
  }

  private void judged(Sent document, CaptureReceipt receipt) {
    CaptureTally tally = document.file().tally;
    tally.judged(receipt, document.piece().events());
    total.judged(receipt, document.piece().events());
    for (CaptureReceipt.CaptureError error : receipt.errors()) {
      error(document.file(), document.piece().places().inFile(error.pointer(), error.detail()));
    }
    if (receipt.errorsOmitted() > 0) {
      error(document.file(), receipt.errorsOmitted() + " more errors the service does not list");
    }
  }

  /** A document that could not be taken at all: its own fault, or the same for every other. */
  private void refused(Sent document, ApiFailure.Refused failure) {
    if (failure.status() != 400 && failure.status() != 413) {
      throw failure;
    }
    document.file().tally.refused(document.piece().events());
    total.refused(document.piece().events());
    Piece.Places places = document.piece().places();
    for (ProblemFault fault : failure.faults()) {
      error(document.file(), places.inFile(fault.where(), fault.message()));
    }
    if (failure.faults().isEmpty()) {
      error(document.file(), failure.title() + ": " + failure.detail());
    }
  }

  private void error(FileTally file, String what) {
    if (++errors <= MAX_ERRORS) {
      bar.clear();
      out.println(file.name + ": " + what);
    }
  }

  private void close(FileTally file) {
    if (--file.open == 0) {
      bar.clear();
      out.println(file.name + ": " + file.tally);
      out.flush();
    }
  }

  @Override
  public void close() {
    senders.shutdownNow();
  }
}
