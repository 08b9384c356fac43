package org.bricscodes.api.sheet;

import java.util.List;
import java.util.Map;

/** An event of every kind, by headings. Their numbers use 952, which GS1 keeps for examples. */
final class SheetExamples {

  private static final String ITEM = "https://id.gs1.org/01/09521222000018/21/";
  private static final String FACTORY = "https://id.gs1.org/414/9521222000018";
  private static final String PALLET = "https://id.gs1.org/00/095212220000000018";

  static final List<Map<String, String>> ALL =
      List.of(
          Map.ofEntries(
              Map.entry("event", "1"),
              Map.entry("type", "ObjectEvent"),
              Map.entry("eventTime", "2026-05-02 10:00"),
              Map.entry("eventTimeZoneOffset", "+08:00"),
              Map.entry("action", "ADD"),
              Map.entry("epcList", ITEM + "A1\n" + ITEM + "A2"),
              Map.entry("bizStep", "commissioning"),
              Map.entry("disposition", "active"),
              Map.entry("readPoint", FACTORY),
              Map.entry("bizLocation", FACTORY),
              Map.entry("ilmd/cbvmda:lotNumber", "L1"),
              Map.entry("ilmd/cbvmda:itemExpirationDate", "2028-04-30"),
              Map.entry("example:note", "line 2")),
          Map.ofEntries(
              Map.entry("event", "2"),
              Map.entry("type", "AggregationEvent"),
              Map.entry("eventTime", "2026-05-02 11:30"),
              Map.entry("eventTimeZoneOffset", "+08:00"),
              Map.entry("action", "ADD"),
              Map.entry("parentID", PALLET),
              Map.entry("childEPCs", ITEM + "A1\n" + ITEM + "A2"),
              Map.entry("bizStep", "packing"),
              Map.entry("readPoint", FACTORY)),
          Map.ofEntries(
              Map.entry("event", "3"),
              Map.entry("type", "TransactionEvent"),
              Map.entry("eventTime", "2026-05-03T09:00:00+08:00"),
              Map.entry("action", "ADD"),
              Map.entry("epcList", PALLET),
              Map.entry("bizStep", "shipping"),
              Map.entry("disposition", "in_transit"),
              Map.entry("readPoint", FACTORY),
              Map.entry("bizTransactionList", "po urn:epcglobal:cbv:bt:9521222000018:4711"),
              Map.entry("sourceList", "owning_party https://id.gs1.org/417/9521222000001"),
              Map.entry("destinationList", "owning_party https://id.gs1.org/417/9521777000006")),
          Map.ofEntries(
              Map.entry("event", "4"),
              Map.entry("type", "TransformationEvent"),
              Map.entry("eventTime", "2026-05-01 16:00"),
              Map.entry("eventTimeZoneOffset", "+08:00"),
              Map.entry("inputQuantityList", "https://id.gs1.org/01/09521222000025/10/R7 1000 KGM"),
              Map.entry("outputQuantityList", "https://id.gs1.org/01/09521222000018/10/L1 250 KGM"),
              Map.entry("bizStep", "creating_class_instance"),
              Map.entry("readPoint", FACTORY),
              Map.entry("sensorReport", "Temperature 61.5 CEL"),
              Map.entry("ilmd/cbvmda:lotNumber", "L1")),
          Map.ofEntries(
              Map.entry("event", "5"),
              Map.entry("type", "AssociationEvent"),
              Map.entry("eventTime", "2026-05-02 11:45"),
              Map.entry("eventTimeZoneOffset", "+08:00"),
              Map.entry("action", "ADD"),
              Map.entry("parentID", PALLET),
              Map.entry("childEPCs", "https://id.gs1.org/8004/9521222LOGGER7"),
              Map.entry("bizStep", "assembling"),
              Map.entry("readPoint", FACTORY)));

  private SheetExamples() {}
}
