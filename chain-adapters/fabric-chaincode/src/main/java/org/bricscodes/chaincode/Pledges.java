package org.bricscodes.chaincode;

import java.nio.charset.StandardCharsets;
import org.bricscodes.chaincode.Content.Act;
import org.bricscodes.chaincode.Refusal.Reason;
import org.jspecify.annotations.Nullable;

/**
 * One active pledge for one asset, within a pool: all who must exclude each other use one pool.
 * Competing changes of one asset read and write one key, so of those in flight together the network
 * commits one. Keys:
 *
 * <pre>
 * pledge · pool · fingerprint                      the last pledge, with its end
 * request · pool · writer · fingerprint · holder · request  the hash of the change that took effect
 * </pre>
 *
 * <p>Time is that of the proposal, which every endorser compared with its own clock.
 */
final class Pledges {

  private static final String POOL = "[a-z0-9][a-z0-9._-]{0,63}";

  /**
   * The last pledge of an asset: {@code holder writer until released}, the last 0 while it is not
   * released.
   */
  private record Entry(String holder, String writer, long until, long released) {

    static @Nullable Entry parse(@Nullable String text) {
      if (text == null) {
        return null;
      }
      String[] parts = text.split(" ", 4);
      return new Entry(parts[0], parts[1], Long.parseLong(parts[2]), Long.parseLong(parts[3]));
    }

    boolean active(long time) {
      return released == 0 && time < until;
    }

    @Override
    public String toString() {
      return holder + " " + writer + " " + until + " " + released;
    }
  }

  private Pledges() {}

  /** Executes a change; one that took effect before changes nothing, for ever. */
  static byte[] change(Stub stub, Content.Pledge change, String pool, byte[] content)
      throws Refusal {
    String[] request = {
      pool(pool), stub.writer().id(), change.fingerprint(), change.holder(), change.request()
    };
    byte[] record = stub.record(content).bytes();
    String hash = Text.sha256Hex(content);
    String done = stub.text("request", request);
    if (done != null) {
      if (done.equals(hash)) {
        return record;
      }
      throw new Refusal(Reason.REJECTED, "this request id was used for another change");
    }
    Entry entry = Entry.parse(stub.text("pledge", pool, change.fingerprint()));
    Entry next = next(entry, change, stub);
    stub.put(next.toString(), "pledge", pool, change.fingerprint());
    stub.put(hash, "request", request);
    stub.announce("pledge", record);
    return record;
  }

  /**
   * How an asset stands: {@code time S}, then {@code free}, {@code pledged HOLDER S}, {@code
   * released N} or {@code expired S}.
   */
  static byte[] lookup(Stub stub, String pool, String fingerprint) throws Refusal {
    Text.formed(fingerprint, "[0-9a-f]{64}", "a fingerprint");
    Entry entry = Entry.parse(stub.text("pledge", pool(pool), fingerprint));
    return ("time " + stub.time() + "\n" + state(entry, stub.time()) + "\n")
        .getBytes(StandardCharsets.UTF_8);
  }

  private static String state(@Nullable Entry entry, long time) {
    if (entry == null) {
      return "free";
    }
    if (entry.released() != 0) {
      return "released " + entry.released();
    }
    return entry.active(time)
        ? "pledged " + entry.holder() + " " + entry.until()
        : "expired " + entry.until();
  }

  private static Entry next(@Nullable Entry entry, Content.Pledge change, Stub stub)
      throws Refusal {
    Act act = change.act();
    String writer = stub.writer().id();
    boolean active = entry != null && entry.active(stub.time());
    boolean own =
        entry != null
            && active
            && entry.holder().equals(change.holder())
            && entry.writer().equals(writer);
    return switch (act.verb()) {
      case PLEDGE -> {
        if (active) {
          throw new Refusal(Reason.HELD, "another pledge of this asset is active");
        }
        requireFuture(act.number(), stub.time());
        yield new Entry(change.holder(), writer, act.number(), 0);
      }
      case EXTEND -> {
        Entry held = requireOwn(own, entry);
        requireFuture(act.number(), stub.time());
        if (act.number() <= held.until()) {
          throw new Refusal(Reason.REJECTED, "a pledge is extended to a later end");
        }
        yield new Entry(held.holder(), writer, act.number(), 0);
      }
      case RELEASE -> {
        Entry held = requireOwn(own, entry);
        yield new Entry(held.holder(), writer, held.until(), act.number());
      }
    };
  }

  private static Entry requireOwn(boolean own, @Nullable Entry entry) throws Refusal {
    if (entry == null || !own) {
      throw new Refusal(Reason.NOT_HELD, "no pledge of this holder by this writer is active");
    }
    return entry;
  }

  private static void requireFuture(long until, long time) throws Refusal {
    if (until <= time) {
      throw new Refusal(Reason.EXPIRED, "the end that is asked for has come");
    }
  }

  private static String pool(String text) throws Refusal {
    return Text.formed(text, POOL, "a pool");
  }
}
