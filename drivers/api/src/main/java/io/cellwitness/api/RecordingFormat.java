package io.cellwitness.api;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A kind of recording that needs a driver's knowledge to be played back, as a log of bus frames
 * does. Found by {@link java.util.ServiceLoader} by whoever serves {@code replay:}.
 */
public interface RecordingFormat {

  /** How much of a file's beginning {@link #driver} is shown. */
  int HEAD_CHARACTERS = 4_096;

  /**
   * Makes the driver that plays a file back, when the file is of this format. Does not read it yet.
   *
   * @param file for messages
   * @param head the first characters of the unpacked file, at most {@link #HEAD_CHARACTERS}, one
   *     for each byte
   * @param content the file's lines, from the first one on each time they are opened
   * @param context profiles and a place for notes; the clock is not used
   * @return the driver, or empty when the file is of another format
   * @throws DriverException when a vehicle profile is wrong or missing
   */
  Optional<Driver> driver(Path file, String head, Content content, DriverContext context)
      throws DriverException;

  /** The lines of a file. */
  interface Content {

    /**
     * Starts reading from the first line.
     *
     * @return the lines, to be closed by the caller
     * @throws DriverException when the file cannot be read
     */
    Lines open() throws DriverException;
  }

  /** Lines of text with a bound on their length. */
  interface Lines extends AutoCloseable {

    /**
     * The next line without its end.
     *
     * @return the text, or null at the end of the file
     * @throws DriverException when the bytes are no text, or cannot be read
     */
    String next() throws DriverException;

    /**
     * Number of the line {@link #next} returned last.
     *
     * @return counted from 1
     */
    long number();

    @Override
    void close();
  }
}
