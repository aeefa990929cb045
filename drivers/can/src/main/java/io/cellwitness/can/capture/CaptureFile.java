package io.cellwitness.can.capture;

import io.cellwitness.api.DriverException;
import io.cellwitness.api.DriverException.Kind;
import io.cellwitness.api.Stamp;
import io.cellwitness.api.TimeSource;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A capture being written: JSON lines, the first {@code {"format":"cellwitness-capture/1",…}}, then
 * one line for each read and write: {@code {"t":1.25,"out":"22F190\r"}}, {@code {"t":1.27,"in":…}}.
 * Bytes stand as characters of the same number, {@code t} counts seconds from the first line.
 *
 * <p>It holds whatever went over the link, a VIN too, so only its owner may read it. It never grows
 * beyond its limit: what does not fit is left out and {@link #full} says so. Writing that fails
 * does not disturb the link either; {@link #failure} says so.
 */
public final class CaptureFile implements AutoCloseable {

  /** First words of every capture. */
  public static final String FORMAT = "cellwitness-capture/1";

  /** Room kept for the last line. */
  private static final int RESERVE_BYTES = 64;

  private static final JsonMapper JSON = new JsonMapper();

  private final Path file;
  private final OutputStream out;
  private final TimeSource time;
  private final Stamp begin;
  private final long mostBytes;
  private long bytes;
  private boolean full;
  private boolean ended;
  private boolean used;
  private Optional<IOException> failure = Optional.empty();

  private CaptureFile(Path file, OutputStream out, TimeSource time, long mostBytes) {
    this.file = file;
    this.out = out;
    this.time = time;
    this.begin = time.now();
    this.mostBytes = mostBytes;
  }

  /**
   * Begins a capture.
   *
   * @param file must not exist yet
   * @param mostBytes how large it may become
   * @param time stamps the lines
   * @param header what is known beforehand: language of the adapter, link, software
   * @return the open capture
   * @throws DriverException of kind USAGE when the file exists, INPUT_OUTPUT when it cannot be made
   */
  public static CaptureFile create(
      Path file, long mostBytes, TimeSource time, Map<String, String> header)
      throws DriverException {
    try {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      CaptureFile capture = new CaptureFile(file, Files.newOutputStream(file), time, mostBytes);
      ObjectNode first = JsonNodeFactory.instance.objectNode().put("format", FORMAT);
      first.put("startedAt", capture.begin.wall().toString());
      first.put("clockSynced", capture.begin.clockSynced());
      header.forEach(first::put);
      capture.append(first);
      return capture;
    } catch (FileAlreadyExistsException e) {
      throw new DriverException(
          Kind.USAGE, file + " exists already; name a new file, nothing is overwritten", e);
    } catch (IOException e) {
      throw new DriverException(
          Kind.INPUT_OUTPUT,
          file + " cannot be made; check that its folder exists and has room",
          e);
    }
  }

  /** Notes what came or went. */
  synchronized void traffic(boolean sent, byte[] content, int count) {
    if (count > 0) {
      used = true;
      String text = new String(content, 0, count, StandardCharsets.ISO_8859_1);
      append(line().put(sent ? "out" : "in", text));
    }
  }

  /** Notes that the link was opened, or opened again: nothing is put together across it. */
  synchronized void opened() {
    append(line().put("link", "opened"));
  }

  /**
   * Notes what was learnt of the adapter and the car.
   *
   * @param adapter as in {@link io.cellwitness.api.VehicleFacts#link()}
   * @param profile id and hash of the vehicle profile, in words
   */
  public synchronized void identified(Map<String, String> adapter, String profile) {
    ObjectNode node = line().put("profile", profile);
    adapter.forEach(node.putObject("adapter")::put);
    append(node);
  }

  private ObjectNode line() {
    double seconds = Math.round(time.now().secondsSince(begin) * 1e6) / 1e6;
    return JsonNodeFactory.instance.objectNode().put("t", seconds);
  }

  private void append(ObjectNode node) {
    byte[] line = (JSON.writeValueAsString(node) + "\n").getBytes(StandardCharsets.UTF_8);
    if (full || ended || failure.isPresent()) {
      return;
    }
    if (bytes + line.length > mostBytes - RESERVE_BYTES) {
      full = true;
      return;
    }
    write(line);
  }

  private void write(byte[] line) {
    try {
      out.write(line);
      bytes += line.length;
    } catch (IOException e) {
      failure = Optional.of(e);
    }
  }

  /**
   * Whether something was left out because the file has reached its limit.
   *
   * @return true from then on
   */
  public synchronized boolean full() {
    return full;
  }

  /**
   * What kept the file from being written.
   *
   * @return one sentence, or empty
   */
  public synchronized Optional<String> failure() {
    return failure.map(
        e -> file + " cannot be written (" + e.getMessage() + "); make room and capture again");
  }

  /**
   * How large it is.
   *
   * @return bytes
   */
  public synchronized long bytes() {
    return bytes;
  }

  /**
   * Writes the last line and closes the file; what fails then shows in {@link #failure}. Where
   * nothing went over the link, no file is left: it would only stand in the way of the next try.
   */
  @Override
  public synchronized void close() {
    if (ended) {
      return;
    }
    String why = full ? "full" : "stopped";
    if (failure.isEmpty()) {
      write(
          (JSON.writeValueAsString(line().put("end", why)) + "\n")
              .getBytes(StandardCharsets.UTF_8));
    }
    ended = true;
    try {
      out.close();
      if (!used) {
        Files.delete(file);
      }
    } catch (IOException e) {
      failure = failure.or(() -> Optional.of(e));
    }
  }
}
