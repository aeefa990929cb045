package io.cellwitness.can.link;

/**
 * A byte link to an adapter. One thread opens, reads and writes; {@link #close()} may come from
 * another and ends a blocked read soon.
 */
public interface Link extends AutoCloseable {

  /**
   * Opens the link. A link may be opened again after it was closed.
   *
   * @throws LinkException when the other end is not there; one sentence
   */
  void open() throws LinkException;

  /**
   * Reads what is there, waiting for the first byte.
   *
   * @param buffer takes the bytes from index 0
   * @param timeoutMillis how long to wait for the first byte, ms
   * @return number of bytes, 0 when none came in time
   * @throws LinkException when the link is gone
   */
  int read(byte[] buffer, int timeoutMillis) throws LinkException;

  /**
   * Writes all bytes.
   *
   * @param bytes what to send
   * @throws LinkException when not all of them could be sent
   */
  void write(byte[] bytes) throws LinkException;

  /** Closes the link; harmless when it is closed already. */
  @Override
  void close();

  /**
   * The other end in words.
   *
   * @return for example {@code tcp://192.168.0.10:35000} or {@code /dev/ttyUSB0}
   */
  String describe();
}
