package org.bricscodes.samples.country;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.bricscodes.api.client.BatchRequest;
import org.bricscodes.api.client.Codes;
import org.bricscodes.api.client.TraceClient;
import org.jspecify.annotations.Nullable;

/**
 * The country's parties at a running service: each gets a key when it is first needed, orders its
 * codes and sends its documents with it. Any thread.
 */
public final class ServiceParties implements CodeSource {

  private static final String BETWEEN = "\t";

  private final TraceClient admin;
  private final @Nullable Path file;
  private final Map<String, String> keys = new ConcurrentHashMap<>();

  /**
   * @param admin a client with an admin key
   */
  public ServiceParties(TraceClient admin) {
    this(admin, null);
  }

  private ServiceParties(TraceClient admin, @Nullable Path file) {
    this.admin = admin;
    this.file = file;
  }

  /**
   * With keys that are kept in a file, which is made for its owner alone: who comes again needs no
   * others, of which a service has a bound.
   *
   * @param admin a client with an admin key
   * @param file a line for each party: its URI, a tab, its key
   * @throws IOException if it cannot be read or made
   */
  public static ServiceParties keeping(TraceClient admin, Path file) throws IOException {
    if (!Files.exists(file)) {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
    ServiceParties parties = new ServiceParties(admin, file);
    for (String line : Files.readAllLines(file)) {
      int tab = line.indexOf(BETWEEN);
      if (tab > 0) {
        parties.keys.put(line.substring(0, tab), line.substring(tab + 1));
      }
    }
    return parties;
  }

  /** The party's key, made when it is first asked for; blocks then. */
  public String key(Party party) {
    return keys.computeIfAbsent(party.uri(), _ -> issued(party));
  }

  private String issued(Party party) {
    String key = admin.keys().issue(party.uri(), party.name(), party.trade().role()).secret();
    if (file != null) {
      try {
        Files.writeString(file, party.uri() + BETWEEN + key + "\n", StandardOpenOption.APPEND);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return key;
  }

  /** The service, with this party's key. */
  public TraceClient client(Party party) {
    return admin.as(key(party));
  }

  @Override
  public List<String> serials(CodeOrder order) {
    Codes codes = client(order.factory()).codes();
    BatchRequest request =
        new BatchRequest(
            order.gtin(),
            order.lot(),
            order.quantity(),
            order.expiry(),
            order.plant(),
            order.product());
    return codes.serials(codes.issue(request, order.reference()).id());
  }
}
