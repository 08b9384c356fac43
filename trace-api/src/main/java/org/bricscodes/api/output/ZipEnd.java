package org.bricscodes.api.output;

/** What ends an archive. */
record ZipEnd(ZipEntries entries) implements Tail {

  @Override
  public long count() {
    return 1;
  }

  @Override
  public int bytes() {
    return entries.form().endBytes(entries.count());
  }

  @Override
  public UnitWriter writer(BodyFacts body) {
    return (first, count, into, at, facts) -> {
      byte[] end = entries.form().end(entries.count(), body.bodyEnd());
      System.arraycopy(end, 0, into, at, end.length);
      return at + end.length;
    };
  }
}
