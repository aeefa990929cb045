package io.cellwitness.replay;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicLong;

/** Counts the bytes that are taken from a stream. */
final class CountedStream extends FilterInputStream {

  private final AtomicLong counted;

  CountedStream(InputStream in, AtomicLong counted) {
    super(in);
    this.counted = counted;
  }

  @Override
  public int read() throws IOException {
    int value = in.read();
    counted.addAndGet(value < 0 ? 0 : 1);
    return value;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    int got = in.read(into, offset, length);
    counted.addAndGet(Math.max(0, got));
    return got;
  }
}
