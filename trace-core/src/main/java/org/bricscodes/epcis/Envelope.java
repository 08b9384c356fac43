package org.bricscodes.epcis;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What stands around the events of an {@code EPCISDocument} or {@code EPCISQueryDocument}. */
final class Envelope {

  private static final Set<String> KEYS =
      Set.of(
          "@context",
          "id",
          "type",
          "schemaVersion",
          "creationDate",
          "instanceIdentifier",
          "sender",
          "receiver",
          "epcisHeader",
          "epcisBody");

  private final DocumentReader document;
  private final Cursor cursor;
  private final boolean isQuery;
  private final Set<String> seen = new HashSet<>();
  private final List<Extension> extensions = new ArrayList<>(0);

  Envelope(DocumentReader document, Cursor cursor, boolean isQuery) {
    this.document = document;
    this.cursor = cursor;
    this.isQuery = isQuery;
  }

  void read() throws IOException {
    for (String key = cursor.nextName(); key != null; key = cursor.nextName()) {
      if (!KEYS.contains(key)) {
        document.extension(key, extensions, KEYS);
      } else if (!seen.add(key)) {
        cursor.duplicate();
      } else {
        cursor.parser.nextToken();
        member(key);
      }
    }
    require("@context", "add \"@context\": \"" + ContextReader.STANDARD_URL + "\"");
    require("type", "add \"type\": \"EPCISDocument\"");
    require("epcisBody", "add \"epcisBody\" with the events");
    if (!isQuery) {
      require("schemaVersion", "add \"schemaVersion\": \"2.0\"");
      require("creationDate", "add \"creationDate\": " + Rfc3339.REMEDY);
    }
  }

  private void require(String key, String remedy) {
    if (!seen.contains(key)) {
      cursor.fault(key + " is missing", remedy);
    }
  }

  private void member(String key) throws IOException {
    switch (key) {
      case "@context" -> ContextReader.document(cursor);
      case "id" -> cursor.uri();
      case "type" -> type();
      case "schemaVersion" -> schemaVersion();
      case "creationDate" -> cursor.time();
      case "epcisBody" -> body();
      case "epcisHeader" -> document.header();
      default -> cursor.text("a string");
    }
  }

  private void type() throws IOException {
    String type = cursor.text("the type as a string");
    if (type != null && !type.equals("EPCISDocument") && !type.equals("EPCISQueryDocument")) {
      String meant = Nearest.to(type, Set.of("EPCISDocument", "EPCISQueryDocument"));
      cursor.fault(
          Fault.quote(type) + " is not a type of document",
          meant == null ? "write \"EPCISDocument\"" : "did you mean \"" + meant + "\"?");
    }
  }

  private void schemaVersion() throws IOException {
    String version = cursor.text("the version as a string, such as \"2.0\"");
    if (version != null && !isVersion(version)) {
      cursor.fault(Fault.quote(version) + " is not a version", "write \"2.0\"");
    } else if (version != null && !version.equals("2") && !version.startsWith("2.")) {
      cursor.fault("version " + version + " of EPCIS is not read here", "write \"2.0\"");
    }
  }

  private static boolean isVersion(String text) {
    boolean digit = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '.' && !digit) {
        return false;
      }
      if (c != '.' && (c < '0' || c > '9')) {
        return false;
      }
      digit = c != '.';
    }
    return digit;
  }

  private void body() throws IOException {
    if (!cursor.entersObject("an object")) {
      return;
    }
    if (isQuery) {
      only("queryResults", this::results);
    } else {
      only("eventList", document::eventList);
    }
  }

  private void results() throws IOException {
    if (!cursor.entersObject("an object with queryName and resultsBody")) {
      return;
    }
    Set<String> keys = new HashSet<>();
    for (String key = cursor.nextName(); key != null; key = cursor.nextName()) {
      if (!keys.add(key)) {
        cursor.duplicate();
        continue;
      }
      cursor.parser.nextToken();
      switch (key) {
        case "queryName", "subscriptionID" -> cursor.text("a string");
        case "resultsBody" -> {
          if (cursor.entersObject("an object with eventList")) {
            only("eventList", document::eventList);
          }
        }
        default -> unexpected(key, "queryName, subscriptionID and resultsBody");
      }
    }
    if (!keys.contains("queryName")) {
      cursor.fault("queryName is missing", "add \"queryName\": \"SimpleEventQuery\"");
    }
  }

  private interface Reading {
    void read() throws IOException;
  }

  /** Reads an object of which only one key is of use. */
  private void only(String wanted, Reading reading) throws IOException {
    boolean found = false;
    for (String key = cursor.nextName(); key != null; key = cursor.nextName()) {
      if (!key.equals(wanted)) {
        cursor.parser.nextToken();
        unexpected(key, wanted);
      } else if (found) {
        cursor.duplicate();
      } else {
        found = true;
        cursor.parser.nextToken();
        reading.read();
      }
    }
    if (!found) {
      cursor.fault(wanted + " is missing", "add \"" + wanted + "\"");
    }
  }

  private void unexpected(String key, String allowed) throws IOException {
    cursor.fault(Fault.quote(key) + " does not belong here", "only " + allowed + " does");
    cursor.skip();
  }
}
