package org.bricscodes.tlog;

import java.util.Arrays;
import java.util.List;

/**
 * What a log claims about itself at one moment (c2sp.org/tlog-checkpoint@v1.0.0), not yet signed or
 * verified.
 *
 * @param origin the log's identity: a valid key name, by custom the scheme-less URL prefix
 * @param size number of leaves
 * @param root root hash of the tree of that size
 * @param extensions further lines, none empty; ours has none, others may
 */
public record Checkpoint(String origin, long size, Digest root, List<String> extensions) {

  private static final int FIXED_LINES = 3;
  private static final int MAX_EXTENSIONS = 16;

  public Checkpoint {
    extensions = List.copyOf(extensions);
    if (origin.isEmpty() || hasControl(origin) || StrictText.utf8(origin).length > 255) {
      throw malformed("an origin is one line of 1 to 255 bytes");
    }
    if (size < 0) {
      throw malformed("a tree size is not negative");
    }
    if (extensions.size() > MAX_EXTENSIONS
        || extensions.stream().anyMatch(line -> line.isEmpty() || hasControl(line))) {
      throw malformed("extension lines are not empty and at most 16");
    }
    if (size == 0 && !root.equals(MerkleTree.emptyRoot())) {
      throw new NoteException(
          NoteException.Reason.EMPTY_TREE_ROOT, "the root of an empty tree is the hash of nothing");
    }
  }

  /** A checkpoint without extension lines. */
  public static Checkpoint of(String origin, long size, Digest root) {
    return new Checkpoint(origin, size, root, List.of());
  }

  /**
   * The inverse of {@link #toString}.
   *
   * @throws NoteException ({@code MALFORMED_CHECKPOINT}) on any other form, {@code EMPTY_TREE_ROOT}
   *     if that alone is wrong
   */
  public static Checkpoint parse(String text) {
    String[] lines = text.split("\n", -1);
    if (!text.endsWith("\n") || lines.length < FIXED_LINES + 1) {
      throw malformed("a checkpoint is an origin, a size and a root, each line ended by a newline");
    }
    try {
      return new Checkpoint(
          lines[0],
          StrictText.decimal(lines[1]),
          Digest.parseBase64(lines[2]),
          Arrays.asList(lines).subList(FIXED_LINES, lines.length - 1));
    } catch (IllegalArgumentException e) {
      throw new NoteException(
          NoteException.Reason.MALFORMED_CHECKPOINT,
          "a checkpoint's size is decimal and its root base64 of 32 bytes",
          e);
    }
  }

  private static boolean hasControl(String line) {
    return !StrictText.isUnicode(line) || line.chars().anyMatch(c -> c < 0x20);
  }

  private static NoteException malformed(String message) {
    return new NoteException(NoteException.Reason.MALFORMED_CHECKPOINT, message);
  }

  /** The text that is signed, with its final newline. */
  @Override
  public String toString() {
    var text = new StringBuilder();
    text.append(origin).append('\n').append(size).append('\n').append(root.base64()).append('\n');
    extensions.forEach(line -> text.append(line).append('\n'));
    return text.toString();
  }
}
