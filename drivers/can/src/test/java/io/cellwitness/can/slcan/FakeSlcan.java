package io.cellwitness.can.slcan;

import io.cellwitness.can.link.Link;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** An SLCAN stick with control units that obey flow control, in memory. */
final class FakeSlcan implements Link {

  /** How a firmware acknowledges. */
  enum Style {
    LAWICEL,
    AUTO_POLL,
    SILENT
  }

  /** Answers by request frame; the frames behind the first wait for flow control. */
  final Map<String, List<String>> answers = new HashMap<>();

  final List<String> sent = new ArrayList<>();
  String noise = "";
  String stamp = "";

  /** What comes from the bus unasked, whenever there is nothing else to say. */
  String traffic = "";

  /** The answer to F of firmwares that answer at all. */
  String status = "F00";

  int chunk = 5;
  int blockSize;
  int reads;

  private final Style style;
  private final Deque<Byte> out = new ArrayDeque<>();
  private final Deque<String> waiting = new ArrayDeque<>();
  private boolean listening;
  private boolean quiet;

  FakeSlcan(Style style) {
    this.style = style;
  }

  @Override
  public void open() {
    out.clear();
  }

  @Override
  public int read(byte[] buffer, int timeoutMillis) {
    int count = 0;
    reads++;
    if (out.isEmpty() && listening && !quiet) {
      emit(traffic);
    }
    quiet = !quiet;
    while (count < Math.min(chunk, buffer.length) && !out.isEmpty()) {
      buffer[count++] = out.poll();
    }
    return count;
  }

  @Override
  public void write(byte[] bytes) {
    String line = new String(bytes, StandardCharsets.US_ASCII).strip();
    sent.add(line);
    boolean frame = line.startsWith("t") || line.startsWith("T");
    if (style != Style.SILENT) {
      String accepted =
          style == Style.AUTO_POLL && frame
              ? line.substring(0, 1).replace('t', 'z').replace('T', 'Z')
              : "";
      String said = line.equals("V") ? "V1013" : line.equals("F") ? status : accepted;
      emit(said + "\r");
    }
    // A channel stays open when the client is gone; only C closes it.
    listening = line.equals("L") || listening && !line.equals("C");
    if (!frame) {
      return;
    }
    emit(noise);
    int idEnd = line.charAt(0) == 't' ? 5 : 10;
    String data = line.substring(idEnd);
    if (data.startsWith("30") || data.startsWith("0730")) {
      for (int n = 0; !waiting.isEmpty() && (blockSize == 0 || n < blockSize); n++) {
        emit(waiting.poll() + stamp + "\r");
      }
      return;
    }
    List<String> frames = answers.getOrDefault(line, List.of());
    waiting.clear();
    for (String f : frames) {
      boolean later = f.matches("(t...8|T.{8}8)(F1)?2.*");
      if (later) {
        waiting.add(f);
      } else {
        emit(f + stamp + "\r");
      }
    }
  }

  void emit(String text) {
    for (byte b : text.getBytes(StandardCharsets.ISO_8859_1)) {
      out.add(b);
    }
  }

  @Override
  public void close() {}

  @Override
  public String describe() {
    return "fake stick";
  }
}
