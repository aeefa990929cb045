package io.cellwitness.opcua.milo;

import io.cellwitness.opcua.link.UaValue;
import io.cellwitness.opcua.values.NodeJudge;
import java.lang.reflect.Array;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;
import org.eclipse.milo.opcua.stack.core.types.builtin.ExtensionObject;
import org.eclipse.milo.opcua.stack.core.types.builtin.Matrix;

/** Milo's values as ours. Structures stay the bytes they came as: nothing in them is decoded. */
final class MiloValues {

  private static final int MAX_TEXT = 4096;

  /** From here on a date means "never" (OPC 10000-6, 5.2.2.5). */
  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

  private MiloValues() {}

  static UaValue of(DataValue value) {
    return new UaValue(
        value.statusCode().value() & 0xFFFF_FFFFL,
        content(value.value().value()),
        instant(value.sourceTime()),
        instant(value.serverTime()));
  }

  /**
   * Dates before 1970 are the specification's way to say that there is none (OPC 10000-6, 5.2.2.5).
   */
  static Optional<Instant> instant(DateTime date) {
    if (date == null) {
      return Optional.empty();
    }
    Instant instant = date.getJavaInstant();
    return instant.isBefore(Instant.EPOCH) || !instant.isBefore(LATEST)
        ? Optional.empty()
        : Optional.of(instant);
  }

  private static UaValue.Content content(Object value) {
    if (value == null) {
      return new UaValue.Content.Unreadable("nothing");
    }
    if (value instanceof Number number) {
      return new UaValue.Content.Scalar(number.doubleValue());
    }
    if (value instanceof Boolean flag) {
      return new UaValue.Content.Scalar(flag ? 1 : 0);
    }
    if (value instanceof String text) {
      return text.length() > MAX_TEXT
          ? new UaValue.Content.Unreadable("a text of " + text.length() + " characters")
          : new UaValue.Content.Text(text);
    }
    if (value.getClass().isArray()) {
      return array(value);
    }
    return new UaValue.Content.Unreadable(kind(value));
  }

  private static UaValue.Content array(Object array) {
    int length = Array.getLength(array);
    if (length > NodeJudge.MAX_ELEMENTS) {
      return new UaValue.Content.Unreadable("an array of " + length);
    }
    double[] numbers = new double[length];
    for (int i = 0; i < length; i++) {
      Object element = Array.get(array, i);
      if (element instanceof Number number) {
        numbers[i] = number.doubleValue();
      } else if (element instanceof Boolean flag) {
        numbers[i] = flag ? 1 : 0;
      } else {
        return new UaValue.Content.Unreadable("an array of something else than numbers");
      }
    }
    return new UaValue.Content.Numbers(numbers);
  }

  private static String kind(Object value) {
    if (value instanceof ExtensionObject) {
      return "a structure";
    }
    if (value instanceof Matrix) {
      return "a matrix";
    }
    return "a " + value.getClass().getSimpleName();
  }
}
