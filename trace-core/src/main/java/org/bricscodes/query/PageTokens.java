package org.bricscodes.query;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.bricscodes.store.Key;
import org.bricscodes.store.Page;
import org.bricscodes.store.Scan;
import org.bricscodes.store.Store;
import org.bricscodes.store.Table;
import org.bricscodes.store.Write;
import org.jspecify.annotations.Nullable;

/**
 * The tokens that lead from one page of a listing to the next (EPCIS 2.0 §12.4). A token carries
 * where its listing stands, so that the service need remember nothing but those that were given
 * back before their time.
 *
 * <p>A token is base64url of {@code 02 ‖ expires(8) ‖ scope(16) ‖ position ‖ tag(16)}: {@code
 * expires} in seconds since 1970; {@code scope} the first 16 bytes of the SHA-256 of a text that
 * names the listing and who may see it; {@code tag} the first 16 of the HMAC-SHA-256 over all
 * before it. So nobody can make one up, change one, or use one elsewhere than where it was given.
 *
 * <p>Safe for use from any thread; {@link #open} and {@link #revoke} read the store and may block.
 */
public final class PageTokens {

  /** What was given back: day of expiry (8) · tag (16) → nothing. */
  public static final Table REVOKED = new Table("revoked_page_token", Table.Shape.ROWS);

  private static final byte VERSION = 2;
  private static final int HEAD = 1 + 8 + 16;
  private static final int TAG = 16;
  private static final int MAX_TEXT = 6_000;
  private static final long DAY = 86_400;

  /** Days behind which nothing is left to forget after a long stop. */
  private static final int MAX_BACKLOG = 64;

  private static final int PURGED_AT_ONCE = 1_000;
  private static final byte[] EMPTY = {};

  private final SecretKeySpec key;
  private final Store store;
  private final Duration life;
  private final InstantSource clock;

  /** The last day of expiry whose rows are gone. */
  private final AtomicLong purged;

  /** A token and until when it may be used. */
  public record Issued(String token, Instant expires) {}

  /**
   * @param key 32 secret bytes; tokens are good as long as it stays the same
   * @param store opened with {@link #REVOKED}
   * @param life how long a token may be used
   */
  public PageTokens(byte[] key, Store store, Duration life, InstantSource clock) {
    if (key.length != 32) {
      throw new IllegalArgumentException("a token key has 32 bytes");
    }
    if (life.toSeconds() < 1) {
      throw new IllegalArgumentException("a token lives a second at least");
    }
    this.key = new SecretKeySpec(key, "HmacSHA256");
    this.store = store;
    this.life = life;
    this.clock = clock;
    this.purged = new AtomicLong(today() - MAX_BACKLOG);
  }

  /**
   * Makes a token.
   *
   * @param position where the listing stands; at most 4,096 bytes
   * @param scope the listing, with everything that makes its pages: query, asker
   */
  public Issued issue(byte[] position, String scope) {
    long expires = clock.instant().plus(life).getEpochSecond();
    byte[] sealed = new byte[HEAD + position.length + TAG];
    ByteBuffer.wrap(sealed).put(VERSION).putLong(expires).put(scope(scope)).put(position);
    byte[] tag = tag(sealed, HEAD + position.length);
    System.arraycopy(tag, 0, sealed, HEAD + position.length, TAG);
    return new Issued(print(sealed), Instant.ofEpochSecond(expires));
  }

  /**
   * The position in a token; empty unless it was made here for this listing, its time has not
   * passed, and it has not been revoked.
   */
  public Optional<byte[]> open(String token, String scope) {
    byte[] sealed = sealed(token);
    if (sealed == null
        || !Arrays.equals(sealed, 9, HEAD, scope(scope), 0, 16)
        || clock.instant().getEpochSecond() >= expires(sealed)
        || store.get(row(sealed)) != null) {
      return Optional.empty();
    }
    return Optional.of(Arrays.copyOfRange(sealed, HEAD, sealed.length - TAG));
  }

  /**
   * Ends a token before its time.
   *
   * @return durable once complete: true if it was a token made here, expired and revoked ones
   *     included
   */
  public CompletionStage<Boolean> revoke(String token) {
    byte[] sealed = sealed(token);
    if (sealed == null) {
      return CompletableFuture.completedFuture(false);
    }
    List<Write> writes = new ArrayList<>(forgettable());
    if (clock.instant().getEpochSecond() < expires(sealed)) {
      writes.add(new Write.Put(row(sealed), EMPTY));
    }
    return store.write(writes).thenApply(nothing -> true);
  }

  /** Deletions of rows whose tokens have expired, some at a time. */
  private List<Write> forgettable() {
    List<Write> deletions = new ArrayList<>(0);
    while (purged.get() < today() - 1 && deletions.isEmpty()) {
      long day = purged.get() + 1;
      Page page = store.scan(Scan.of(REVOKED, partition(day), PURGED_AT_ONCE));
      page.rows().forEach(row -> deletions.add(new Write.Delete(key(day, row.sort()))));
      if (page.next() == null && deletions.isEmpty()) {
        purged.compareAndSet(day - 1, day);
      }
    }
    return deletions;
  }

  private long today() {
    return Math.floorDiv(clock.instant().getEpochSecond(), DAY);
  }

  private byte @Nullable [] sealed(String token) {
    if (token.length() > MAX_TEXT) {
      return null;
    }
    byte[] sealed;
    try {
      sealed = Base64.getUrlDecoder().decode(token);
    } catch (IllegalArgumentException e) {
      return null;
    }
    int length = sealed.length - TAG;
    // The decoder lets stray bits at the end pass; one token has one spelling.
    if (length < HEAD || sealed[0] != VERSION || !print(sealed).equals(token)) {
      return null;
    }
    byte[] tag = Arrays.copyOfRange(sealed, length, sealed.length);
    return MessageDigest.isEqual(tag, tag(sealed, length)) ? sealed : null;
  }

  private static long expires(byte[] sealed) {
    return ByteBuffer.wrap(sealed).getLong(1);
  }

  private static Key row(byte[] sealed) {
    byte[] tag = Arrays.copyOfRange(sealed, sealed.length - TAG, sealed.length);
    return key(Math.floorDiv(expires(sealed), DAY), tag);
  }

  private static Key key(long day, byte[] tag) {
    return new Key(REVOKED, partition(day), tag);
  }

  private static byte[] partition(long day) {
    return ByteBuffer.allocate(8).putLong(day).array();
  }

  private static byte[] scope(String text) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      return Arrays.copyOf(sha256.digest(text.getBytes(StandardCharsets.UTF_8)), 16);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private byte[] tag(byte[] content, int length) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      mac.update(content, 0, length);
      return Arrays.copyOf(mac.doFinal(), TAG);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HMAC-SHA-256", e);
    }
  }

  private static String print(byte[] sealed) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(sealed);
  }
}
