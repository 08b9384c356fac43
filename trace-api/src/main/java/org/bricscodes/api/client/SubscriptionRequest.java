package org.bricscodes.api.client;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import org.bricscodes.epcis.EpcFormat;

/**
 * What is to be delivered where and when (EPCIS 2.0 §12.9).
 *
 * @param dest a webhook
 * @param signatureToken a secret the deliveries are signed with; without it they are not signed
 * @param initialRecordTime from which record time on; without it, from now on
 * @param empty what happens when there is nothing to deliver
 */
public record SubscriptionRequest(
    URI dest,
    Trigger trigger,
    Optional<String> signatureToken,
    Optional<Instant> initialRecordTime,
    Empty empty,
    EpcFormat epcFormat) {

  /** What sets a delivery off. */
  public sealed interface Trigger {

    /** Each event that is recorded. */
    record Stream() implements Trigger {}

    /**
     * The clock, in UTC. Each field is a comma-separated list of numbers and ranges such as {@code
     * [10-20]}; an empty one is not given.
     *
     * @param dayOfWeek 1 is Monday
     */
    record Schedule(
        String second,
        String minute,
        String hour,
        String dayOfMonth,
        String month,
        String dayOfWeek)
        implements Trigger {}
  }

  /** What happens when there is nothing to deliver. */
  public enum Empty {
    /** Nothing. */
    LEFT_OUT,
    /** An empty document is delivered. */
    REPORTED
  }

  /** Deliveries as events are recorded, from now on, unsigned. */
  public static SubscriptionRequest stream(URI dest) {
    return of(dest, new Trigger.Stream());
  }

  /** Deliveries by the clock, from now on, unsigned. */
  public static SubscriptionRequest scheduled(URI dest, Trigger.Schedule schedule) {
    return of(dest, schedule);
  }

  private static SubscriptionRequest of(URI dest, Trigger trigger) {
    return new SubscriptionRequest(
        dest, trigger, Optional.empty(), Optional.empty(), Empty.LEFT_OUT, EpcFormat.NO_PREFERENCE);
  }

  /** The same, signed with this secret. */
  public SubscriptionRequest signedWith(String token) {
    return new SubscriptionRequest(
        dest, trigger, Optional.of(token), initialRecordTime, empty, epcFormat);
  }

  /** The same, for what was recorded from this time on. */
  public SubscriptionRequest since(Instant recordTime) {
    return new SubscriptionRequest(
        dest, trigger, signatureToken, Optional.of(recordTime), empty, epcFormat);
  }

  /** The same, with this for nothing to deliver. */
  public SubscriptionRequest when(Empty nothing) {
    return new SubscriptionRequest(
        dest, trigger, signatureToken, initialRecordTime, nothing, epcFormat);
  }

  /** The same, with identifiers written so. */
  public SubscriptionRequest epcs(EpcFormat format) {
    return new SubscriptionRequest(dest, trigger, signatureToken, initialRecordTime, empty, format);
  }

  /** Without the secret. */
  @Override
  public String toString() {
    return "subscription of " + dest + ", " + trigger;
  }

  Call apply(String path) {
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("dest", dest.toString());
    signatureToken.ifPresent(token -> body.put("signatureToken", token));
    initialRecordTime.ifPresent(time -> body.put("initialRecordTime", time.toString()));
    body.put("reportIfEmpty", empty == Empty.REPORTED);
    switch (trigger) {
      case Trigger.Stream() -> body.put("stream", true);
      case Trigger.Schedule schedule -> {
        ObjectNode fields = body.putObject("schedule");
        put(fields, "second", schedule.second());
        put(fields, "minute", schedule.minute());
        put(fields, "hour", schedule.hour());
        put(fields, "dayOfMonth", schedule.dayOfMonth());
        put(fields, "month", schedule.month());
        put(fields, "dayOfWeek", schedule.dayOfWeek());
      }
    }
    return Call.post(path, body).accepting(Call.JSON).with("GS1-EPC-Format", epcFormat.toString());
  }

  private static void put(ObjectNode fields, String name, String value) {
    if (!value.isEmpty()) {
      fields.put(name, value);
    }
  }
}
