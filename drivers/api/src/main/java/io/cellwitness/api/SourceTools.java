package io.cellwitness.api;

import java.util.List;

/**
 * What some kinds of source can do besides being read: show what is out there, and keep a list of
 * whom to trust. Found by {@link java.util.ServiceLoader}, so that the command line needs no
 * reference to a driver that may be left out.
 */
public interface SourceTools {

  /**
   * The scheme of {@link SourceAddress} these tools belong to.
   *
   * @return for example {@code opcua}
   */
  String scheme();

  /**
   * Looks at what is out there without reading a session ({@code probe opcua URL}).
   *
   * @param target where to look, as after the scheme of an address
   * @param context clock and state directory
   * @return what was found
   * @throws DriverException when nothing answers; one sentence
   * @throws InterruptedException when the thread is interrupted meanwhile
   */
  Answer probe(String target, DriverContext context) throws DriverException, InterruptedException;

  /**
   * Trusts one partner from now on ({@code trust add opcua WHAT}).
   *
   * @param what a certificate file, or the SHA-256 of one that was refused
   * @param context state directory
   * @return what is trusted now
   * @throws DriverException when there is no such certificate; one sentence
   */
  Answer trust(String what, DriverContext context) throws DriverException;

  /**
   * Trusts a partner no longer ({@code trust remove opcua WHAT}).
   *
   * @param what the SHA-256 of a trusted certificate
   * @param context state directory
   * @return what was taken away
   * @throws DriverException when it was not trusted; one sentence
   */
  Answer distrust(String what, DriverContext context) throws DriverException;

  /**
   * Who is trusted and who was refused ({@code trust list opcua}).
   *
   * @param context state directory
   * @return the list
   * @throws DriverException when the list cannot be read; one sentence
   */
  Answer trusted(DriverContext context) throws DriverException;

  /**
   * What to show.
   *
   * @param lines for people
   * @param json the same as one JSON object, for {@code --json}
   */
  record Answer(List<String> lines, String json) {
    /** Copies the list. */
    public Answer {
      lines = List.copyOf(lines);
    }
  }
}
