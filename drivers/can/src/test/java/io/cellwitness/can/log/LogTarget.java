package io.cellwitness.can.log;

import io.cellwitness.api.Driver;
import io.cellwitness.api.DriverContext;
import io.cellwitness.api.DriverException;
import io.cellwitness.can.FakeTime;
import io.cellwitness.can.profile.ProfileCatalog;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Plays whatever bytes as each kind of bus log. */
public final class LogTarget {

  private static final List<Supplier<LineParser>> PARSERS =
      List.of(CaptureParser::new, CandumpParser::new, AscParser::new, GvretParser::new);

  private final ProfileCatalog catalog;

  /** Plays with these profiles. */
  public LogTarget(ProfileCatalog catalog) {
    this.catalog = catalog;
  }

  /**
   * Plays one input to its end.
   *
   * @return how many readings came of it
   * @throws AssertionError when it is refused in a way that is not documented
   */
  public int play(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    int[] readings = new int[1];
    for (Supplier<LineParser> parser : PARSERS) {
      for (Optional<String> id :
          List.of(Optional.of("hyundai-kia-400v"), Optional.of("tesla-model-3-y"))) {
        DriverContext context = new DriverContext(new FakeTime(), id, List.of(), note -> {});
        try (Driver driver =
            new LogDriver(
                Path.of("fuzz.log"),
                () -> new Logs.Memory(text),
                parser,
                new LogIdentifier(catalog, id),
                context)) {
          driver.connect();
          while (driver.poll(reading -> readings[0]++)) {
            // Each call plays one answer.
          }
        } catch (DriverException e) {
          if (e.kind() != DriverException.Kind.BAD_DATA) {
            throw new AssertionError("refused as " + e.kind(), e);
          }
        } catch (InterruptedException e) {
          throw new AssertionError(e);
        }
      }
    }
    return readings[0];
  }
}
