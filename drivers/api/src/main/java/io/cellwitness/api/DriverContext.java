package io.cellwitness.api;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What a driver is given from outside.
 *
 * @param time the clock to live by
 * @param profileId the vehicle profile the operator chose, empty to identify the car
 * @param profileDirectories folders with the workshop's own vehicle profiles, searched before those
 *     that come with CellWitness
 * @param requestsPerSecond most requests a driver may send in a second, 1 to {@link
 *     #MOST_REQUESTS_PER_SECOND}
 * @param notes takes short sentences for the operator (re-attached, halved the rate); never a VIN
 * @param stateDirectory where keys and trust lists live, as {@code --state-dir} says; empty for the
 *     user's own
 */
public record DriverContext(
    TimeSource time,
    Optional<String> profileId,
    List<Path> profileDirectories,
    int requestsPerSecond,
    Consumer<String> notes,
    Optional<Path> stateDirectory) {

  /** The usual rate, and the highest: an operator can only be gentler with a car. */
  public static final int MOST_REQUESTS_PER_SECOND = 20;

  /**
   * A context at the usual rate, with the user's own state directory.
   *
   * @param time the clock to live by
   * @param profileId the vehicle profile the operator chose
   * @param profileDirectories folders with the workshop's own vehicle profiles
   * @param notes takes short sentences for the operator
   */
  public DriverContext(
      TimeSource time,
      Optional<String> profileId,
      List<Path> profileDirectories,
      Consumer<String> notes) {
    this(time, profileId, profileDirectories, MOST_REQUESTS_PER_SECOND, notes, Optional.empty());
  }

  /** Copies the list, rejects nulls and a rate out of range. */
  public DriverContext {
    Objects.requireNonNull(time, "time");
    Objects.requireNonNull(profileId, "profileId");
    Objects.requireNonNull(notes, "notes");
    Objects.requireNonNull(stateDirectory, "stateDirectory");
    profileDirectories = List.copyOf(profileDirectories);
    if (requestsPerSecond < 1 || requestsPerSecond > MOST_REQUESTS_PER_SECOND) {
      throw new IllegalArgumentException("not a request rate: " + requestsPerSecond);
    }
  }
}
