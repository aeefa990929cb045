package io.cellwitness.gateway.store;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Numbers that seldom change, as runs of value and length. */
final class Runs {

  private final List<long[]> runs = new ArrayList<>();

  void add(long value) {
    long[] last = runs.isEmpty() ? null : runs.get(runs.size() - 1);
    if (last != null && last[0] == value) {
      last[1]++;
    } else {
      runs.add(new long[] {value, 1});
    }
  }

  void writeTo(ByteSink sink) {
    for (long[] run : runs) {
      sink.unsigned(run[0]);
      sink.unsigned(run[1]);
    }
  }

  static long[] read(ByteSource source, int count) {
    long[] values = new long[count];
    int filled = 0;
    while (filled < count) {
      long value = source.unsigned();
      int length = source.count(count - filled);
      if (length == 0) {
        throw new IndexOutOfBoundsException("a run of nothing");
      }
      Arrays.fill(values, filled, filled + length, value);
      filled += length;
    }
    return values;
  }
}
