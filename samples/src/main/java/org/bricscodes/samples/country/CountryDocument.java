package org.bricscodes.samples.country;

import java.nio.charset.StandardCharsets;

/**
 * One document of one party.
 *
 * @param party who sends it
 * @param lot the lot it tells of, counted from 0
 * @param part its place among the lot's documents
 * @param events how many it holds
 * @param json an EPCIS 2.0 document
 */
public record CountryDocument(Party party, long lot, int part, int events, String json) {

  /** As it is sent. */
  public byte[] bytes() {
    return json.getBytes(StandardCharsets.UTF_8);
  }

  /** A file name that sorts as the documents come. */
  public String fileName() {
    return Digits.pad(lot, 8) + "-" + Digits.pad(part, 4) + ".jsonld";
  }
}
