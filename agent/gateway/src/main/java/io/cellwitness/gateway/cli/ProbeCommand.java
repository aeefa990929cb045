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
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
    Console console = tools.console();
    String text = console.inWords(line.text());
    String whole = line.text() + "; " + line.remedy();
    String said = console.inWords(whole);
    // Errors are known as one sentence only.
    boolean together = text.equals(line.text()) && !said.equals(whole);
    show(line, together ? said : halves(line, text));
  }

  private String halves(ProbeLine line, String text) {
    return line.remedy().isEmpty() ? text : text + "; " + tools.console().inWords(line.remedy());
  }

  /** Shows a line, said in the operator's language already. */
  private void show(ProbeLine line, String text) {
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
    console.cells(
        new Cell(tone(line), line.level().name(), LEVEL_WIDTH),
        new Cell(Tone.PLAIN, line.item(), ITEM_WIDTH),
        Cell.last(text));
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
    List<String> parts = parts(port, holder);
    ProbeLine line = line(port, holder, String.join(", ", parts));
    String said = parts.stream().map(tools.console()::inWords).collect(Collectors.joining(", "));
    show(line, halves(line, said));
  }

  private static List<String> parts(PortInfo port, Optional<PortHolder> holder) {
    return Stream.of(
            Optional.of(port.description()).filter(words -> !words.isBlank()),
            port.usbIds().map(ids -> "USB " + ids),
            port.serialNumber().map(number -> "serial number " + number),
            port.stableName().map(name -> "always " + name),
            holder.map(h -> "in use by " + h),
            Optional.of("not open to this user").filter(t -> holder.isEmpty() && !open(port)))
        .flatMap(Optional::stream)
        .toList();
  }

  private static ProbeLine line(PortInfo port, Optional<PortHolder> holder, String text) {
    if (holder.isPresent()) {
      return new ProbeLine(
          ProbeLine.Level.WARN, port.path(), text, "end that program before a check");
    }
    return open(port)
        ? new ProbeLine(ProbeLine.Level.OK, port.path(), text, "")
        : new ProbeLine(ProbeLine.Level.FAIL, port.path(), text, "add the user to group dialout");
  }

  private static boolean open(PortInfo port) {
    Path path = Path.of(port.path());
    return Files.isReadable(path) && Files.isWritable(path);
  }
}
