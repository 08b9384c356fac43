package org.bricscodes.query;

import java.util.concurrent.CompletionStage;

/**
 * The way to one subscriber.
 *
 * <p><b>Order.</b> It is given one parcel at a time, in the order of recording; the next one only
 * when the stage of the one before has completed.
 *
 * <p><b>At least once.</b> {@link DeliveryOutcome.Delivered} is said only when the subscriber has
 * confirmed; whatever else is said, or a stage that fails, brings the same events again. So does a
 * crash between confirmation and the moment its position is durable: subscribers know an event by
 * its eventID.
 *
 * <p><b>Time.</b> {@link #deliver} returns at once and never blocks; the stage completes within
 * {@link SubscriptionPolicy#deliveryDeadline}, or the delivery counts as failed.
 */
@FunctionalInterface
public interface Delivery {

  CompletionStage<DeliveryOutcome> deliver(Parcel parcel);
}
