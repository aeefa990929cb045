package io.cellwitness.can.log;

import io.cellwitness.api.Driver;
import io.cellwitness.api.DriverContext;
import io.cellwitness.api.DriverException;
import io.cellwitness.api.RecordingFormat;
import io.cellwitness.can.profile.ProfileCatalog;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/** Plays back captures, and the bus logs of candump, Vector and GVRET. */
public final class BusLogFormat implements RecordingFormat {

  @Override
  public Optional<Driver> driver(Path file, String head, Content content, DriverContext context)
      throws DriverException {
    Optional<Supplier<LineParser>> parsers = parsers(head);
    if (parsers.isEmpty()) {
      return Optional.empty();
    }
    ProfileCatalog catalog = ProfileCatalog.load(context.profileDirectories());
    LogIdentifier identifier = new LogIdentifier(catalog, context.profileId());
    return Optional.of(new LogDriver(file, content, parsers.get(), identifier, context));
  }

  private static Optional<Supplier<LineParser>> parsers(String head) {
    if (CaptureParser.recognises(head)) {
      return Optional.of(CaptureParser::new);
    }
    if (CandumpParser.recognises(head)) {
      return Optional.of(CandumpParser::new);
    }
    if (GvretParser.recognises(head)) {
      return Optional.of(GvretParser::new);
    }
    return AscParser.recognises(head) ? Optional.of(AscParser::new) : Optional.empty();
  }
}
