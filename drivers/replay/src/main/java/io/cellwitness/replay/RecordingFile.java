package io.cellwitness.replay;

import io.cellwitness.api.DriverException;
import io.cellwitness.api.DriverException.Kind;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** Opens recordings, packed with gzip or not, and says in one sentence why one cannot be read. */
final class RecordingFile {

  private static final int BUFFER_BYTES = 1 << 16;

  private RecordingFile() {}

  /**
   * Opens a recording. Whether it is packed is told from its first two bytes (RFC 1952, 2.3.1).
   *
   * @param file a regular file
   * @return its unpacked bytes
   * @throws DriverException when it cannot be opened or holds nothing
   */
  static InputStream open(Path file) throws DriverException {
    return open(file, UnaryOperator.identity());
  }

  private static InputStream open(Path file, UnaryOperator<InputStream> watched)
      throws DriverException {
    if (Files.isDirectory(file)) {
      throw new DriverException(
          Kind.USAGE, file + " is a folder; name one recording inside it, for example charge.csv");
    }
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw new DriverException(
          Kind.USAGE, file + " is not a regular file; save the recording to disk and name that");
    }
    InputStream raw = null;
    try {
      raw = new BufferedInputStream(watched.apply(Files.newInputStream(file)), BUFFER_BYTES);
      InputStream content = unpacked(file, raw);
      content.mark(1);
      if (content.read() < 0) {
        throw new DriverException(
            Kind.BAD_DATA, file + " is empty; there is nothing to replay in it");
      }
      content.reset();
      return content;
    } catch (IOException e) {
      closeQuietly(raw, e);
      throw unreadable(file, e);
    } catch (DriverException e) {
      closeQuietly(raw, e);
      throw e;
    }
  }

  /**
   * Opens a recording and counts what is read of it.
   *
   * @param file a regular file
   * @param counted grows by every byte taken from the disk, packed or not
   * @return its unpacked bytes
   * @throws DriverException when it cannot be opened or holds nothing
   */
  static InputStream open(Path file, AtomicLong counted) throws DriverException {
    return open(file, in -> new CountedStream(in, counted));
  }

  /**
   * The beginning of a recording, one character for each unpacked byte.
   *
   * @param file a regular file
   * @param most how many characters at most
   * @return the head
   * @throws DriverException when it cannot be read or holds nothing
   */
  static String head(Path file, int most) throws DriverException {
    try (InputStream in = open(file)) {
      return new String(in.readNBytes(most), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  /**
   * Turns a failed read into a sentence.
   *
   * @param file the recording
   * @param cause what the machine said
   * @return bad data for a damaged file, input-output for a failing machine
   */
  static DriverException unreadable(Path file, IOException cause) {
    if (cause instanceof NoSuchFileException) {
      return new DriverException(
          Kind.INPUT_OUTPUT, "there is no file " + file + "; check the name and the folder", cause);
    }
    if (cause instanceof AccessDeniedException) {
      return new DriverException(
          Kind.INPUT_OUTPUT, file + " may not be read; give this user the right to read it", cause);
    }
    if (cause instanceof EOFException) {
      return new DriverException(
          Kind.BAD_DATA, file + " is cut off in its compressed data; copy it again", cause);
    }
    if (cause instanceof ZipException) {
      return new DriverException(
          Kind.BAD_DATA, file + " holds damaged compressed data; copy it again", cause);
    }
    return new DriverException(
        Kind.INPUT_OUTPUT, file + " cannot be read: " + cause.getMessage(), cause);
  }

  private static InputStream unpacked(Path file, InputStream raw)
      throws IOException, DriverException {
    raw.mark(2);
    int first = raw.read();
    int second = raw.read();
    raw.reset();
    if (first == 0x1f && second == 0x8b) {
      return new BufferedInputStream(new GZIPInputStream(raw, BUFFER_BYTES), BUFFER_BYTES);
    }
    if (first >= 0 && file.toString().toLowerCase(Locale.ROOT).endsWith(".gz")) {
      throw new DriverException(
          Kind.BAD_DATA,
          file + " is called .gz but is not compressed with gzip; rename it or copy it again");
    }
    return raw;
  }

  private static void closeQuietly(InputStream stream, Exception reason) {
    if (stream != null) {
      try {
        stream.close();
      } catch (IOException e) {
        reason.addSuppressed(e);
      }
    }
  }
}
