package org.bricscodes.moving;

/**
 * One row on its way. Of the log it is an entry, its partition the index as eight bytes; of files
 * it is one file, its partition the path.
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record MovedRow(byte[] partition, byte[] sort, byte[] value) {

  int bytes() {
    return Segment.ROW_HEAD + partition.length + sort.length + value.length;
  }
}
