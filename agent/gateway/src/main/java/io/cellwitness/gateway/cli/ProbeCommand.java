package io.cellwitness.gateway.cli;

import io.cellwitness.api.DriverContext;
import io.cellwitness.can.AdapterProbe;
import io.cellwitness.can.ProbeLine;
import io.cellwitness.can.serial.PortHolder;
import io.cellwitness.can.serial.PortInfo;
import io.cellwitness.can.serial.SerialPorts;
import io.cellwitness.gateway.base.Console;
import io.cellwitness.gateway.base.Console.Cell;
import io.cellwitness.gateway.base.ExitCode;
import io.cellwitness.gateway.base.Terminal.Tone;
import io.cellwitness.gateway.config.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

/** Shows which ports there are, or what one adapter and the car behind it can do. */
@Command(
    name = "probe",
    description = "List the serial ports, or look at one adapter and its car before a check.")
public final class ProbeCommand implements Callable<Integer> {

  private static final int LEVEL_WIDTH = 10;
  private static final int ITEM_WIDTH = 28;

  @Option(
      names = "--source",
      paramLabel = "S",
      description = "elm327:/dev/ttyUSB0, slcan:/dev/ttyACM0, elm327:tcp://HOST:PORT")
  String source;

  @Option(
      names = "--profile",
      paramLabel = "ID",
      description = "Only try this vehicle profile; without it all are tried.")
  String profile;

  @Mixin private CommonOptions common;

  private final Tools tools;
  private boolean failed;

  /**
   * Makes the verb.
   *
   * @param tools what it works with
   */
  public ProbeCommand(Tools tools) {
    this.tools = tools;
  }

  @Override
  public Integer call() throws Exception {
    return source == null ? ports(SerialPorts.list()) : adapter();
  }

  private int adapter() throws Exception {
    Settings settings = tools.settings().of(common);
    DriverContext context = tools.context(settings, profile, note -> {});
    try (AdapterProbe probe = AdapterProbe.of(Sources.parse(source), context, this::show)) {
      tools.stop().tell(probe::close);
      if (!probe.run()) {
        return ExitCode.UNAVAILABLE.number();
      }
    }
    return (failed ? ExitCode.NEGATIVE : ExitCode.OK).number();
  }

  private void show(ProbeLine line) {
    failed |= line.level() == ProbeLine.Level.FAIL;
    ObjectNode event =
        Console.event("probe")
            .put("level", line.level().name())
            .put("item", line.item())
            .put("text", line.text());
    if (!line.remedy().isEmpty()) {
      event.put("remedy", line.remedy());
    }
    tools.console().emit(event);
    Console console = tools.console();
    String remedy = line.remedy().isEmpty() ? "" : "; " + console.inWords(line.remedy());
    console.cells(
        new Cell(tone(line), line.level().name(), LEVEL_WIDTH),
        new Cell(Tone.PLAIN, line.item(), ITEM_WIDTH),
        Cell.last(console.inWords(line.text()) + remedy));
  }

  private static Tone tone(ProbeLine line) {
    return switch (line.level()) {
      case OK -> Tone.GOOD;
      case WARN -> Tone.WARN;
      case FAIL -> Tone.BAD;
    };
  }

  private int ports(List<PortInfo> ports) {
    if (ports.isEmpty()) {
      show(
          new ProbeLine(
              ProbeLine.Level.FAIL,
              "serial ports",
              "there are none",
              "plug the adapter in; one on WiFi is named as elm327:tcp://HOST:PORT"));
      return ExitCode.UNAVAILABLE.number();
    }
    ports.forEach(this::port);
    return (failed ? ExitCode.NEGATIVE : ExitCode.OK).number();
  }

  private void port(PortInfo port) {
    Optional<PortHolder> holder = PortHolder.of(Path.of(port.path()));
    ObjectNode event =
        Console.event("port").put("path", port.path()).put("description", port.description());
    port.stableName().ifPresent(name -> event.put("stableName", name));
    port.usbIds().ifPresent(ids -> event.put("usb", ids));
    port.serialNumber().ifPresent(number -> event.put("serialNumber", number));
    holder.ifPresent(
        h -> event.putObject("holder").put("pid", h.pid()).put("program", h.program()));
    tools.console().emit(event);
    show(line(port, holder));
  }

  private static ProbeLine line(PortInfo port, Optional<PortHolder> holder) {
    String text =
        port.description()
            + port.usbIds().map(ids -> ", USB " + ids).orElse("")
            + port.serialNumber().map(number -> ", serial number " + number).orElse("")
            + port.stableName().map(name -> ", always " + name).orElse("");
    Path path = Path.of(port.path());
    if (holder.isPresent()) {
      return new ProbeLine(
          ProbeLine.Level.WARN,
          port.path(),
          text + ", in use by " + holder.get(),
          "end that program before a check");
    }
    if (!Files.isReadable(path) || !Files.isWritable(path)) {
      return new ProbeLine(
          ProbeLine.Level.FAIL,
          port.path(),
          text + ", not open to this user",
          "add the user to group dialout");
    }
    return new ProbeLine(ProbeLine.Level.OK, port.path(), text, "");
  }
}
