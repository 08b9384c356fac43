package org.bricscodes.api;

import java.nio.file.Path;
import java.util.function.Consumer;
import org.bricscodes.api.output.LabelFonts;
import org.bricscodes.provenance.Disclosure;
import org.jspecify.annotations.Nullable;

/**
 * Everything an operator sets.
 *
 * @param host address to listen on, such as {@code 127.0.0.1} or {@code 0.0.0.0}
 * @param port to listen on; 0 picks a free one
 * @param data directory of store, log, keys and ledgers; made if it is not there
 * @param baseUrl how clients reach this service, without trailing slash, such as {@code
 *     https://trace.example}; null: {@code http://host:port}
 * @param keys where the master keys of product codes come from
 * @param adminKey a bearer key with role admin, at least 8 characters; null: one is made at the
 *     first start
 * @param subscribers where events may be delivered to
 * @param scans what a scan leaves behind
 * @param labelFonts that labels are set in
 * @param reports what consumers may report
 * @param disclosure what who has no key sees of events
 * @param store which engine keeps the rows
 * @param timing how long it waits for others
 */
public record Config(
    String host,
    int port,
    Path data,
    @Nullable String baseUrl,
    @Nullable String adminKey,
    KeySettings keys,
    Subscribers subscribers,
    ScanSettings scans,
    LabelFonts labelFonts,
    ReportSettings reports,
    Disclosure disclosure,
    StoreSettings store,
    Timing timing) {

  public Config {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("port must be 0 to 65535, found " + port);
    }
    if (baseUrl != null && !baseUrl.matches("https?://[^/?#\\s]+(/[^?#\\s]*[^/?#\\s])?")) {
      throw new IllegalArgumentException(
          "base URL must be http:// or https://, a host, and no trailing slash, found " + baseUrl);
    }
    if (adminKey != null && adminKey.length() < 8) {
      throw new IllegalArgumentException("the admin key must have at least 8 characters");
    }
  }

  /** On the loopback address, any free port, everything else by default. */
  public static Config local(Path data) {
    return new Config(
        "127.0.0.1",
        0,
        data,
        null,
        null,
        KeySettings.FILES,
        Subscribers.PUBLIC,
        ScanSettings.STANDARD,
        LabelFonts.NONE,
        ReportSettings.STANDARD,
        Disclosure.PUBLIC,
        StoreSettings.embedded(),
        Timing.STANDARD);
  }

  /** The same, known to clients by this address. */
  public Config withBaseUrl(@Nullable String url) {
    return with(draft -> draft.baseUrl = url);
  }

  /** The same, listening on this port. */
  public Config withPort(int number) {
    return with(draft -> draft.port = number);
  }

  /** The same, with rows kept there. */
  public Config withStore(StoreSettings engine) {
    return with(draft -> draft.store = engine);
  }

  /** The same, waiting so long for others. */
  public Config withTiming(Timing times) {
    return with(draft -> draft.timing = times);
  }

  /** The same with a known admin key. */
  public Config withAdminKey(String key) {
    return with(draft -> draft.adminKey = key);
  }

  /** The same, delivering events to these. */
  public Config withSubscribers(Subscribers allowed) {
    return with(draft -> draft.subscribers = allowed);
  }

  /** The same with master keys from there. */
  public Config withKeys(KeySettings from) {
    return with(draft -> draft.keys = from);
  }

  /** The same, keeping this of scans. */
  public Config withScans(ScanSettings kept) {
    return with(draft -> draft.scans = kept);
  }

  /** The same, with labels set in these. */
  public Config withLabelFonts(LabelFonts fonts) {
    return with(draft -> draft.labelFonts = fonts);
  }

  /** The same, with this of reports. */
  public Config withReports(ReportSettings taken) {
    return with(draft -> draft.reports = taken);
  }

  /** The same, where who has no key sees this. */
  public Config withDisclosure(Disclosure shown) {
    return with(draft -> draft.disclosure = shown);
  }

  /** The same, but for what is changed of its draft. */
  private Config with(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return draft.config();
  }

  /** What is changed of a configuration before it is one. */
  private static final class Draft {
    private final Config from;
    private int port;
    private @Nullable String baseUrl;
    private @Nullable String adminKey;
    private KeySettings keys;
    private Subscribers subscribers;
    private ScanSettings scans;
    private LabelFonts labelFonts;
    private ReportSettings reports;
    private Disclosure disclosure;
    private StoreSettings store;
    private Timing timing;

    Draft(Config from) {
      this.from = from;
      this.port = from.port;
      this.baseUrl = from.baseUrl;
      this.adminKey = from.adminKey;
      this.keys = from.keys;
      this.subscribers = from.subscribers;
      this.scans = from.scans;
      this.labelFonts = from.labelFonts;
      this.reports = from.reports;
      this.disclosure = from.disclosure;
      this.store = from.store;
      this.timing = from.timing;
    }

    Config config() {
      return new Config(
          from.host,
          port,
          from.data,
          baseUrl,
          adminKey,
          keys,
          subscribers,
          scans,
          labelFonts,
          reports,
          disclosure,
          store,
          timing);
    }
  }

  @Override
  public String toString() {
    return "Config[" + host + ":" + port + ", " + data + ", " + baseUrl + "]";
  }
}
