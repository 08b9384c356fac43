package org.bricscodes.epcis;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What every type of event may carry.
 *
 * @param eventID absent when the sender gave none
 * @param eventTimeZoneOffset where the event happened, {@code +hh:mm} or {@code -hh:mm}
 * @param recordTime as sent; a repository sets its own
 * @param certificationInfo one or several URIs
 * @param extensions fields of the event outside the standard, in document order
 */
public record EventFields(
    @Nullable String eventID,
    Instant eventTime,
    String eventTimeZoneOffset,
    @Nullable Instant recordTime,
    List<String> certificationInfo,
    @Nullable ErrorDeclaration errorDeclaration,
    @Nullable UriRef bizStep,
    @Nullable UriRef disposition,
    @Nullable PersistentDisposition persistentDisposition,
    @Nullable Place readPoint,
    @Nullable Place bizLocation,
    List<BizTransaction> bizTransactionList,
    List<Source> sourceList,
    List<Destination> destinationList,
    List<SensorElement> sensorElementList,
    List<Extension> extensions) {

  public EventFields {
    certificationInfo = List.copyOf(certificationInfo);
    bizTransactionList = List.copyOf(bizTransactionList);
    sourceList = List.copyOf(sourceList);
    destinationList = List.copyOf(destinationList);
    sensorElementList = List.copyOf(sensorElementList);
    extensions = List.copyOf(extensions);
  }
}
