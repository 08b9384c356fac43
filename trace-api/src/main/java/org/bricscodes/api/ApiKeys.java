package org.bricscodes.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bricscodes.store.Key;
import org.bricscodes.store.Page;
import org.bricscodes.store.Scan;
import org.bricscodes.store.Store;
import org.bricscodes.store.Table;
import org.bricscodes.store.Write;
import org.jspecify.annotations.Nullable;

/**
 * API keys: 256 random bits each, of which only the SHA-256 is kept. {@link #find} reads memory and
 * never blocks; the other methods block on the store and may be called from any thread.
 *
 * <p>One process owns the keys, so there the copy in memory is the truth once {@link #open}
 * returns. Others follow ({@link FollowedKeys}).
 */
final class ApiKeys {

  static final Table TABLE = new Table("api_keys", Table.Shape.ROWS);

  /** Keys at most; issuing more is refused. */
  static final int MAX_KEYS = 10_000;

  private static final byte[] PARTITION = "keys".getBytes(StandardCharsets.US_ASCII);
  private static final String PREFIX = "trace_";
  private static final int SECRET_BYTES = 32;
  private static final Comparator<Entry> OLDEST_FIRST =
      Comparator.comparing((Entry entry) -> entry.caller.created())
          .thenComparing(entry -> entry.caller.keyId());

  private final Store store;
  private final SecureRandom random;
  private final InstantSource clock;
  private volatile Map<String, Entry> byId;
  private volatile Map<String, String> names = Map.of();

  /** A revoked key stays, so that its party keeps its name and the list shows who once had one. */
  @SuppressWarnings("ArrayRecordComponent") // looked up by its id, never compared as a whole
  private record Entry(byte[] hash, Caller caller, @Nullable Instant revoked) {
    Listed listed() {
      return new Listed(caller, revoked);
    }
  }

  /** A key as an admin sees it. */
  record Listed(Caller caller, @Nullable Instant revoked) {}

  /** A new key. The secret is shown to its bearer once and kept nowhere. */
  record Issued(String secret, Caller caller) {
    @Override
    public String toString() {
      return "Issued[" + caller.keyId() + "]";
    }
  }

  private ApiKeys(
      Store store, SecureRandom random, InstantSource clock, Map<String, Entry> entries) {
    this.store = store;
    this.random = random;
    this.clock = clock;
    this.byId = Map.of();
    publish(entries);
  }

  static ApiKeys open(Store store, SecureRandom random, InstantSource clock) {
    return new ApiKeys(store, random, clock, read(store));
  }

  private static Map<String, Entry> read(Store store) {
    Map<String, Entry> entries = new HashMap<>();
    byte @Nullable [] after = null;
    do {
      Page page = store.scan(Scan.of(TABLE, PARTITION, 1000).after(after));
      for (Page.Row row : page.rows()) {
        entries.put(id(row.sort()), read(row));
      }
      after = page.next();
    } while (after != null);
    return entries;
  }

  /** Reads all keys again, where another process changes them. */
  synchronized void reload() {
    publish(read(store));
  }

  boolean isEmpty() {
    return byId.isEmpty();
  }

  /** The caller that {@code secret} belongs to. Compares in constant time. */
  Optional<Caller> find(String secret) {
    byte[] hash = hash(secret);
    Entry entry = byId.get(id(hash));
    return entry != null && MessageDigest.isEqual(entry.hash, hash) && entry.revoked == null
        ? Optional.of(entry.caller)
        : Optional.empty();
  }

  /** Whether the key with this id is good. Never blocks. */
  boolean stands(String keyId) {
    Entry entry = byId.get(keyId);
    return entry != null && entry.revoked == null;
  }

  /** Whether the party has a key of one of these roles that is good. Never blocks. */
  boolean hasKey(String party, Set<Role> roles) {
    return byId.values().stream()
        .anyMatch(
            entry ->
                entry.revoked == null
                    && entry.caller.party().equals(party)
                    && roles.contains(entry.caller.role()));
  }

  /** What the party is called, by the name of its oldest key. Never blocks. */
  Optional<String> nameOf(String party) {
    return Optional.ofNullable(names.get(party));
  }

  /** All keys, oldest first. */
  List<Listed> list() {
    return byId.values().stream().sorted(OLDEST_FIRST).map(Entry::listed).toList();
  }

  /** Makes a key; durable when it returns. */
  Issued issue(String party, String name, Role role) {
    byte[] secret = new byte[SECRET_BYTES];
    random.nextBytes(secret);
    String text = PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    return new Issued(text, register(text, party, name, role));
  }

  /**
   * Makes {@code secret} a key, or gives it a new party, name and role; durable when it returns.
   *
   * @throws IllegalArgumentException if it has fewer than 8 characters
   */
  synchronized Caller register(String secret, String party, String name, Role role) {
    if (secret.length() < 8) {
      throw new IllegalArgumentException("an API key has at least 8 characters");
    }
    byte[] hash = hash(secret);
    String id = id(hash);
    Entry known = byId.get(id);
    if (known == null && byId.size() >= MAX_KEYS) {
      throw new Problem(ProblemKind.CONFLICT, "this service keeps at most 10000 keys");
    }
    Instant created = known == null ? clock.instant() : known.caller.created();
    Caller caller = new Caller(id, party, name, role, created);
    keep(new Entry(hash, caller, null));
    return caller;
  }

  /** Ends a key; durable when it returns. False if there was none in force. */
  synchronized boolean revoke(String keyId) {
    Entry entry = byId.get(keyId);
    if (entry == null || entry.revoked != null) {
      return false;
    }
    keep(new Entry(entry.hash, entry.caller, clock.instant()));
    return true;
  }

  private void keep(Entry entry) {
    Caller caller = entry.caller;
    ObjectNode row = Json.object();
    row.put("party", caller.party());
    row.put("name", caller.name());
    row.put("role", caller.role().label());
    row.put("created", caller.created().toString());
    if (entry.revoked != null) {
      row.put("revoked", entry.revoked.toString());
    }
    Key key = new Key(TABLE, PARTITION, entry.hash);
    Await.done(store.write(List.of(new Write.Put(key, Json.bytes(row)))));
    Map<String, Entry> more = new HashMap<>(byId);
    more.put(caller.keyId(), entry);
    publish(more);
  }

  private void publish(Map<String, Entry> entries) {
    Map<String, String> byParty = new HashMap<>();
    entries.values().stream()
        .sorted(OLDEST_FIRST)
        .forEach(entry -> byParty.putIfAbsent(entry.caller.party(), entry.caller.name()));
    names = Map.copyOf(byParty);
    byId = Map.copyOf(entries);
  }

  private static Entry read(Page.Row row) {
    JsonNode value = Json.read(row.value());
    Caller caller =
        new Caller(
            id(row.sort()),
            value.path("party").asText(),
            value.path("name").asText(),
            Role.parse(value.path("role").asText()).orElseThrow(),
            Instant.parse(value.path("created").asText()));
    JsonNode revoked = value.path("revoked");
    return new Entry(
        row.sort(), caller, revoked.isTextual() ? Instant.parse(revoked.asText()) : null);
  }

  private static String id(byte[] hash) {
    return HexFormat.of().formatHex(hash, 0, 8);
  }

  private static byte[] hash(String secret) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
