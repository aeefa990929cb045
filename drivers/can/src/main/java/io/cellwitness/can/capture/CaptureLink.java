package io.cellwitness.can.capture;

import io.cellwitness.can.link.Link;
import io.cellwitness.can.link.LinkException;

/** A link that notes everything that goes over it. It stands at the wire, below the guard. */
public final class CaptureLink implements Link {

  private final Link wire;
  private final CaptureFile capture;

  /**
   * Makes the link.
   *
   * @param wire the bare link
   * @param capture takes note
   */
  public CaptureLink(Link wire, CaptureFile capture) {
    this.wire = wire;
    this.capture = capture;
  }

  @Override
  public void open() throws LinkException {
    wire.open();
    capture.opened();
  }

  @Override
  public int read(byte[] buffer, int timeoutMillis) throws LinkException {
    int count = wire.read(buffer, timeoutMillis);
    capture.traffic(false, buffer, count);
    return count;
  }

  @Override
  public void write(byte[] bytes) throws LinkException {
    capture.traffic(true, bytes, bytes.length);
    wire.write(bytes);
  }

  @Override
  public void close() {
    wire.close();
  }

  @Override
  public String describe() {
    return wire.describe();
  }
}
