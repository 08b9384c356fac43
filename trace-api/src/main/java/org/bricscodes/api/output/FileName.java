package org.bricscodes.api.output;

/**
 * What a file is called and known by.
 *
 * @param file on disk
 * @param tag of its bytes
 * @param codes in it
 */
record FileName(String file, String mediaType, String tag, long codes) {}
