package io.cellwitness.replay;

import io.cellwitness.api.DriverException;
import io.cellwitness.api.DriverException.Kind;
import io.cellwitness.api.RecordingFormat;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;

/** Lines of UTF-8 text with a bound on their length; anything that is not text is refused. */
final class TextLines implements RecordingFormat.Lines {

  private static final int CHUNK_BYTES = 1 << 16;

  private final Path file;
  private final InputStream in;
  private final AtomicLong readBytes = new AtomicLong();
  private final long fileBytes;
  private final byte[] line;
  private final byte[] chunk = new byte[CHUNK_BYTES];
  private int chunkAt;
  private int chunkEnd;
  private long number;

  /**
   * Opens a recording as text.
   *
   * @param file the recording
   * @param maxLineBytes a longer line is refused
   * @throws DriverException when it cannot be opened or is empty
   */
  TextLines(Path file, int maxLineBytes) throws DriverException {
    this.file = file;
    this.in = RecordingFile.open(file, readBytes);
    this.fileBytes = file.toFile().length();
    this.line = new byte[maxLineBytes];
  }

  /**
   * Number of the line that {@link #next} returned last.
   *
   * @return counted from 1
   */
  @Override
  public long number() {
    return number;
  }

  /**
   * How much of the file has been read.
   *
   * @return 0 to 1
   */
  double share() {
    return fileBytes > 0 ? Math.min(1, (double) readBytes.get() / fileBytes) : 1;
  }

  /**
   * The next line without its end.
   *
   * @return the text, or null at the end of the file
   * @throws DriverException when the bytes are no text, or cannot be read
   */
  @Override
  public String next() throws DriverException {
    number++;
    int length = 0;
    while (true) {
      if (chunkAt == chunkEnd && !refill()) {
        return length == 0 ? null : text(length);
      }
      int end = chunkAt;
      while (end < chunkEnd && chunk[end] != '\n') {
        end++;
      }
      int part = end - chunkAt;
      if (length + part > line.length) {
        throw bad("is longer than " + line.length + " bytes, which no recording needs");
      }
      System.arraycopy(chunk, chunkAt, line, length, part);
      length += part;
      chunkAt = end;
      if (end < chunkEnd) {
        chunkAt++;
        return text(length);
      }
    }
  }

  /**
   * A complaint about the line that {@link #next} returned last.
   *
   * @param what continues the sentence "line 7 of FILE …", without full stop
   * @return bad data
   */
  DriverException bad(String what) {
    return new DriverException(Kind.BAD_DATA, "line " + number + " of " + file + " " + what);
  }

  @Override
  public void close() {
    try {
      in.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean refill() throws DriverException {
    try {
      chunkEnd = Math.max(0, in.read(chunk));
      chunkAt = 0;
      return chunkEnd > 0;
    } catch (IOException e) {
      throw RecordingFile.unreadable(file, e);
    }
  }

  private String text(int length) throws DriverException {
    int end = length > 0 && line[length - 1] == '\r' ? length - 1 : length;
    boolean ascii = true;
    for (int i = 0; i < end; i++) {
      if (line[i] >= 0 && line[i] < ' ' && line[i] != '\t') {
        throw bad("is not text; name a CSV table or a session file of CellWitness");
      }
      ascii &= line[i] >= 0;
    }
    if (ascii) {
      return new String(line, 0, end, StandardCharsets.ISO_8859_1);
    }
    try {
      String text =
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(Arrays.copyOf(line, end)))
              .toString();
      // A byte order mark is no part of the text.
      return number == 1 && text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw bad("is not UTF-8 text; name a CSV table or a session file of CellWitness");
    }
  }
}
