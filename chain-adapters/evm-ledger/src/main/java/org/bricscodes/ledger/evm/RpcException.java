package org.bricscodes.ledger.evm;

/** A call of a node that brought no result. Its kind says whether the node may have acted on it. */
final class RpcException extends Exception {

  private static final long serialVersionUID = 1;
  private static final int MAX_SHOWN = 200;
  private static final int MAX_WORDS = 4096;

  /** What became of the request. */
  enum Kind {
    /** It never reached the node, or the node shows that it did not look at it. */
    UNSENT,
    /** It may have reached the node, and there is no answer that can be used. */
    LOST,
    /** The node answered with an error. */
    REFUSED
  }

  private final Kind kind;
  private final int code;
  private final String words;
  private final String data;

  private RpcException(Kind kind, int code, String message, String words, String data) {
    super(message);
    this.kind = kind;
    this.code = code;
    this.words = words;
    this.data = data;
  }

  static RpcException unsent(String node, String why) {
    return new RpcException(Kind.UNSENT, 0, node + ": " + shown(why), "", "");
  }

  static RpcException lost(String node, String why) {
    return new RpcException(Kind.LOST, 0, node + ": " + shown(why), "", "");
  }

  /**
   * @param data what the node says beside the message, such as the bytes a contract reverted with
   */
  static RpcException refused(String node, int code, String message, String data) {
    return new RpcException(
        Kind.REFUSED,
        code,
        node + " says " + code + ": " + shown(message),
        message.substring(0, Math.min(message.length(), MAX_WORDS)),
        data);
  }

  Kind kind() {
    return kind;
  }

  /** The JSON-RPC error code of a refusal. */
  int code() {
    return code;
  }

  /** The message of a refusal as the node wrote it, for deciding: without the node's own name. */
  String words() {
    return words;
  }

  String data() {
    return data;
  }

  /** The message, for people: it names the node. Never null, unlike that of its parent. */
  String text() {
    return String.valueOf(getMessage());
  }

  /** What a node says may be long, and may hold what a terminal would obey. */
  private static String shown(String text) {
    String plain = text.replaceAll("\\p{Cntrl}", " ");
    return plain.length() <= MAX_SHOWN ? plain : plain.substring(0, MAX_SHOWN) + "…";
  }
}
