package io.cellwitness.health;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** Entries survive the limits of the blocks they lie in. */
class ColumnTest {

  @Test
  void keepsEveryEntryInOrderOfTime() {
    int n = 3 * 4096 + 5;
    Column column = new Column();
    for (int i = 0; i < n; i++) {
      column.add(i, i / 2.0);
    }
    assertEquals(n, column.size());
    for (int i = 0; i < n; i++) {
      assertEquals(i, column.nanos(i));
      assertEquals(i / 2.0, column.value(i));
    }
  }

  /** Entries of one time keep the order they came in. */
  @Test
  void sortsAcrossBlocksAndStably() {
    int n = 2 * 4096 + 100;
    Column column = new Column();
    Random random = new Random(4);
    for (int i = 0; i < n; i++) {
      column.add(random.nextInt(500), i);
    }
    column.sort();
    for (int i = 1; i < n; i++) {
      boolean later = column.nanos(i) > column.nanos(i - 1);
      boolean same = column.nanos(i) == column.nanos(i - 1);
      assertEquals(true, later || (same && column.value(i) > column.value(i - 1)), "entry " + i);
    }
  }

  @Test
  void takesOverAnotherColumn() {
    Column other = new Column();
    for (int i = 0; i < 5000; i++) {
      other.add(i, i % 7 == 0 ? Double.NaN : i);
    }
    Column column = new Column();
    column.add(-1, 3);
    column.addAll(other);
    assertEquals(5001, column.size());
    assertEquals(4999, column.lastValue());
    assertEquals(5001 - 715, column.valueCount());
  }
}
