package org.bricscodes.qr;

/**
 * What the segments before the picture of a JPEG file say (ITU-T T.81, annex B): how many channels
 * it has, how Adobe transformed them, and how the camera was held (EXIF 2.32, tag 0x0112).
 *
 * @param channels 0 when this is no JPEG
 * @param transform of Adobe: 0 CMYK, 2 YCCK; -1 when the file does not say
 * @param orientation 1 to 8; 1 is upright
 */
record JpegHeader(int channels, int transform, int orientation) {

  private static final int MAX_SEGMENTS = 1000;
  private static final int ORIENTATION = 0x0112;

  static JpegHeader of(byte[] file) {
    int channels = 0;
    int transform = -1;
    int orientation = 1;
    int at = 2;
    boolean jpeg = file.length > 3 && u8(file, 0) == 0xFF && u8(file, 1) == 0xD8;
    for (int i = 0; jpeg && i < MAX_SEGMENTS && at + 4 <= file.length; i++) {
      int marker = u8(file, at + 1);
      if (u8(file, at) != 0xFF || marker == 0xDA) {
        break;
      }
      if (marker == 0xFF) { // fill byte
        at++;
        continue;
      }
      int length = u16(file, at + 2);
      int data = at + 4;
      int end = Math.min(at + 2 + length, file.length);
      boolean frame =
          marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
      if (frame && data + 6 <= end) {
        channels = u8(file, data + 5);
      } else if (marker == 0xEE && begins(file, data, end, "Adobe") && data + 12 <= end) {
        transform = u8(file, data + 11);
      } else if (marker == 0xE1 && begins(file, data, end, "Exif\0\0")) {
        orientation = orientation(file, data + 6, end);
      }
      at += 2 + Math.max(length, 2);
    }
    return new JpegHeader(channels, transform, orientation);
  }

  /**
   * How many scans the file has, counted no further than {@code most}. Each walks over all blocks
   * of the picture, however little it says of them. Markers are found as decoders find them.
   */
  static int scans(byte[] file, int most) {
    int scans = 0;
    int at = 2;
    while (scans < most) {
      while (at + 1 < file.length && !isMarker(file, at)) {
        at++;
      }
      if (at + 4 > file.length) {
        break;
      }
      int marker = u8(file, at + 1);
      at += 2;
      if (marker == 0xD9 && scans > 0) { // before any scan the file may hold tables alone
        break;
      }
      if (marker >= 0xC0 && (marker < 0xD0 || marker > 0xD9)) {
        scans += marker == 0xDA ? 1 : 0;
        at += Math.max(u16(file, at), 2);
      }
    }
    return scans;
  }

  private static boolean isMarker(byte[] file, int at) {
    int code = u8(file, at + 1);
    return u8(file, at) == 0xFF && code != 0 && code != 0xFF;
  }

  /** Luminance of one pixel of four inks, 0 black to 255 white. */
  int greyOfInks(int[] inks, int at) {
    int key = inks[at + 3];
    if (transform == 2) {
      return inks[at] * key / 255;
    }
    int colour = (299 * inks[at] + 587 * inks[at + 1] + 114 * inks[at + 2]) / 1000;
    return transform < 0 ? (255 - colour) * (255 - key) / 255 : colour * key / 255;
  }

  private static int orientation(byte[] file, int start, int end) {
    if (start + 8 > end) {
      return 1;
    }
    boolean little = file[start] == 'I';
    long directory = start + u32(file, start + 4, little);
    if (directory + 2 > end) {
      return 1;
    }
    int first = (int) directory;
    int count = u16(file, first, little);
    for (int i = 0; i < count; i++) {
      int entry = first + 2 + 12 * i;
      if (entry + 12 > end) {
        return 1;
      }
      if (u16(file, entry, little) == ORIENTATION) {
        int value = u16(file, entry + 8, little);
        return value >= 1 && value <= 8 ? value : 1;
      }
    }
    return 1;
  }

  private static boolean begins(byte[] file, int from, int end, String text) {
    if (from + text.length() > end) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (file[from + i] != text.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private static int u8(byte[] file, int at) {
    return file[at] & 0xFF;
  }

  private static int u16(byte[] file, int at) {
    return u8(file, at) << 8 | u8(file, at + 1);
  }

  private static int u16(byte[] file, int at, boolean little) {
    return little ? u8(file, at + 1) << 8 | u8(file, at) : u16(file, at);
  }

  private static long u32(byte[] file, int at, boolean little) {
    long first = u16(file, at, little);
    long second = u16(file, at + 2, little);
    return little ? second << 16 | first : first << 16 | second;
  }
}
