package org.bricscodes.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bricscodes.epcis.CbvXmlFormat;
import org.bricscodes.epcis.EpcFormat;
import org.bricscodes.epcis.Fault;
import org.bricscodes.query.DeliveryForm;
import org.bricscodes.query.Schedule;
import org.bricscodes.query.SignatureToken;
import org.bricscodes.query.Subscription;
import org.bricscodes.query.SubscriptionOrder;
import org.bricscodes.query.SubscriptionView;
import org.bricscodes.query.Trigger;
import org.bricscodes.query.Trouble;
import org.jspecify.annotations.Nullable;

/** Subscriptions as JSON: what a client asks for, and what it is told. */
final class SubscriptionBody {

  private static final Set<String> FIELDS =
      Set.of(
          "dest",
          "signatureToken",
          "initialRecordTime",
          "reportIfEmpty",
          "stream",
          "schedule",
          "mediaType");

  private final Destinations destinations;

  SubscriptionBody(Destinations destinations) {
    this.destinations = destinations;
  }

  /**
   * What the body and headers of a request ask for.
   *
   * @throws Problem with every fault
   */
  SubscriptionOrder read(Exchange exchange, String queryName) {
    JsonNode body = Json.read(exchange.body());
    JsonFields fields = JsonFields.of(exchange.body());
    fields.only(FIELDS);
    URI dest = dest(fields);
    Optional<String> token = fields.optionalText("signatureToken", 1, SignatureToken.MAX_LENGTH);
    Instant from = time(fields);
    DeliveryForm form =
        new DeliveryForm(
            syntax(fields),
            EpcisForms.epcFormat(exchange).orElse(EpcFormat.NO_PREFERENCE),
            EpcisForms.cbvFormat(exchange).orElse(CbvXmlFormat.NO_PREFERENCE));
    Trigger trigger = trigger(body, fields);
    boolean controls = fields.isFaulty("/stream") || fields.isFaulty("/schedule");
    fields.check(controls ? ProblemKind.INVALID_SUBSCRIPTION : ProblemKind.INVALID_BODY);
    if (dest == null || trigger == null) {
      throw new IllegalStateException("absent only together with a fault");
    }
    Caller caller = exchange.caller();
    return new SubscriptionOrder(
        queryName,
        caller.party(),
        caller.visibility(),
        dest,
        token.map(SignatureToken::new).orElse(null),
        form,
        trigger,
        from);
  }

  /**
   * Blocks.
   *
   * @throws Problem if deliveries may not go there, or the name of the host is not known
   */
  void requireReachable(URI dest) {
    try {
      var _ = destinations.resolve(dest);
    } catch (Destinations.Unreachable e) {
      throw new Problem(
          ProblemKind.INVALID_BODY,
          "dest: " + e.getMessage(),
          List.of(new Problem.Fault("/dest", String.valueOf(e.getMessage()))));
    }
  }

  private @Nullable URI dest(JsonFields fields) {
    Optional<String> text = fields.text("dest", 1, Destinations.MAX_LENGTH);
    if (text.isEmpty()) {
      return null;
    }
    try {
      URI dest = new URI(text.get());
      destinations.fault(dest).ifPresent(fault -> fields.fault("/dest", fault));
      return dest;
    } catch (URISyntaxException e) {
      fields.fault("/dest", "must be a URI");
      return null;
    }
  }

  private static @Nullable Instant time(JsonFields fields) {
    Optional<String> text = fields.optionalText("initialRecordTime", 1, 40);
    if (text.isEmpty()) {
      return null;
    }
    Optional<Instant> time = time(text.get());
    if (time.isEmpty()) {
      fields.fault("/initialRecordTime", "must be a time with zone, as 2026-05-04T17:00:00+08:00");
    }
    return time.orElse(null);
  }

  /** A time with zone; empty if it is none. */
  static Optional<Instant> time(String text) {
    try {
      return Optional.of(OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static DeliveryForm.Syntax syntax(JsonFields fields) {
    Optional<String> mediaType = fields.optionalText("mediaType", 1, 40);
    return switch (mediaType.orElse(EpcisForm.JSON)) {
      case EpcisForm.JSON -> DeliveryForm.Syntax.JSON;
      case EpcisForm.XML -> DeliveryForm.Syntax.XML;
      case String _ -> {
        fields.fault("/mediaType", "must be application/json or application/xml");
        yield DeliveryForm.Syntax.JSON;
      }
    };
  }

  private static @Nullable Trigger trigger(JsonNode body, JsonFields fields) {
    JsonNode stream = body.path("stream");
    JsonNode empty = body.path("reportIfEmpty");
    JsonNode given = body.path("schedule");
    if (!stream.isMissingNode() && !(stream.isBoolean() && stream.booleanValue())) {
      fields.fault("/stream", "must be true, or be left out");
    }
    if (!empty.isMissingNode() && !empty.isBoolean()) {
      fields.fault("/reportIfEmpty", "must be true or false");
    }
    if (!given.isMissingNode() && !given.isObject()) {
      fields.fault("/schedule", "must be an object such as {\"hour\": \"1\", \"minute\": \"5\"}");
    }
    if (stream.isMissingNode() == given.isMissingNode()) {
      fields.fault("/schedule", "give either stream or schedule, not both and not none");
      return null;
    }
    if (given.isMissingNode()) {
      return new Trigger.Stream();
    }
    Map<String, String> schedule = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> field : given.properties()) {
      if (field.getValue().isContainerNode()) {
        fields.fault("/schedule/" + field.getKey(), "must be a text");
      } else {
        schedule.put(field.getKey(), field.getValue().asText());
      }
    }
    return scheduled(schedule, empty.asBoolean(false), fields);
  }

  private static @Nullable Trigger scheduled(
      Map<String, String> schedule, boolean reportIfEmpty, JsonFields fields) {
    return switch (Schedule.parse(schedule)) {
      case Schedule.Outcome.Ready(Schedule ready) ->
          new Trigger.Scheduled(
              ready, reportIfEmpty ? Trigger.WhenEmpty.REPORT : Trigger.WhenEmpty.SILENT);
      case Schedule.Outcome.Refused(List<Fault> faults) -> {
        faults.forEach(
            fault ->
                fields.fault(
                    fault.pointer().isEmpty() ? "/schedule" : "/schedule/" + fault.pointer(),
                    fault.message() + "; " + fault.remedy()));
        yield null;
      }
    };
  }

  /** What a client is told of its subscription; never the secret. */
  static ObjectNode json(SubscriptionView view) {
    Subscription subscription = view.subscription();
    DeliveryForm form = subscription.form();
    ObjectNode node =
        Json.object()
            .put("subscriptionID", subscription.id())
            .put("queryName", subscription.queryName())
            .put("dest", subscription.dest().toString())
            .put("createdAt", subscription.createdAt().toString());
    Instant notified = view.lastNotifiedAt();
    if (notified != null) {
      node.put("lastNotifiedAt", notified.toString());
    }
    node.put("initialRecordTime", subscription.initialRecordTime().toString())
        .put("minRecordTime", view.minRecordTime().toString())
        .put("epcFormat", form.epcFormat().toString());
    switch (form.syntax()) {
      case JSON -> node.put("mediaType", EpcisForm.JSON);
      case XML ->
          node.put("mediaType", EpcisForm.XML).put("cbvXmlFormat", form.cbvXmlFormat().toString());
    }
    switch (subscription.trigger()) {
      case Trigger.Stream _ -> node.put("stream", true);
      case Trigger.Scheduled(Schedule schedule, Trigger.WhenEmpty whenEmpty) -> {
        node.put("reportIfEmpty", whenEmpty == Trigger.WhenEmpty.REPORT);
        ObjectNode fields = node.putObject("schedule");
        Schedule.FIELDS.stream()
            .filter(schedule.fields()::containsKey)
            .forEach(name -> fields.put(name, schedule.fields().get(name)));
      }
    }
    node.put("signed", subscription.signatureToken() != null);
    Trouble trouble = view.trouble();
    node.put("state", trouble == null ? "active" : trouble.kind().name().toLowerCase(Locale.ROOT));
    if (trouble != null) {
      node.set("trouble", json(trouble));
    }
    return node;
  }

  private static ObjectNode json(Trouble trouble) {
    ObjectNode node =
        Json.object()
            .put("since", trouble.since().toString())
            .put("attempts", trouble.attempts())
            .put("lastAttempt", trouble.lastAttempt().toString())
            .put("error", trouble.error());
    if (trouble.status() != 0) {
      node.put("status", trouble.status());
    }
    return trouble.kind() == Trouble.Kind.RETRYING
        ? node.put("retryAt", trouble.retryAt().toString())
        : node;
  }

  /** The document that is not delivered, and in headers why. */
  static Answer undelivered(Trouble trouble, DeliveryDocuments.Written document) {
    Answer answer =
        Answer.of(200, String.valueOf(document.headers().get("Content-Type")), document.bytes());
    for (Map.Entry<String, String> header : document.headers().entrySet()) {
      if (!header.getKey().equals("Content-Type")) {
        answer = answer.with(header.getKey(), header.getValue());
      }
    }
    return answer
        .with("Undelivered-Since", trouble.since().toString())
        .with("Undelivered-Attempts", String.valueOf(trouble.attempts()))
        .with("Undelivered-Last-Attempt", trouble.lastAttempt().toString())
        .with("Undelivered-Status", String.valueOf(trouble.status()))
        .with("Undelivered-Error", trouble.error().replaceAll("[^\\x20-\\x7e]", "?"));
  }
}
