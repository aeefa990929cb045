package io.cellwitness.can.profile;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A frame as two words, so that a signal is one shift and one mask.
 *
 * @param big first byte highest
 * @param little first byte lowest
 * @param length bytes the frame really has; what lies behind is 0
 */
record FrameWords(long big, long little, int length) {

  private static final int BYTES = 8;
  private static final VarHandle LITTLE =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  static FrameWords of(byte[] data) {
    byte[] full = data.length >= BYTES ? data : Arrays.copyOf(data, BYTES);
    long little = (long) LITTLE.get(full, 0);
    return new FrameWords(Long.reverseBytes(little), little, Math.min(BYTES, data.length));
  }
}
