package io.cellwitness.can;

import io.cellwitness.api.DriverException.Kind;
import io.cellwitness.can.link.Link;
import io.cellwitness.can.link.LinkException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** An ELM327 with a car behind it, in memory. Its answers can be changed between requests. */
public final class FakeElm implements Link {

  /** Answers by {@code header:request}: messages by responder id, cut into frames here. */
  public final Map<String, Map<String, String>> messages = new HashMap<>();

  /** Raw replies by request, sent instead of the car's. */
  public final Map<String, Deque<String>> rawReplies = new HashMap<>();

  /** Every line that was sent, in order. */
  public final List<String> sent = new ArrayList<>();

  /** Commands this adapter does not know. */
  public Set<String> unknown = Set.of();

  /** Supply voltage as ATRV says it. */
  public String volts = "14.2V";

  /** How many bytes one read gives at most. */
  public int chunk = 7;

  /** Whether blanks stay in whatever ATS0 says. */
  public boolean stubbornBlanks;

  /** Whether multi-frame answers stop after their first frame, as without flow control. */
  public boolean noFlowControl;

  /** Whether a digit behind a request is the number of frames to wait for. */
  public boolean countsFrames = true;

  /** Opening fails this many times. */
  public int refuseOpens;

  /** Reads fail from now on until the next opening. */
  public boolean unplugged;

  /** Line end. */
  public String lineEnd = "\r\n";

  private final Deque<Byte> out = new ArrayDeque<>();
  private boolean echo = true;
  private boolean blanks = true;
  private String header = "7DF";
  private boolean open;

  /** Sets the answer of one control unit. */
  public FakeElm answer(String header, String responder, String request, String message) {
    messages
        .computeIfAbsent(header + ":" + request, k -> new java.util.TreeMap<>())
        .put(responder, message);
    return this;
  }

  @Override
  public void open() throws LinkException {
    if (refuseOpens > 0) {
      refuseOpens--;
      throw new LinkException(Kind.UNAVAILABLE, "fake is not there", null);
    }
    open = true;
    unplugged = false;
    out.clear();
  }

  @Override
  public int read(byte[] buffer, int timeoutMillis) throws LinkException {
    if (!open || unplugged) {
      throw new LinkException(Kind.UNAVAILABLE, "fake is gone", null);
    }
    int count = 0;
    while (count < Math.min(chunk, buffer.length) && !out.isEmpty()) {
      buffer[count++] = out.poll();
    }
    return count;
  }

  @Override
  public void write(byte[] bytes) throws LinkException {
    if (!open || unplugged) {
      throw new LinkException(Kind.UNAVAILABLE, "fake is gone", null);
    }
    String line = new String(bytes, StandardCharsets.US_ASCII).strip();
    sent.add(line);
    if (echo) {
      emit(line + "\r");
    }
    String reply = reply(line);
    emit((reply + "\n").replace("\n", lineEnd) + lineEnd + ">");
  }

  private void emit(String text) {
    for (byte b : text.getBytes(StandardCharsets.US_ASCII)) {
      out.add(b);
    }
  }

  private String reply(String line) {
    if (unknown.contains(line) || unknown.stream().anyMatch(u -> line.startsWith(u))) {
      return "?";
    }
    Deque<String> raw =
        rawReplies.getOrDefault(
            line, rawReplies.get(line.matches("[0-9A-F]{7}") ? line.substring(0, 6) : line));
    if (raw != null && !raw.isEmpty()) {
      return raw.size() > 1 ? raw.poll() : raw.peek();
    }
    if (line.startsWith("ATSH")) {
      header = line.substring(4);
      return "OK";
    }
    return switch (line) {
      case "ATWS", "ATZ" -> {
        echo = true;
        blanks = true;
        header = "7DF";
        yield "\nELM327 v1.5";
      }
      case "ATI" -> "ELM327 v1.5";
      case "STI" -> "?";
      case "ATRV" -> volts;
      case "ATE0" -> {
        echo = false;
        yield "OK";
      }
      case "ATS0" -> {
        blanks = stubbornBlanks;
        yield "OK";
      }
      default -> line.startsWith("AT") ? "OK" : car(line);
    };
  }

  private String car(String line) {
    boolean counted = countsFrames && line.length() % 2 == 1;
    String request = counted ? line.substring(0, line.length() - 1) : line;
    Map<String, String> answers = messages.get(header + ":" + request);
    if (line.length() % 2 == 1 && !countsFrames) {
      return "?";
    }
    if (answers == null) {
      return "NO DATA";
    }
    List<String> lines = new ArrayList<>();
    answers.forEach((responder, message) -> lines.addAll(frames(responder, message)));
    int wanted = counted ? Character.digit(line.charAt(line.length() - 1), 16) : lines.size();
    return String.join("\n", lines.subList(0, Math.min(wanted, lines.size())));
  }

  private List<String> frames(String responder, String message) {
    List<String> lines = new ArrayList<>();
    int length = message.length() / 2;
    if (length <= 7) {
      lines.add(line(responder, String.format("%02X", length) + message));
      return lines;
    }
    lines.add(line(responder, String.format("1%03X", length) + message.substring(0, 12)));
    int sequence = 1;
    for (int at = 12; at < message.length() && !noFlowControl; at += 14) {
      String part = message.substring(at, Math.min(at + 14, message.length()));
      lines.add(line(responder, String.format("2%X", sequence++ & 15) + part));
    }
    return lines;
  }

  private String line(String responder, String data) {
    String padded = data + "AA".repeat(8 - data.length() / 2);
    if (!blanks) {
      return responder + padded;
    }
    HexFormat spaced = HexFormat.ofDelimiter(" ").withUpperCase();
    return responder + " " + spaced.formatHex(HexFormat.of().parseHex(padded)) + " ";
  }

  @Override
  public void close() {
    open = false;
  }

  @Override
  public String describe() {
    return "fake";
  }
}
