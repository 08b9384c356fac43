package org.bricscodes.ledger.testkit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A cable on loopback between an adapter and its node. It carries, keeps what the adapter sent, and
 * fails the way cables do when it is told to. Give the adapter {@link #port()} for the node's port.
 */
public final class Wire implements AutoCloseable {

  private static final int MAX_KEPT = 16 << 20;
  private static final int BUFFER = 16 << 10;

  /** What becomes of the bytes. */
  public enum Mode {
    CARRY,
    /** No connection is taken, and those there are end. */
    CUT,
    /** Requests are lost and never answered: connections stay open and silent. */
    LOSE_REQUESTS,
    /** The node gets the requests, the adapter never an answer; connections stay open. */
    LOSE_ANSWERS
  }

  private final String host;
  private final int port;
  private final ServerSocket listener;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
  private volatile Mode mode = Mode.CARRY;

  private Wire(String host, int port, ServerSocket listener) {
    this.host = host;
    this.port = port;
    this.listener = listener;
  }

  /** A wire to the node at this address, on a free port. */
  public static Wire to(String host, int port) {
    try {
      ServerSocket listener = new ServerSocket(0, 64, InetAddress.getLoopbackAddress());
      Wire wire = new Wire(host, port, listener);
      var _ = Thread.ofVirtual().name("wire").start(wire::accept);
      return wire;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where the adapter connects to, on {@code 127.0.0.1}. */
  public int port() {
    return listener.getLocalPort();
  }

  /** From now on. */
  public void mode(Mode next) {
    mode = next;
    if (next == Mode.CUT) {
      open.forEach(Wire::end);
    }
  }

  /** Repairs the wire; connections on which something was lost end, as the peers would find out. */
  public void mend() {
    mode = Mode.CARRY;
    open.forEach(Wire::end);
  }

  /** All bytes the adapter sent so far, the first 16 MiB; a copy. */
  public byte[] sent() {
    synchronized (sent) {
      return sent.toByteArray();
    }
  }

  @Override
  public void close() {
    mode(Mode.CUT);
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket adapter = listener.accept();
        if (mode == Mode.CUT) {
          end(adapter);
        } else {
          connect(adapter);
        }
      } catch (IOException e) {
        // Closed, or the node cannot be reached: then the adapter sees its connection end.
      }
    }
  }

  private void connect(Socket adapter) throws IOException {
    Socket node = new Socket();
    open.add(adapter);
    open.add(node);
    try {
      node.connect(new InetSocketAddress(host, port), 5_000);
    } catch (IOException e) {
      end(adapter);
      throw e;
    }
    var _ = Thread.ofVirtual().start(() -> carry(adapter, node, Mode.LOSE_REQUESTS));
    var _ = Thread.ofVirtual().start(() -> carry(node, adapter, Mode.LOSE_ANSWERS));
  }

  /** Carries one direction until either side ends; what comes while {@code losing} is dropped. */
  private void carry(Socket from, Socket to, Mode losing) {
    byte[] buffer = new byte[BUFFER];
    try (InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream()) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        if (losing == Mode.LOSE_REQUESTS) {
          keep(buffer, n);
        }
        if (mode != losing) {
          out.write(buffer, 0, n);
          out.flush();
        }
      }
    } catch (IOException e) {
      // One side is gone; the other learns it below.
    } finally {
      end(from);
      end(to);
    }
  }

  private void keep(byte[] buffer, int n) {
    synchronized (sent) {
      sent.write(buffer, 0, Math.min(n, MAX_KEPT - sent.size()));
    }
  }

  private static void end(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      System.getLogger(Wire.class.getName())
          .log(System.Logger.Level.DEBUG, "a socket could not be closed", e);
    }
  }
}
