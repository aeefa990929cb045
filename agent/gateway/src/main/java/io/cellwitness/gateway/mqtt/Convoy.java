package io.cellwitness.gateway.mqtt;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets messages that follow each other at once leave together: to send each alone costs more than
 * all the rest of it. The publisher's thread says how many will come, the library's writes them.
 *
 * <p>The library flushes after each packet (Paho 1.2.5, {@code CommsSender}), so what is written
 * between two flushes is one packet.
 */
final class Convoy {

  private static final int PUBLISH = 3;

  /** So much is not held back, bytes. */
  private static final int MOST_HELD_BYTES = 32 << 10;

  /**
   * Held while something is written, which may block; the publisher's thread never waits for it.
   */
  private final ReentrantLock writing = new ReentrantLock();

  private final ByteArrayOutputStream held = new ByteArrayOutputStream();
  private OutputStream out = OutputStream.nullOutputStream();

  /** Messages given to the library. Publisher's thread only. */
  private long given;

  /** Those, and one that was promised to follow. */
  private volatile long announced;

  /** Messages written by the library. */
  private volatile long written;

  /** Puts the convoy in front of a link. */
  OutputStream over(OutputStream link) {
    out = link;
    return new Gate();
  }

  /** A message is about to be given to the library, and maybe another right after it. */
  void gives(boolean more) {
    given++;
    announced = given + (more ? 1 : 0);
  }

  /** The library did not take the message, so whatever waits for it waits in vain. */
  void takesBack() throws IOException {
    given--;
    announced = given;
    // Whoever writes just now looks again afterwards.
    if (writing.tryLock()) {
      try {
        leaveWhenComplete();
      } finally {
        writing.unlock();
      }
    }
  }

  private boolean isComplete() {
    return written >= announced;
  }

  private void leaveWhenComplete() throws IOException {
    if (isComplete()) {
      leave();
    }
  }

  private void leave() throws IOException {
    held.writeTo(out);
    held.reset();
    out.flush();
  }

  /** What the library's one sending thread writes to. */
  private final class Gate extends OutputStream {

    /** Type of the packet that is being written; 0 before its first byte. */
    private int type;

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int count) throws IOException {
      if (type == 0 && count > 0) {
        type = bytes[offset] >> 4 & 0xF;
      }
      writing.lock();
      try {
        held.write(bytes, offset, count);
        if (held.size() > MOST_HELD_BYTES) {
          held.writeTo(out);
          held.reset();
        }
      } finally {
        writing.unlock();
      }
    }

    @Override
    public void flush() throws IOException {
      boolean message = type == PUBLISH;
      type = 0;
      writing.lock();
      try {
        if (message) {
          written++;
          leaveWhenComplete();
        } else {
          leave();
        }
      } finally {
        writing.unlock();
      }
      if (message && isComplete()) {
        leaveAgain();
      }
    }

    /** The last of a convoy may have been taken back while the one before it was written. */
    private void leaveAgain() throws IOException {
      writing.lock();
      try {
        if (held.size() > 0) {
          leave();
        }
      } finally {
        writing.unlock();
      }
    }

    @Override
    public void close() throws IOException {
      out.close();
    }
  }
}
