package org.bricscodes.tlog;

/** Whatever this package refuses to accept or to do. */
public abstract sealed class TlogException extends RuntimeException
    permits LinesException, LogException, NoteException, ProofException {

  private static final long serialVersionUID = 1L;

  TlogException(String message) {
    super(message);
  }

  TlogException(String message, Throwable cause) {
    super(message, cause);
  }
}
