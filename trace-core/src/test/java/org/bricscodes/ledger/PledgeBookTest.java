package org.bricscodes.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.bricscodes.tlog.Digest;
import org.junit.jupiter.api.Test;

final class PledgeBookTest {

  private static final Instant NOON = Instant.parse("2026-07-01T12:00:00Z");

  private final PledgeBook book = new PledgeBook();

  @Test
  void life_fromFreeToPledgedAgain() {
    take("a", "bank", "r1", new PledgeChange.Pledge(NOON.plusSeconds(100)), 0);
    assertThat(state("a", 99)).isEqualTo(pledged("bank", 100));
    assertThat(state("a", 100)).isEqualTo(new PledgeState.Expired(NOON.plusSeconds(100)));

    take("a", "bank", "r2", new PledgeChange.Extend(NOON.plusSeconds(200)), 99);
    assertThat(state("a", 199)).isEqualTo(pledged("bank", 200));

    take("a", "bank", "r3", new PledgeChange.Release(ReleaseReason.SATISFIED), 150);
    assertThat(state("a", 150)).isEqualTo(new PledgeState.Released(ReleaseReason.SATISFIED));

    take("a", "rival", "r4", new PledgeChange.Pledge(NOON.plusSeconds(300)), 151);
    assertThat(state("a", 151)).isEqualTo(pledged("rival", 300));
    assertThat(state("b", 151)).isEqualTo(new PledgeState.Free());
  }

  @Test
  void refusals_followTheTable() {
    take("a", "bank", "r1", new PledgeChange.Pledge(NOON.plusSeconds(100)), 0);

    assertThat(refusal("bank", new PledgeChange.Pledge(NOON.plusSeconds(500)), 1))
        .contains(Fault.HELD);
    assertThat(refusal("rival", new PledgeChange.Pledge(NOON.plusSeconds(500)), 1))
        .contains(Fault.HELD);
    assertThat(refusal("rival", new PledgeChange.Pledge(NOON.plusSeconds(100)), 100))
        .contains(Fault.EXPIRED);
    assertThat(refusal("rival", new PledgeChange.Extend(NOON.plusSeconds(500)), 1))
        .contains(Fault.NOT_HELD);
    assertThat(refusal("bank", new PledgeChange.Extend(NOON.plusSeconds(100)), 1))
        .contains(Fault.REJECTED);
    assertThat(refusal("bank", new PledgeChange.Extend(NOON.plusSeconds(1)), 1))
        .contains(Fault.EXPIRED);
    assertThat(refusal("bank", new PledgeChange.Extend(NOON.plusSeconds(500)), 100))
        .contains(Fault.NOT_HELD);
    assertThat(refusal("rival", new PledgeChange.Release(ReleaseReason.SATISFIED), 1))
        .contains(Fault.NOT_HELD);
    assertThat(refusal("bank", new PledgeChange.Release(ReleaseReason.SATISFIED), 100))
        .contains(Fault.NOT_HELD);
  }

  @Test
  void handle_ofAnotherSigner_isNotTheHolder() {
    take("a", "bank", "r1", new PledgeChange.Pledge(NOON.plusSeconds(100)), 0);
    PledgeChange release =
        change("a", "bank", "r2", new PledgeChange.Release(ReleaseReason.SATISFIED));

    assertThat(book.refusal(release, "thief", at(1))).contains(Fault.NOT_HELD);
    assertThat(book.refusal(release, "signer", at(1))).isEmpty();
  }

  @Test
  void request_again_changesNothingForEver() {
    PledgeChange.Act act = new PledgeChange.Pledge(NOON.plusSeconds(100));
    take("a", "bank", "r1", act, 0);
    take("a", "bank", "r2", new PledgeChange.Release(ReleaseReason.MISTAKE), 1);
    take("a", "bank", "r1", act, 2);

    assertThat(state("a", 2)).isEqualTo(new PledgeState.Released(ReleaseReason.MISTAKE));
    assertThat(
            book.refusal(
                change("a", "bank", "r1", new PledgeChange.Pledge(NOON.plusSeconds(101))),
                "signer",
                at(2)))
        .contains(Fault.REJECTED);
    assertThatThrownBy(
            () -> take("a", "bank", "r1", new PledgeChange.Pledge(NOON.plusSeconds(101)), 3))
        .isInstanceOf(IllegalStateException.class);
  }

  /** A request id is seen by everyone before it is executed. */
  @Test
  void request_ofAnotherSigner_usesUpNothing() {
    PledgeChange pledge = change("a", "bank", "r1", new PledgeChange.Pledge(NOON.plusSeconds(100)));
    PledgeChange release =
        change("a", "bank", "r1", new PledgeChange.Release(ReleaseReason.SATISFIED));

    assertThat(book.refusal(release, "thief", at(0))).contains(Fault.NOT_HELD);
    book.apply(pledge, "thief", at(0));
    assertThat(book.refusal(pledge, "signer", at(1))).contains(Fault.HELD);
    book.apply(change("a", "bank", "r2", release.act()), "thief", at(2));
    book.apply(pledge, "signer", at(3));

    assertThat(state("a", 3)).isEqualTo(pledged("bank", 100));
    assertThat(book.refusal(pledge, "signer", at(4))).isEmpty();
    assertThat(book.refusal(release, "signer", at(4))).contains(Fault.REJECTED);
  }

  /** Whoever asks in whatever order: at every second at most one pledge of an asset is active. */
  @Test
  void random_changes_neverTwoHoldersAtOnce() {
    long seed = 20_260_719;
    System.getLogger("test").log(System.Logger.Level.INFO, "seed " + seed);
    SplittableRandom random = new SplittableRandom(seed);
    Map<String, Set<String>> seen = new HashMap<>();
    Map<String, Instant> heldUntil = new HashMap<>();
    Map<String, String> heldBy = new HashMap<>();
    int taken = 0;
    for (int second = 0; second < 20_000; second++) {
      String asset = "asset " + random.nextInt(3);
      String holder = "holder " + random.nextInt(4);
      PledgeChange.Act act =
          switch (random.nextInt(3)) {
            case 0 -> new PledgeChange.Pledge(at(second + random.nextInt(-2, 60)));
            case 1 -> new PledgeChange.Extend(at(second + random.nextInt(-2, 90)));
            default -> new PledgeChange.Release(ReleaseReason.WITHDRAWN);
          };
      PledgeChange change = change(asset, holder, "request " + second, act);
      boolean held = heldUntil.getOrDefault(asset, Instant.EPOCH).isAfter(at(second));
      boolean own = held && holder.equals(heldBy.get(asset));
      Optional<Fault> refusal = book.refusal(change, "signer", at(second));
      boolean expected =
          switch (act) {
            case PledgeChange.Pledge(Instant until) -> !held && until.isAfter(at(second));
            case PledgeChange.Extend(Instant until) ->
                own && until.isAfter(heldUntil.get(asset)) && until.isAfter(at(second));
            case PledgeChange.Release _ -> own;
          };
      assertThat(refusal.isEmpty()).as("second %d: %s", second, change).isEqualTo(expected);
      if (refusal.isEmpty()) {
        taken++;
        book.apply(change, "signer", at(second));
        seen.computeIfAbsent(asset, k -> new HashSet<>()).add(holder);
        heldBy.put(asset, holder);
        heldUntil.put(
            asset,
            switch (act) {
              case PledgeChange.Pledge(Instant until) -> until;
              case PledgeChange.Extend(Instant until) -> until;
              case PledgeChange.Release _ -> Instant.EPOCH;
            });
      }
    }
    assertThat(taken).isGreaterThan(1_000);
    assertThat(seen.values()).allMatch(holders -> holders.size() == 4);
  }

  private void take(String asset, String holder, String request, PledgeChange.Act act, int second) {
    book.apply(change(asset, holder, request, act), "signer", at(second));
  }

  private Optional<Fault> refusal(String holder, PledgeChange.Act act, int second) {
    return book.refusal(change("a", holder, "another request", act), "signer", at(second));
  }

  private PledgeState state(String asset, int second) {
    return book.state(new Fingerprint(digest(asset)), at(second));
  }

  private static PledgeState pledged(String holder, int second) {
    return new PledgeState.Pledged(new HolderHandle(digest(holder)), at(second));
  }

  private static PledgeChange change(
      String asset, String holder, String request, PledgeChange.Act act) {
    return new PledgeChange(
        new Fingerprint(digest(asset)),
        new HolderHandle(digest(holder)),
        new RequestId(digest(request)),
        act);
  }

  private static Instant at(int second) {
    return NOON.plusSeconds(second);
  }

  private static Digest digest(String text) {
    return Digest.sha256(text.getBytes(StandardCharsets.UTF_8));
  }
}
