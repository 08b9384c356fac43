package org.bricscodes.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.bricscodes.api.cli.Trace;
import org.bricscodes.api.client.ApiFailure;
import org.bricscodes.api.client.EventForm;
import org.bricscodes.api.client.EventView;
import org.bricscodes.api.client.NamedQueries.NamedQuery;
import org.bricscodes.api.client.Subscription;
import org.bricscodes.api.client.SubscriptionRequest;
import org.bricscodes.api.client.TraceClient;
import org.bricscodes.capture.ErrorBehaviour;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The typed client's named queries and subscriptions against the real service. */
final class ClientQueriesTest {

  private static final NamedQuery SHIPPED =
      new NamedQuery("shipped", "{\"EQ_bizStep\":[\"shipping\"]}");

  @TempDir private Path data;
  private RunningServer running;
  private Receiver receiver;
  private String key;
  private TraceClient factory;

  @SuppressWarnings("NullAway.Init") // set before each test
  ClientQueriesTest() {}

  @BeforeEach
  void start() {
    running = RunningServer.delivering(data, Subscribers.ANYWHERE);
    receiver = Receiver.start();
    key = running.key("https://id.gs1.org/417/9521222000001", "exporter");
    factory = TraceClient.of(running.server().address(), key);
  }

  @AfterEach
  void stop() {
    running.close();
    receiver.close();
  }

  @Test
  void query_isKept_listed_run_andDeleted() {
    factory.queries().create(SHIPPED);
    factory.queries().create(SHIPPED);
    capture("urn:uuid:1", "shipping");
    capture("urn:uuid:2", "receiving");

    assertThat(factory.queries().list().map(NamedQuery::name)).containsExactly("shipped");
    assertThat(factory.queries().find("shipped").query()).contains("shipping");
    assertThat(factory.queries().events("shipped", EventView.of(EventForm.JSON)).toList())
        .singleElement()
        .satisfies(
            page -> assertThat(page.text()).contains("urn:uuid:1").doesNotContain("urn:uuid:2"));
    factory.queries().delete("shipped");
    ApiFailure.Refused gone =
        catchThrowableOfType(ApiFailure.Refused.class, () -> factory.queries().find("shipped"));
    assertThat(gone.status()).isEqualTo(404);
  }

  @Test
  void subscription_delivers_isFollowed_andEnds() {
    factory.queries().create(SHIPPED);
    capture("urn:uuid:1", "shipping");

    Subscription made =
        factory
            .queries()
            .subscribe(
                "shipped",
                SubscriptionRequest.stream(URI.create(receiver.url()))
                    .signedWith("a-secret-of-the-subscriber")
                    .since(Instant.parse("2020-01-01T00:00:00Z")));
    capture("urn:uuid:2", "shipping");
    receiver.awaitEvents(2);

    assertThat(factory.queries().subscriptions("shipped").map(Subscription::subscriptionID))
        .containsExactly(made.subscriptionID());
    Subscription followed = factory.queries().subscription("shipped", made.subscriptionID());
    assertThat(followed.dest()).isEqualTo(URI.create(receiver.url()));
    assertThat(followed.toString()).doesNotContain("a-secret");
    factory.queries().unsubscribe("shipped", made.subscriptionID());
    assertThat(factory.queries().subscriptions("shipped")).isEmpty();
  }

  @Test
  void scheduledSubscription_isTaken() {
    factory.queries().create(SHIPPED);

    Subscription made =
        factory
            .queries()
            .subscribe(
                "shipped",
                SubscriptionRequest.scheduled(
                    URI.create(receiver.url()),
                    new SubscriptionRequest.Trigger.Schedule("", "5", "1", "", "", "")));

    assertThat(made.subscriptionID()).isNotEmpty();
  }

  @Test
  void namedQuery_isRunFromTheCommandLine() {
    factory.queries().create(SHIPPED);
    capture("urn:uuid:1", "shipping");
    StringWriter out = new StringWriter();
    CommandLine trace = Trace.command().setOut(new PrintWriter(out));

    int exit =
        trace.execute(
            "query",
            "--url",
            running.server().address().toString(),
            "--key",
            key,
            "--named",
            "shipped");

    assertThat(exit).isZero();
    assertThat(out.toString()).contains("urn:uuid:1", "\"queryName\":\"shipped\"");
  }

  private void capture(String eventID, String bizStep) {
    String document =
        """
        {"@context":"https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld",
         "type":"EPCISDocument","schemaVersion":"2.0","creationDate":"2026-05-04T17:00:00+08:00",
         "epcisBody":{"eventList":[{"type":"ObjectEvent","eventID":"%s",
           "eventTime":"2026-05-04T10:00:00+08:00","eventTimeZoneOffset":"+08:00",
           "action":"OBSERVE","bizStep":"%s","epcList":["urn:epc:id:sgtin:9521222.000001.A1"]}]}}\
        """
            .formatted(eventID, bizStep);
    assertThat(
            factory
                .captures()
                .capture(
                    document.getBytes(StandardCharsets.UTF_8),
                    EventForm.JSON,
                    ErrorBehaviour.ROLLBACK)
                .errors())
        .isEqualTo(List.of());
  }
}
