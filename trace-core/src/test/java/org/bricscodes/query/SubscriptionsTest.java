package org.bricscodes.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.bricscodes.epcis.RecordedEvent;
import org.bricscodes.store.InMemoryStore;
import org.bricscodes.store.Scan;
import org.bricscodes.store.Table;
import org.bricscodes.store.TermIndex;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class SubscriptionsTest {

  private static final Table TERMS = new Table("event_term", Table.Shape.POSTINGS);
  private static final Trigger STREAM = new Trigger.Stream();
  private static final SubscriptionPolicy POLICY =
      new SubscriptionPolicy(
          4,
          3,
          2,
          10,
          50_000,
          Duration.ofMillis(300),
          Duration.ofMillis(5),
          Duration.ofMillis(40),
          Duration.ofHours(1),
          Duration.ofHours(1),
          2);

  private final InMemoryStore store = new InMemoryStore(NamedQueries.tables());
  private final GrowingTape tape = new GrowingTape();
  private final Map<String, ScriptedDelivery> subscribers = new ConcurrentHashMap<>();
  private volatile Duration ahead = Duration.ZERO;
  private final InstantSource clock = () -> InstantSource.system().instant().plus(ahead);
  private NamedQueries queries = NamedQueries.open(store, clock);
  private Subscriptions subscriptions = open(POLICY);

  @BeforeEach
  void name() {
    query("shipped", "{\"EQ_bizStep\":[\"shipping\"]}");
  }

  @AfterEach
  void close() {
    subscriptions.close();
  }

  @Test
  void stream_bringsWhatMatchesAndMayBeSeen_inTheOrderOfRecording() throws InterruptedException {
    String id = subscribe("shipped", "tea", STREAM, null);
    ScriptedDelivery subscriber = subscriber(id);
    for (int i = 0; i < 60; i++) {
      tape.add(i % 3 == 0 ? "silk" : "tea", i % 2 == 0 ? "shipping" : "receiving");
    }

    subscriber.awaitDistinct(20);
    assertThat(subscriber.parcels().stream().flatMap(List::stream).toList())
        .isEqualTo(
            IntStream.range(0, 60)
                .filter(i -> i % 2 == 0 && i % 3 != 0)
                .mapToObj(i -> "urn:x:e" + i)
                .toList());
    assertThat(subscriber.parcels()).allMatch(parcel -> parcel.size() <= 10);
    assertThat(view(id).lastNotifiedAt()).isNotNull();
    assertThat(view(id).trouble()).isNull();
  }

  @Test
  void parcelThatFailed_comesAgainAsItWas_whetherItArrivedOrNot() throws InterruptedException {
    String id = subscribe("shipped", "tea", STREAM, null);
    ScriptedDelivery subscriber =
        subscriber(id)
            .thenLost(new DeliveryOutcome.Failed(0, "no route"))
            .then(new DeliveryOutcome.Failed(500, "died after taking it"))
            .thenBy(
                parcel -> {
                  throw new IllegalStateException("the way is blocked");
                })
            .thenBy(parcel -> new CompletableFuture<>()) // never says anything
            .then(new DeliveryOutcome.Delivered());
    tape.add("tea", "shipping");
    subscriber.awaitParcels(1);
    for (int i = 0; i < 15; i++) {
      tape.add("tea", "shipping");
    }

    subscriber.awaitDistinct(16);
    assertThat(subscriber.parcels().subList(0, 2))
        .containsExactly(List.of("urn:x:e0"), List.of("urn:x:e0"));
    assertThat(subscriber.distinct()).isEqualTo(ids(0, 16));
  }

  @Test
  void failing_isSeen_withItsParcel_andPassesByItself() throws InterruptedException {
    String id = subscribe("shipped", "tea", STREAM, null);
    ScriptedDelivery subscriber = subscriber(id);
    subscriber.always(parcel -> new DeliveryOutcome.Failed(503, "closed for the night"));
    tape.add("tea", "receiving");
    tape.add("tea", "shipping");
    subscriber.await(
        () -> trouble(id) != null && Objects.requireNonNull(trouble(id)).attempts() > 2);

    Undelivered stuck = subscriptions.undelivered("shipped", id).orElseThrow();
    assertThat(stuck.events()).extracting(RecordedEvent::eventID).containsExactly("urn:x:e1");
    assertThat(stuck.trouble().status()).isEqualTo(503);
    assertThat(stuck.trouble().error()).isEqualTo("closed for the night");
    assertThat(stuck.trouble().kind()).isEqualTo(Trouble.Kind.RETRYING);
    assertThat(subscriptions.skip("shipped", id)).as("not while it is being tried").isFalse();

    subscriber.always(parcel -> new DeliveryOutcome.Delivered());
    subscriber.await(() -> trouble(id) == null);
    assertThat(subscriptions.undelivered("shipped", id)).isEmpty();
  }

  @Test
  void tooLarge_halvesTheBatch_andGrowsAgain() throws InterruptedException {
    String id = subscribe("shipped", "tea", STREAM, GrowingTape.FIRST);
    ScriptedDelivery subscriber = subscriber(id);
    subscriber.always(
        parcel ->
            ((Parcel.Results) parcel).events().size() > 2
                ? new DeliveryOutcome.TooLarge()
                : new DeliveryOutcome.Delivered());
    synchronized (tape) {
      for (int i = 0; i < 25; i++) {
        tape.add("tea", "shipping");
      }
    }

    subscriber.await(() -> lastTaken(subscriber, 2).equals("urn:x:e24"));
    List<String> taken =
        subscriber.parcels().stream().filter(p -> p.size() <= 2).flatMap(List::stream).toList();
    assertThat(taken).isEqualTo(ids(0, 25));
    assertThat(trouble(id)).isNull();
  }

  @Test
  void matchFarFromTheNext_isNotHeldBackToTheEnd_norLookedForInAllThatFollows()
      throws InterruptedException {
    tape.add("tea", "shipping");
    for (int i = 1; i < 20_000; i++) {
      tape.add("silk", "shipping");
    }
    subscriptions.close();
    subscriptions = open(POLICY);

    String id = subscribe("shipped", "tea", STREAM, GrowingTape.FIRST);
    subscriber(id).always(parcel -> new DeliveryOutcome.Failed(503, "closed for the night"));
    subscriber(id).await(() -> trouble(id) != null);

    assertThat(Objects.requireNonNull(trouble(id)).through()).isLessThan(20_000);
    assertThat(subscriber(id).parcels().getFirst()).containsExactly("urn:x:e0");
  }

  @Test
  void resume_whileADeliveryIsUnderWay_doesNotWaitForIt() throws InterruptedException {
    String id = subscribe("shipped", "tea", STREAM, null);
    CountDownLatch underWay = new CountDownLatch(1);
    CompletableFuture<DeliveryOutcome> slow = new CompletableFuture<>();
    subscriber(id)
        .thenBy(
            parcel -> {
              underWay.countDown();
              return slow;
            });
    tape.add("tea", "shipping");

    assertThat(underWay.await(120, TimeUnit.SECONDS)).isTrue();
    assertThat(subscriptions.resume("shipped", id)).isFalse();
    assertThat(slow).as("its deadline has not come").isNotDone();
  }

  @Test
  void oneEventThatIsTooLarge_isTrouble_notPassedOver() throws InterruptedException {
    String id = subscribe("shipped", "tea", STREAM, null);
    ScriptedDelivery subscriber = subscriber(id);
    subscriber.always(parcel -> new DeliveryOutcome.TooLarge());
    tape.add("tea", "shipping");

    subscriber.await(
        () -> trouble(id) != null && Objects.requireNonNull(trouble(id)).attempts() > 1);
    assertThat(Objects.requireNonNull(trouble(id)).status()).isEqualTo(413);
  }

  @Test
  void batch_isBoundedInBytes_andALargeEventGoesAlone() throws InterruptedException {
    for (int i = 0; i < 3; i++) {
      tape.add("tea", "shipping", 20_000);
    }
    tape.add("tea", "shipping", 60_000);
    tape.add("tea", "shipping");

    String id = subscribe("shipped", "tea", STREAM, GrowingTape.FIRST);

    subscriber(id).awaitDistinct(5);
    assertThat(subscriber(id).parcels())
        .containsExactly(ids(0, 2), ids(2, 3), ids(3, 4), ids(4, 5));
  }

  @Test
  void refused_suspendsAtOnce_resumeTriesTheSameAgain_skipIsAPersonsDecision()
      throws InterruptedException {
    String id = subscribe("shipped", "tea", STREAM, null);
    ScriptedDelivery subscriber = subscriber(id);
    subscriber.always(parcel -> new DeliveryOutcome.Refused(410, "gone"));
    tape.add("tea", "shipping");
    subscriber.await(() -> isSuspended(id));
    tape.add("tea", "shipping");

    assertThat(subscriber.parcels()).hasSize(1);
    assertThat(subscriptions.resume("shipped", id)).isTrue();
    subscriber.awaitParcels(2);
    subscriber.await(() -> isSuspended(id));
    assertThat(subscriber.parcels()).containsExactly(ids(0, 1), ids(0, 1));

    subscriber.always(parcel -> new DeliveryOutcome.Delivered());
    assertThat(subscriptions.skip("shipped", id)).isTrue();
    subscriber.awaitDistinct(2);
    assertThat(subscriber.parcels().getLast()).isEqualTo(ids(1, 2));
    assertThat(subscriptions.resume("shipped", id)).isFalse();
    assertThat(subscriptions.skip("shipped", id)).isFalse();
  }

  @Test
  void failingForTooLong_isSuspended_andLosesNothing() throws InterruptedException {
    subscriptions.close();
    subscriptions = open(patience(Duration.ofMillis(60)));
    String id = subscribe("shipped", "tea", STREAM, null);
    ScriptedDelivery subscriber = subscriber(id);
    subscriber.always(parcel -> new DeliveryOutcome.Failed(404, "nobody here"));
    tape.add("tea", "shipping");
    subscriber.await(() -> isSuspended(id));
    tape.add("tea", "shipping");
    subscriptions.close();
    subscriptions = open(POLICY);

    assertThat(isSuspended(id)).isTrue();
    subscriber.always(parcel -> new DeliveryOutcome.Delivered());
    assertThat(subscriptions.resume("shipped", id)).isTrue();
    subscriber.awaitDistinct(2);
    assertThat(subscriber.distinct()).isEqualTo(ids(0, 2));
  }

  @Test
  void restart_goesOnBehindWhatWasConfirmed() throws InterruptedException {
    String id = subscribe("shipped", "tea", STREAM, null);
    tape.add("tea", "shipping");
    subscriber(id).awaitDistinct(1);
    subscriptions.close();
    tape.add("tea", "shipping");

    subscriptions = open(POLICY);

    subscriber(id).awaitDistinct(2);
    assertThat(subscriber(id).parcels()).containsExactly(ids(0, 1), ids(1, 2));
  }

  @Test
  void backlog_beginsExactlyAtItsRecordTime_andNoneIsDeliveredUnasked()
      throws InterruptedException {
    for (int i = 0; i < 40; i++) {
      tape.add("tea", "shipping");
    }
    for (int erased : List.of(13, 14, 15, 30)) {
      tape.set(erased, null);
    }

    String all = subscribe("shipped", "tea", STREAM, Instant.EPOCH);
    String some = subscribe("shipped", "tea", STREAM, GrowingTape.FIRST.plusSeconds(2));
    String none = subscribe("shipped", "tea", STREAM, null);

    subscriber(all).awaitDistinct(36);
    subscriber(some).awaitDistinct(23);
    assertThat(subscriber(some).distinct().getFirst()).isEqualTo("urn:x:e16");
    tape.add("tea", "shipping");
    subscriber(none).awaitDistinct(1);
    assertThat(subscriber(none).distinct()).isEqualTo(ids(40, 41));
  }

  @Test
  void futureRecordTime_isWaitedFor() throws InterruptedException {
    tape.add("tea", "shipping");
    String id = subscribe("shipped", "tea", STREAM, GrowingTape.FIRST.plusSeconds(1));
    for (int i = 0; i < 10; i++) {
      tape.add("tea", "shipping");
    }

    subscriber(id).awaitDistinct(4);
    assertThat(subscriber(id).distinct()).isEqualTo(ids(7, 11));
    assertThat(view(id).subscription().initialRecordTime())
        .isEqualTo(GrowingTape.FIRST.plusSeconds(1));
  }

  @Test
  void schedule_reportsWhatCameSince_andMissedTimesOnce() throws InterruptedException {
    String id = subscribe("shipped", "tea", hourly(Trigger.WhenEmpty.SILENT), null);
    for (int i = 0; i < 12; i++) {
      tape.add("tea", "shipping");
    }
    subscriptions.close();
    assertThat(subscriber(id).parcels()).isEmpty();

    ahead = Duration.ofHours(5);
    subscriptions = open(POLICY);
    subscriber(id).awaitDistinct(12);
    subscriptions.close();
    subscriptions = open(POLICY);
    subscriptions.close();

    assertThat(subscriber(id).parcels()).containsExactly(ids(0, 10), ids(10, 12));
  }

  @Test
  void emptyReport_isMadeWhenAskedFor_once_andAgainIfItFails() throws InterruptedException {
    String id = subscribe("shipped", "tea", hourly(Trigger.WhenEmpty.REPORT), null);
    String silent = subscribe("shipped", "tea", hourly(Trigger.WhenEmpty.SILENT), null);
    subscriptions.close();
    subscriber(id)
        .then(new DeliveryOutcome.Failed(500, "not now"))
        .then(new DeliveryOutcome.Failed(500, "not now"));

    ahead = Duration.ofHours(5);
    subscriptions = open(POLICY);
    subscriber(id).awaitParcels(3);
    subscriber(id).await(() -> trouble(id) == null);
    subscriptions.close();
    subscriptions = open(POLICY);
    subscriptions.close();

    assertThat(subscriber(id).parcels()).containsExactly(List.of(), List.of(), List.of());
    assertThat(subscriber(silent).parcels()).isEmpty();
  }

  @Test
  void schedule_firesByItself() throws InterruptedException {
    Schedule everySecond =
        ((Schedule.Outcome.Ready) Schedule.parse(Map.of("second", "[0-59]"))).schedule();
    String id =
        subscribe(
            "shipped",
            "tea",
            new Trigger.Scheduled(everySecond, Trigger.WhenEmpty.SILENT),
            GrowingTape.FIRST);
    tape.add("tea", "shipping");
    subscriber(id).awaitDistinct(1);
    tape.add("tea", "shipping");
    subscriber(id).awaitDistinct(2);

    assertThat(subscriber(id).distinct()).isEqualTo(ids(0, 2));
  }

  @Test
  void slowSubscriber_delaysNobodyElse() throws InterruptedException {
    subscriptions.close();
    subscriptions = open(SubscriptionPolicy.DEFAULT);
    List<CompletableFuture<DeliveryOutcome>> pending = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      String slow = subscribe("shipped", "tea", STREAM, null);
      CompletableFuture<DeliveryOutcome> never = new CompletableFuture<>();
      pending.add(never);
      subscriber(slow).thenBy(parcel -> never);
    }
    String quick = subscribe("shipped", "tea", STREAM, null);
    for (int i = 0; i < 500; i++) {
      tape.add("tea", "shipping");
    }

    subscriber(quick).awaitDistinct(500);
    pending.forEach(never -> never.complete(new DeliveryOutcome.Failed(0, "gone")));
  }

  @Test
  void queryThatCannotBeRun_isTold_once_andGoesOnWhenItCan() throws InterruptedException {
    String id = subscribe("shipped", "tea", STREAM, GrowingTape.FIRST);
    synchronized (tape) {
      tape.add("tea", "shipping");
      tape.addDamaged("tea");
      tape.add("tea", "shipping");
    }

    subscriber(id)
        .await(() -> trouble(id) != null && Objects.requireNonNull(trouble(id)).attempts() > 3);
    assertThat(subscriber(id).distinct()).isEqualTo(ids(0, 1));
    assertThat(subscriber(id).failures()).hasSize(1);
    assertThat(subscriber(id).failures().getFirst().subscriptionID()).isEqualTo(id);
    assertThat(subscriptions.undelivered("shipped", id).orElseThrow().events()).isEmpty();

    tape.set(1, null);
    subscriber(id).awaitDistinct(2);
    subscriber(id).await(() -> trouble(id) == null);
    assertThat(subscriber(id).distinct()).containsExactly("urn:x:e0", "urn:x:e2");
  }

  @Test
  void ended_getsNothingMore_andLeavesNothing() throws InterruptedException {
    String one = subscribe("shipped", "tea", STREAM, null);
    String other = subscribe("shipped", "tea", STREAM, null);
    CompletableFuture<DeliveryOutcome> late = new CompletableFuture<>();
    subscriber(one).thenBy(parcel -> late);
    subscriber(other).thenBy(parcel -> late);
    tape.add("tea", "shipping");

    assertThat(subscriptions.unsubscribe("shipped", one)).isTrue();
    assertThat(subscriptions.unsubscribe("shipped", one)).isFalse();
    assertThat(subscriptions.list("shipped", any -> true, "", 10)).hasSize(1);
    assertThat(queries.delete("shipped")).isTrue();
    assertThat(subscriptions.find("shipped", other)).isEmpty();
    late.complete(new DeliveryOutcome.Delivered());
    subscriptions.close();

    assertThat(
            store
                .scan(
                    Scan.of(
                        NamedQueries.tables().iterator().next(),
                        "queries".getBytes(StandardCharsets.US_ASCII),
                        10))
                .rows())
        .isEmpty();
    assertThat(subscriber(one).parcels()).isEmpty();
  }

  @Test
  void order_isRefused_whereItCannotStand() {
    query("first10", "{\"orderBy\":\"eventTime\",\"eventCountLimit\":10}");
    query("atMost10", "{\"maxEventCount\":10}");

    assertThat(subscriptions.subscribe(order("nothing", "tea", STREAM, null)))
        .isEqualTo(new SubscribeOutcome.NoSuchQuery());
    assertThat(subscriptions.subscribe(order("first10", "tea", STREAM, null)))
        .isEqualTo(new SubscribeOutcome.Bounded("eventCountLimit"));
    assertThat(subscriptions.subscribe(order("atMost10", "tea", STREAM, null)))
        .isEqualTo(new SubscribeOutcome.Bounded("maxEventCount"));
    for (int i = 0; i < 3; i++) {
      subscribe("shipped", "tea", STREAM, null);
    }
    assertThat(subscriptions.subscribe(order("shipped", "tea", STREAM, null)))
        .isEqualTo(new SubscribeOutcome.TooMany(3));
    subscribe("shipped", "silk", STREAM, null);
    assertThat(subscriptions.subscribe(order("shipped", "silk", STREAM, null)))
        .isEqualTo(new SubscribeOutcome.TooMany(4));
  }

  @Test
  void eventStream_deliversUntilClosed_orItsQueryGoes() throws InterruptedException {
    ScriptedDelivery one = new ScriptedDelivery();
    ScriptedDelivery two = new ScriptedDelivery();
    CountDownLatch deleted = new CountDownLatch(1);
    EventStream first = stream(one, () -> {});
    EventStream second = stream(two, deleted::countDown);
    assertThat(third("silk", one)).as("two at most").isEqualTo(new StreamOutcome.Busy());
    assertThat(third("tea", one)).isEqualTo(new StreamOutcome.OverShare());
    first.begin();
    second.begin();
    for (int i = 0; i < 12; i++) {
      tape.add("silk", "shipping");
    }

    one.awaitDistinct(12);
    two.awaitDistinct(12);
    first.close();
    assertThat(subscriptions.streams()).isEqualTo(1);
    tape.add("silk", "shipping");
    two.awaitDistinct(13);
    queries.delete("shipped");

    assertThat(deleted.await(120, TimeUnit.SECONDS)).isTrue();
    assertThat(subscriptions.streams()).isZero();
    assertThat(one.distinct()).isEqualTo(ids(0, 12));
  }

  private EventStream stream(ScriptedDelivery delivery, Runnable deleted) {
    StreamOutcome outcome =
        subscriptions.stream(
            "shipped", "tea", Visibility.everyone(), STREAM, null, delivery, deleted);
    return ((StreamOutcome.Streaming) outcome).stream();
  }

  private StreamOutcome third(String party, ScriptedDelivery delivery) {
    return subscriptions.stream(
        "shipped", party, Visibility.everyone(), STREAM, null, delivery, () -> {});
  }

  private Subscriptions open(SubscriptionPolicy policy) {
    queries = NamedQueries.open(store, clock);
    return Subscriptions.open(
        queries,
        matching(tape, clock),
        tape,
        subscription -> subscriber(subscription.id()),
        policy,
        clock,
        new Random());
  }

  static EventQueries matching(EventSource events, InstantSource clock) {
    InMemoryStore rows = new InMemoryStore(Set.of(TERMS, PageTokens.REVOKED));
    return new EventQueries(
        new TermIndex(rows, TERMS),
        events,
        new PageTokens(new byte[32], rows, Duration.ofHours(1), clock),
        QueryOptions.DEFAULT);
  }

  private static SubscriptionPolicy patience(Duration patience) {
    return new SubscriptionPolicy(
        POLICY.maxSubscriptions(),
        POLICY.maxPerOwner(),
        POLICY.maxStreams(),
        POLICY.maxBatchEvents(),
        POLICY.maxBatchBytes(),
        POLICY.deliveryDeadline(),
        POLICY.firstBackoff(),
        POLICY.maxBackoff(),
        patience,
        patience,
        POLICY.threads());
  }

  private static Trigger hourly(Trigger.WhenEmpty whenEmpty) {
    Schedule schedule = ((Schedule.Outcome.Ready) Schedule.parse(Map.of("minute", "0"))).schedule();
    return new Trigger.Scheduled(schedule, whenEmpty);
  }

  private void query(String name, String text) {
    assertThat(queries.create(name, "tea", text.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(QueryCreation.Created.class);
  }

  private String subscribe(
      String queryName, String party, Trigger trigger, @Nullable Instant from) {
    SubscribeOutcome outcome = subscriptions.subscribe(order(queryName, party, trigger, from));
    assertThat(outcome).isInstanceOf(SubscribeOutcome.Subscribed.class);
    return ((SubscribeOutcome.Subscribed) outcome).view().subscription().id();
  }

  static SubscriptionOrder order(
      String queryName, String party, Trigger trigger, @Nullable Instant from) {
    return new SubscriptionOrder(
        queryName,
        party,
        Visibility.of(party),
        URI.create("https://subscriber.example/in"),
        new SignatureToken("not to be seen"),
        DeliveryForm.DEFAULT,
        trigger,
        from);
  }

  private ScriptedDelivery subscriber(String id) {
    return subscribers.computeIfAbsent(id, any -> new ScriptedDelivery());
  }

  private SubscriptionView view(String id) {
    return subscriptions.find("shipped", id).orElseThrow();
  }

  private @Nullable Trouble trouble(String id) {
    return view(id).trouble();
  }

  private boolean isSuspended(String id) {
    Trouble trouble = trouble(id);
    return trouble != null && trouble.kind() == Trouble.Kind.SUSPENDED;
  }

  private static String lastTaken(ScriptedDelivery subscriber, int most) {
    return subscriber.parcels().stream()
        .filter(parcel -> parcel.size() <= most)
        .reduce((a, b) -> b)
        .map(List::getLast)
        .orElse("");
  }

  private static List<String> ids(int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> "urn:x:e" + i).toList();
  }
}
