package io.cellwitness.replay;

import io.cellwitness.api.Driver;
import io.cellwitness.api.DriverContext;
import io.cellwitness.api.DriverException;
import io.cellwitness.api.DriverException.Kind;
import io.cellwitness.api.DriverProvider;
import io.cellwitness.api.SourceAddress;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Set;

/** Makes drivers that play back recordings: {@code replay:FILE} or {@code replay:FILE#SESSION}. */
public final class ReplayProvider implements DriverProvider {

  @Override
  public Set<String> schemes() {
    return Set.of("replay");
  }

  @Override
  public String description() {
    return "a recording: a CSV table, a session file, a capture or a bus log (candump, ASC, GVRET)";
  }

  @Override
  public Driver create(SourceAddress address, DriverContext context) throws DriverException {
    if (address.target().isBlank()) {
      throw new DriverException(
          Kind.USAGE, "the source replay: names no file; write for example replay:charge.csv.gz");
    }
    if (address.fragment().isPresent() && address.fragment().get().isBlank()) {
      throw new DriverException(
          Kind.USAGE,
          "the source " + address + " names no session after #; leave # out or name one");
    }
    try {
      return new ReplayDriver(Path.of(address.target()), address.fragment(), context);
    } catch (InvalidPathException e) {
      throw new DriverException(
          Kind.USAGE, "the source " + address + " holds no valid file name; correct it", e);
    }
  }
}
