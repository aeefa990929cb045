package io.cellwitness.can;

import io.cellwitness.api.DriverException;
import io.cellwitness.api.SourceAddress;
import io.cellwitness.api.TimeSource;
import io.cellwitness.can.link.LinkException;
import io.cellwitness.can.serial.PortInfo;
import io.cellwitness.can.uds.Adapter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds the adapters among serial ports, by asking each what it is. */
public final class AdapterFinder {

  /** Where they were found, and why nothing was found elsewhere. */
  public record Result(List<SourceAddress> adapters, List<String> troubles) {
    /** Copies the lists. */
    public Result {
      adapters = List.copyOf(adapters);
      troubles = List.copyOf(troubles);
    }
  }

  private AdapterFinder() {}

  /**
   * Asks every port. V comes first, which means nothing harmful to either language; an ELM327 is
   * tried at its two usual rates.
   *
   * @param ports those to ask
   * @param time bounds how long each may take
   * @return what was found
   * @throws DriverException when a port's name cannot be right
   */
  public static Result find(List<PortInfo> ports, TimeSource time) throws DriverException {
    List<SourceAddress> adapters = new ArrayList<>();
    List<String> troubles = new ArrayList<>();
    for (PortInfo port : ports) {
      Optional<SourceAddress> found = Optional.empty();
      String trouble = "";
      for (String language : List.of("slcan:%s", "elm327:%s", "elm327:%s@115200")) {
        SourceAddress address = SourceAddress.parse(String.format(language, port.bestName()));
        try (Adapter adapter = CanSources.adapter(address, link -> link, time)) {
          adapter.open();
          if (!adapter.facts().get("firmware").equals(Adapter.NO_FIRMWARE)) {
            found = Optional.of(address);
            break;
          }
        } catch (LinkException e) {
          trouble = e.getMessage();
        }
      }
      found.ifPresent(adapters::add);
      if (found.isEmpty()) {
        troubles.add(trouble);
      }
    }
    return new Result(adapters, troubles);
  }
}
