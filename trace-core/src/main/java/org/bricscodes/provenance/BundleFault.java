package org.bricscodes.provenance;

/** Something in a bundle that cannot be, named by its JSON pointer. Caught by the verifier. */
final class BundleFault extends Exception {

  private static final long serialVersionUID = 1L;

  private final String pointer;
  private final String what;
  private final boolean readable;

  private BundleFault(String pointer, String what, boolean readable) {
    super(pointer + ": " + what);
    this.pointer = pointer;
    this.what = what;
    this.readable = readable;
  }

  /** The bundle can be read, and this proves nothing. */
  static BundleFault unproven(String pointer, String what) {
    return new BundleFault(pointer, what, true);
  }

  /** This is no bundle. */
  static BundleFault unreadable(String pointer, String what) {
    return new BundleFault(pointer, what, false);
  }

  /** Whether it is a bundle all the same. */
  boolean isReadable() {
    return readable;
  }

  BundleCheck asCheck() {
    return readable
        ? new BundleCheck.Failed(pointer, what)
        : new BundleCheck.Unusable(pointer, what);
  }
}
