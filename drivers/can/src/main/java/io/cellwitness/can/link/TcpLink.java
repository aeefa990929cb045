package io.cellwitness.can.link;

import io.cellwitness.api.DriverException.Kind;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;

/** A link over TCP: WiFi adapters, serial servers, emulators. */
public final class TcpLink implements Link {

  /**
   * Time for a lost SYN to be sent once more (RFC 6298: 1 s). Waiting for the third one would miss
   * an adapter that came back meanwhile for longer than opening anew does.
   */
  private static final int CONNECT_TIMEOUT_MILLIS = 2_000;

  private final String host;
  private final int port;
  private volatile Socket socket;

  /**
   * Makes the link; does not connect.
   *
   * @param host name or address
   * @param port 1 to 65535
   */
  public TcpLink(String host, int port) {
    this.host = host;
    this.port = port;
  }

  @Override
  public void open() throws LinkException {
    close();
    Socket fresh = new Socket();
    try {
      InetSocketAddress address = new InetSocketAddress(host, port);
      if (address.isUnresolved()) {
        throw new UnknownHostException(host);
      }
      fresh.setTcpNoDelay(true);
      fresh.setKeepAlive(true);
      fresh.connect(address, CONNECT_TIMEOUT_MILLIS);
      socket = fresh;
    } catch (IOException e) {
      closeQuietly(fresh);
      String why = e instanceof UnknownHostException ? "no such host" : e.getMessage();
      throw new LinkException(
          Kind.UNAVAILABLE,
          "no adapter answers at " + describe() + " (" + why + "); check its address and power",
          e);
    }
  }

  @Override
  public int read(byte[] buffer, int timeoutMillis) throws LinkException {
    Socket open = opened();
    try {
      open.setSoTimeout(Math.max(1, timeoutMillis));
      int count = open.getInputStream().read(buffer);
      if (count < 0) {
        throw lost("it hung up", null);
      }
      return count;
    } catch (SocketTimeoutException e) {
      return 0;
    } catch (IOException e) {
      throw lost(e.getMessage(), e);
    }
  }

  @Override
  public void write(byte[] bytes) throws LinkException {
    Socket open = opened();
    try {
      open.getOutputStream().write(bytes);
    } catch (IOException e) {
      throw lost(e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    Socket open = socket;
    socket = null;
    if (open != null) {
      closeQuietly(open);
    }
  }

  @Override
  public String describe() {
    return "tcp://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }

  private Socket opened() throws LinkException {
    Socket open = socket;
    if (open == null) {
      throw lost("it is closed", null);
    }
    return open;
  }

  private LinkException lost(String why, Throwable cause) {
    return new LinkException(
        Kind.UNAVAILABLE, "the adapter at " + describe() + " is gone (" + why + ")", cause);
  }

  private static void closeQuietly(Socket open) {
    try {
      open.close();
    } catch (IOException e) {
      // Nothing of ours is buffered in it, and the caller leaves it behind either way.
    }
  }
}
