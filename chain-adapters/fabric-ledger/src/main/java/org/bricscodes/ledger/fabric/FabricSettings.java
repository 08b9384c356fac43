package org.bricscodes.ledger.fabric;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bricscodes.ledger.Fault;
import org.bricscodes.ledger.LedgerConfig;
import org.bricscodes.ledger.LedgerException;
import org.bricscodes.ledger.Setting;
import org.hyperledger.fabric.client.identity.Identities;

/**
 * What a channel is opened with, read and checked whole: {@link #of} names every fault at once.
 *
 * @param peers whose gateways are asked, the preferred one first
 * @param tlsRoots the authorities of the peers' TLS certificates
 * @param tlsClient our own TLS certificate and key, where peers ask for one
 * @param endorsers the organisations that must endorse, by MSP id
 * @param genesis the SHA-256 of the channel's first block header, where it is pinned
 * @param definition {@code version/sequence} of the chaincode's definition, where it is pinned
 */
record FabricSettings(
    List<Peer> peers,
    String channel,
    String chaincode,
    String msp,
    X509Certificate certificate,
    PrivateKey key,
    List<X509Certificate> tlsRoots,
    Optional<TlsClient> tlsClient,
    List<String> endorsers,
    Optional<String> genesis,
    Optional<String> definition,
    String pool) {

  /**
   * @param authority the name in the peer's TLS certificate, where it is not the host
   */
  record Peer(String host, int port, Optional<String> authority) {
    @Override
    public String toString() {
      return host + ":" + port;
    }
  }

  /** Files, because gRPC reads them itself. */
  record TlsClient(Path certificate, Path key, X509Certificate leaf) {}

  /** Every key, as an operator reads it. */
  static final List<Setting> MANUAL =
      List.of(
          Setting.required(
              "peers",
              "peers whose gateway is asked, the preferred one first: host:port, or"
                  + " host:port/name where the peer's TLS certificate names another host; at most"
                  + " 16, separated by commas"),
          Setting.required("channel", "the channel's name"),
          Setting.optional("chaincode", "the name our chaincode was committed under", "anchor"),
          Setting.required("msp", "MSP id of our organisation, such as Org1MSP"),
          Setting.required(
              "certificate-file",
              "PEM file of our enrolment certificate, of a client of the organisation"),
          Setting.required(
              "key-file",
              "PEM file of its private key, PKCS #8, an EC key on P-256 or P-384; only its owner"
                  + " may read it"),
          Setting.required(
              "tls-ca-file", "PEM file of the authorities that issued the peers' TLS certificates"),
          optional(
              "tls-certificate-file",
              "PEM file of our TLS certificate, for peers that ask for one; with tls-key-file"),
          optional(
              "tls-key-file", "PEM file of its private key, PKCS #8; only its owner may read it"),
          Setting.required(
              "endorsers",
              "MSP ids of the organisations whose peers must endorse each transaction, and sign"
                  + " each receipt; enough for the chaincode's endorsement policy; separated by"
                  + " commas"),
          optional(
              "genesis",
              "pins the network: SHA-256 of the header of the channel's first block, 64 hexadecimal"
                  + " digits; the last part of the ledger's id, which opening without it shows"),
          optional(
              "definition",
              "pins the chaincode's definition: version/sequence, as 'peer lifecycle chaincode"
                  + " querycommitted' shows"),
          Setting.optional(
              "pool",
              "the registry of pledges on this chaincode; the same for all who must exclude each"
                  + " other, 1 to 64 of a-z 0-9 . _ -",
              "main"));

  private static final int MAX_PEERS = 16;
  private static final int MAX_FILE_BYTES = 1 << 20;
  private static final String MSP = "[A-Za-z0-9._-]{1,100}";
  private static final Set<PosixFilePermission> OWNER_ONLY =
      Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

  private static Setting optional(String key, String meaning) {
    return new Setting(
        key, meaning, Setting.Need.OPTIONAL, Optional.empty(), Setting.Exposure.PUBLIC);
  }

  /**
   * Reads the settings and the files they name; what may be left out and was, is filled in.
   *
   * @throws LedgerException.Refused naming every fault
   */
  static FabricSettings of(LedgerConfig config) throws LedgerException {
    Map<String, String> full = new HashMap<>(config.values());
    List<String> missing = new ArrayList<>();
    for (Setting setting : MANUAL) {
      setting.standard().ifPresent(value -> full.putIfAbsent(setting.key(), value));
      if (setting.need() == Setting.Need.REQUIRED && !full.containsKey(setting.key())) {
        missing.add("'" + setting.key() + "' is missing: " + setting.meaning());
      }
    }
    if (!missing.isEmpty()) {
      throw Fault.INVALID_INPUT.because(String.join("; ", missing));
    }
    return new Reading(new LedgerConfig(full)).settings();
  }

  /** One reading; collects what is wrong. */
  private static final class Reading {

    private final LedgerConfig config;
    private final List<String> faults = new ArrayList<>();

    Reading(LedgerConfig config) {
      this.config = config;
    }

    FabricSettings settings() throws LedgerException {
      List<Peer> peers = peers(config.value("peers"));
      String channel = formed("channel", "[a-z][a-z0-9.-]{0,248}");
      String chaincode = formed("chaincode", "[A-Za-z0-9]+([-_][A-Za-z0-9]+)*");
      String msp = formed("msp", MSP);
      String pool = formed("pool", "[a-z0-9][a-z0-9._-]{0,63}");
      List<String> endorsers = names("endorsers");
      Optional<String> genesis = formedIfGiven("genesis", "[0-9a-f]{64}");
      Optional<String> definition = formedIfGiven("definition", "[^/]{1,64}/[1-9][0-9]{0,9}");
      List<X509Certificate> own = certificates("certificate-file");
      List<X509Certificate> tlsRoots = certificates("tls-ca-file");
      Optional<PrivateKey> key = key("key-file");
      Optional<TlsClient> tlsClient = tlsClient();
      if (!own.isEmpty() && key.isPresent() && !Certificates.isPair(own.getFirst(), key.get())) {
        faults.add("'key-file' is not the key of 'certificate-file'");
      }
      if (!faults.isEmpty() || key.isEmpty()) {
        throw Fault.INVALID_INPUT.because(String.join("; ", faults));
      }
      return new FabricSettings(
          peers,
          channel,
          chaincode,
          msp,
          own.getFirst(),
          key.get(),
          tlsRoots,
          tlsClient,
          endorsers,
          genesis,
          definition,
          pool);
    }

    private List<Peer> peers(String text) {
      List<Peer> peers = new ArrayList<>();
      for (String part : text.split(",", MAX_PEERS + 1)) {
        String item = part.strip();
        if (!item.matches("[A-Za-z0-9.-]{1,253}:[0-9]{1,5}(/[A-Za-z0-9.-]{1,253})?")) {
          faults.add("'peers' takes host:port or host:port/name, 1 to 16, separated by commas");
          return peers;
        }
        String[] address = item.split("/", 2);
        int colon = address[0].lastIndexOf(':');
        int port = Integer.parseInt(address[0].substring(colon + 1));
        if (port < 1 || port > 65_535) {
          faults.add("'peers': " + port + " is no port");
        }
        peers.add(
            new Peer(
                address[0].substring(0, colon),
                port,
                address.length > 1 ? Optional.of(address[1]) : Optional.empty()));
      }
      return peers;
    }

    private List<String> names(String key) {
      List<String> names = new ArrayList<>();
      for (String part : config.value(key).split(",", MAX_PEERS + 1)) {
        if (!part.strip().matches(MSP) || names.contains(part.strip())) {
          faults.add("'" + key + "' takes MSP ids, each once, 1 to 16, separated by commas");
          return names;
        }
        names.add(part.strip());
      }
      names.sort(null);
      return names;
    }

    private String formed(String key, String form) {
      String value = config.value(key);
      if (!value.matches(form)) {
        faults.add("'" + key + "' is " + form);
      }
      return value;
    }

    private Optional<String> formedIfGiven(String key, String form) {
      return config.optional(key).isPresent() ? Optional.of(formed(key, form)) : Optional.empty();
    }

    private Optional<TlsClient> tlsClient() {
      Optional<String> certificate = config.optional("tls-certificate-file");
      Optional<String> key = config.optional("tls-key-file");
      if (certificate.isPresent() != key.isPresent()) {
        faults.add("'tls-certificate-file' and 'tls-key-file' are given together or not at all");
      }
      if (certificate.isEmpty() || key.isEmpty()) {
        return Optional.empty();
      }
      List<X509Certificate> leaf = certificates("tls-certificate-file");
      return key("tls-key-file").isPresent() && !leaf.isEmpty()
          ? Optional.of(
              new TlsClient(Path.of(certificate.get()), Path.of(key.get()), leaf.getFirst()))
          : Optional.empty();
    }

    private List<X509Certificate> certificates(String key) {
      try {
        List<X509Certificate> found = Certificates.inPem(file(key));
        if (found.isEmpty()) {
          faults.add("'" + key + "': no certificate in " + config.value(key));
        }
        return found;
      } catch (IOException | InvalidPathException | GeneralSecurityException e) {
        faults.add("'" + key + "': no PEM certificate can be read from " + config.value(key));
        return List.of();
      }
    }

    private Optional<PrivateKey> key(String key) {
      try (Reader pem = new StringReader(file(key))) {
        requireOwnerOnly(Path.of(config.value(key)), key);
        return Optional.of(Identities.readPrivateKey(pem));
      } catch (IOException | InvalidPathException | GeneralSecurityException e) {
        // What the parser says may quote the file: it is not shown.
        faults.add("'" + key + "': no PEM private key can be read from " + config.value(key));
        return Optional.empty();
      }
    }

    private String file(String key) throws IOException {
      Path file = Path.of(config.value(key));
      if (Files.size(file) > MAX_FILE_BYTES) {
        throw new IOException("too long");
      }
      return Files.readString(file, StandardCharsets.UTF_8);
    }

    private void requireOwnerOnly(Path file, String key) throws IOException {
      var view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
      if (view != null && !OWNER_ONLY.containsAll(view.readAttributes().permissions())) {
        faults.add("'" + key + "': others than its owner may read " + file + ": chmod 600 it");
      }
    }
  }

  @Override
  public String toString() {
    return "FabricSettings[" + peers + " " + channel + " " + chaincode + " " + msp + "]";
  }
}
