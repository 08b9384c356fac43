package org.bricscodes.provenance;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.bricscodes.gs1.DigitalLink;

/**
 * Takes parts out of the events of a bundle's file, so that it can be passed on to who may see
 * less. It takes no key, no log and nobody's help: what is left proves itself as before.
 */
public final class Withholding {

  private Withholding() {}

  /**
   * The file with less in it.
   *
   * <p>Events of log entry version 1 have no parts, and stay as they are; nothing comes back that
   * an earlier holder withheld.
   *
   * @param file one that {@link BundleVerifier} found proven
   * @param disclosure what is left of its events
   * @return the file, and of how many events something was withheld
   */
  public static Result apply(byte[] file, Disclosure disclosure) {
    try {
      return ResultSetReader.says(file)
          ? ofSet(ResultSetReader.read(file), disclosure)
          : ofBundle(BundleReader.read(file), disclosure);
    } catch (BundleFault e) {
      throw new IllegalArgumentException("the file is not proven: " + e.getMessage(), e);
    }
  }

  /**
   * What came of it.
   *
   * @param file written anew
   * @param parts events of which it shows only parts
   * @param whole events that have none, and are shown whole
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Result(byte[] file, int parts, int whole) {}

  private static Result ofBundle(BundleReader.Raw bundle, Disclosure disclosure)
      throws BundleFault {
    List<EventSource.Found> events = new ArrayList<>();
    for (RawEntry entry : bundle.events()) {
      events.add(PartChecks.event(entry.event(), ""));
    }
    DigitalLink link = BundleVerifier.link(bundle.code());
    Set<String> subjects = BundleVerifier.trace(link, events).subjects();
    List<RawEntry> less = new ArrayList<>();
    for (int i = 0; i < events.size(); i++) {
      RawEntry entry = bundle.events().get(i);
      RawEvent event = less(entry.event(), events.get(i), disclosure, subjects);
      less.add(new RawEntry(event, entry.context(), entry.path()));
    }
    byte[] file =
        BundleJson.write(
            new BundleReader.Raw(
                bundle.code(),
                bundle.log(),
                bundle.checkpoint(),
                bundle.witnesses(),
                less,
                bundle.anchors()));
    return result(file, less.stream().map(RawEntry::event).toList());
  }

  private static Result ofSet(ResultSetReader.Raw set, Disclosure disclosure) throws BundleFault {
    List<RawEvent> less = new ArrayList<>();
    for (RawEvent event : set.events()) {
      less.add(less(event, PartChecks.event(event, ""), disclosure, Set.of()));
    }
    byte[] file =
        BundleJson.write(
            new ResultSetReader.Raw(
                set.query(),
                set.visibility(),
                set.log(),
                set.checkpoint(),
                set.witnesses(),
                set.statement(),
                less,
                set.nodes(),
                set.anchors()));
    return result(file, less);
  }

  private static Result result(byte[] file, List<RawEvent> events) {
    int parts = (int) events.stream().filter(event -> event.part() != null).count();
    return new Result(file, parts, events.size() - parts);
  }

  private static RawEvent less(
      RawEvent raw, EventSource.Found found, Disclosure disclosure, Set<String> subjects)
      throws BundleFault {
    EventPart part = raw.part();
    if (part != null) {
      int leaves = EventShape.parse(part.members(), "").leaves();
      return raw.with(disclosure.of(part, leaves, found.event(), subjects));
    }
    return raw.entryVersion() == 1
        ? raw
        : raw.with(disclosure.of(found.recorded(), found.event(), subjects));
  }
}
